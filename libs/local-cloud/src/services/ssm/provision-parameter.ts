import { ignored, oneOf, supported } from '../../core/property-rules.js';
import { physicalNameOf, type Provisioner } from '../../core/provisioner.js';
import type { ParameterSettings, ParameterStore } from './parameter-store.js';

interface ParameterProperties {
  readonly Name?: string;
  readonly Type: ParameterSettings['type'];
  readonly Value: string;
  readonly Description?: string;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-parameter.html */
export const parameterProvisioner = (store: ParameterStore): Provisioner => ({
  type: 'AWS::SSM::Parameter',
  attributes: ['Type', 'Value'],
  properties: {
    Description: supported,
    Name: supported,
    Tags: ignored('tags have no effect on one machine'),
    Tier: oneOf('Standard'),
    Type: oneOf('String', 'StringList'),
    Value: supported,
  },
  async provision(resource) {
    const {
      Name: name = physicalNameOf(resource),
      Type: type,
      Value: value,
      Description: description,
    } = resource.properties as unknown as ParameterProperties;
    const former = store.find(name);
    const isSame = former?.value === value && former.type === type && former.description === description;
    if (!isSame) await store.put({ ...{ name, type, value }, ...(description !== undefined && { description }) });
    return { physicalId: name, attributes: { Type: type, Value: value } };
  },
  remove: (physicalId) => store.delete(physicalId),
});
