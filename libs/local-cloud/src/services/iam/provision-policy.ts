import type { CloudContext } from '../../core/cloud-context.js';
import { ignored, supported } from '../../core/property-rules.js';
import { physicalNameOf, type Provisioner } from '../../core/provisioner.js';
import { originOf } from '../../core/resource-origin.js';
import type { IamState } from './iam-state.js';
import { parsePolicy } from './policy/policy.js';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-policy.html */
export const inlinePolicyProvisioner = (state: IamState): Provisioner => ({
  type: 'AWS::IAM::Policy',
  attributes: ['Id'],
  properties: { PolicyDocument: supported, PolicyName: supported, Roles: supported },
  async provision(resource) {
    const { PolicyName, PolicyDocument, Roles = [] } = resource.properties as unknown as InlinePolicyProperties;
    const read = Roles.filter((role) => state.roleNamed(role)?.isRecordedOnly !== true);
    // What is attached only to roles that nobody here acts under is recorded, and not read.
    const policy = Roles.length > 0 && read.length === 0 ? [] : parsePolicy(PolicyDocument, 'identity');
    state.attach(originOf(resource), { roles: Roles, inline: { name: PolicyName, policy } });
    return { physicalId: physicalNameOf(resource), attributes: { Id: physicalNameOf(resource) } };
  },
  remove: async (_id, resource) => state.detach(originOf(resource)),
});

interface InlinePolicyProperties {
  readonly PolicyName: string;
  readonly PolicyDocument?: unknown;
  readonly Roles?: readonly string[];
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-managedpolicy.html */
export const managedPolicyProvisioner = (state: IamState, { partition, accountId }: CloudContext): Provisioner => ({
  type: 'AWS::IAM::ManagedPolicy',
  attributes: ['PolicyArn'],
  properties: {
    Description: ignored('it is for people only'),
    ManagedPolicyName: supported,
    Path: supported,
    PolicyDocument: supported,
    Roles: supported,
  },
  async provision(resource) {
    const {
      ManagedPolicyName,
      Path = '/',
      PolicyDocument,
      Roles = [],
    } = resource.properties as ManagedPolicyProperties;
    const arn = `arn:${partition}:iam::${accountId}:policy${Path}${ManagedPolicyName ?? physicalNameOf(resource)}`;
    state.putManaged(arn, parsePolicy(PolicyDocument, 'identity'));
    state.attach(originOf(resource), { roles: Roles, managedArn: arn });
    return { physicalId: arn, attributes: { PolicyArn: arn } };
  },
  remove: async (arn, resource) => {
    state.removeManaged(arn);
    state.detach(originOf(resource));
  },
});

interface ManagedPolicyProperties {
  readonly ManagedPolicyName?: string;
  readonly Path?: string;
  readonly PolicyDocument?: unknown;
  readonly Roles?: readonly string[];
}
