import type { CloudContext } from '../../core/cloud-context.js';
import { each, ignored, members, supported } from '../../core/property-rules.js';
import { physicalNameOf, type Provisioner } from '../../core/provisioner.js';
import type { IamState } from './iam-state.js';
import { parsePolicy } from './policy/policy.js';
import { isForOutsiders } from './recorded-roles.js';

interface RoleProperties {
  readonly AssumeRolePolicyDocument?: unknown;
  readonly ManagedPolicyArns?: readonly string[];
  readonly Path?: string;
  readonly Policies?: readonly { readonly PolicyName?: string; readonly PolicyDocument?: unknown }[];
  readonly RoleName?: string;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html */
export const roleProvisioner = (state: IamState, { partition, accountId }: CloudContext): Provisioner => ({
  type: 'AWS::IAM::Role',
  attributes: ['Arn'],
  properties: {
    AssumeRolePolicyDocument: supported,
    Description: ignored('it is for people only'),
    ManagedPolicyArns: supported,
    MaxSessionDuration: ignored('sessions do not end on one machine'),
    Path: supported,
    Policies: each(members({ PolicyName: supported, PolicyDocument: supported })),
    RoleName: supported,
    Tags: ignored('tags have no effect on one machine'),
  },
  async provision(resource) {
    const properties = resource.properties as RoleProperties;
    const { Path: path = '/', RoleName: name = physicalNameOf(resource) } = properties;
    const arn = `arn:${partition}:iam::${accountId}:role${path}${name}`;
    const isRecordedOnly = isForOutsiders(properties.AssumeRolePolicyDocument);
    const { Policies = [], ManagedPolicyArns = [] } = isRecordedOnly ? {} : properties;
    const inline = Policies.map(
      ({ PolicyName, PolicyDocument }) => [PolicyName ?? '', parsePolicy(PolicyDocument, 'identity')] as const,
    );
    state.putRole({
      name,
      arn,
      trust: parsePolicy(properties.AssumeRolePolicyDocument, 'trust'),
      managed: new Set(ManagedPolicyArns),
      inline: new Map(inline),
      isRecordedOnly,
    });
    return { physicalId: name, attributes: { Arn: arn } };
  },
  remove: async (name) => state.removeRole(name),
});
