import type { WorkGroupConfiguration } from '@aws-sdk/client-athena';
import { ignored, members, oneOf, supported, type PropertyRules } from '../../core/property-rules.js';
import { physicalNameOf, type Provisioner } from '../../core/provisioner.js';
import { arnOf } from '../../core/cloud-context.js';
import type { AthenaState } from './athena-state.js';
import { deleteWorkGroup } from './work-groups/delete-work-group.js';

const properties: PropertyRules = {
  Name: supported,
  Description: supported,
  State: oneOf('ENABLED', 'DISABLED'),
  RecursiveDeleteOption: oneOf(true, false, 'true', 'false'),
  Tags: ignored('nothing reads tags'),
  WorkGroupConfiguration: members({
    EnforceWorkGroupConfiguration: supported,
    BytesScannedCutoffPerQuery: supported,
    PublishCloudWatchMetricsEnabled: ignored('there is no CloudWatch to publish to'),
    RequesterPaysEnabled: oneOf(false),
    EngineVersion: members({ SelectedEngineVersion: oneOf('AUTO', 'Athena engine version 3') }),
    ResultConfiguration: members({
      OutputLocation: supported,
      EncryptionConfiguration: ignored('files on one machine are as safe as the machine; nothing is encrypted'),
      ExpectedBucketOwner: ignored('there is one account'),
    }),
  }),
};

interface WorkGroupProperties {
  readonly Name?: string;
  readonly Description?: string;
  readonly State?: string;
  readonly WorkGroupConfiguration?: WorkGroupConfiguration;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-athena-workgroup.html */
export const workGroupProvisioner = (state: AthenaState): Provisioner => ({
  type: 'AWS::Athena::WorkGroup',
  attributes: ['Arn', 'CreationTime'],
  properties,
  provision: (resource) => {
    const { Name, Description, State, WorkGroupConfiguration } = resource.properties as WorkGroupProperties;
    const name = Name ?? physicalNameOf(resource);
    const { createdAtMs } = state.workGroups.get(name) ?? { createdAtMs: state.context.clock.now() };
    state.workGroups.set(name, {
      name,
      description: Description,
      enabled: State !== 'DISABLED',
      createdAtMs,
      outputLocation: WorkGroupConfiguration?.ResultConfiguration?.OutputLocation,
      // CloudFormation's default.
      enforced: WorkGroupConfiguration?.EnforceWorkGroupConfiguration ?? true,
      scanCutoffBytes: WorkGroupConfiguration?.BytesScannedCutoffPerQuery,
    });
    const attributes = {
      CreationTime: new Date(createdAtMs).toISOString(),
      Arn: arnOf(state.context, 'athena', `workgroup/${name}`),
    };
    return Promise.resolve({ physicalId: name, attributes });
  },
  remove: async (WorkGroup, { properties: { RecursiveDeleteOption } }) => {
    if (!state.workGroups.has(WorkGroup)) return;
    deleteWorkGroup({ WorkGroup, RecursiveDeleteOption: String(RecursiveDeleteOption) === 'true' }, state);
  },
});
