import { arnOf, type CloudContext } from '../../core/cloud-context.js';
import { supported } from '../../core/property-rules.js';
import { physicalNameOf, type Provisioner, type ResolvedResource } from '../../core/provisioner.js';
import { originOf } from '../../core/resource-origin.js';
import type { IamState } from './iam-state.js';
import { malformedPolicy } from './policy/malformed-policy.js';
import { parsePolicy, type Policy } from './policy/policy.js';
import { adminContext } from './request-context.js';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucketpolicy.html */
export const bucketPolicyProvisioner = (state: IamState, context: CloudContext): Provisioner => ({
  type: 'AWS::S3::BucketPolicy',
  properties: { Bucket: supported, PolicyDocument: supported },
  async provision(resource) {
    const bucket = String(resource.properties['Bucket']);
    putPolicy(resource, [`arn:${context.partition}:s3:::${bucket}`], state, context);
    return { physicalId: bucket };
  },
  remove: async (_id, resource) => state.removeResourcePolicies(originOf(resource)),
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queuepolicy.html */
export const queuePolicyProvisioner = (state: IamState, context: CloudContext): Provisioner => ({
  type: 'AWS::SQS::QueuePolicy',
  attributes: ['Id'],
  properties: { PolicyDocument: supported, Queues: supported },
  async provision(resource) {
    const { Queues = [] } = resource.properties as { Queues?: readonly string[] };
    // A queue is named by its URL, which ends in its name.
    const arns = Queues.map((url) => arnOf(context, 'sqs', url.split('/').at(-1) ?? ''));
    putPolicy(resource, arns, state, context);
    return { physicalId: physicalNameOf(resource), attributes: { Id: physicalNameOf(resource) } };
  },
  remove: async (_id, resource) => state.removeResourcePolicies(originOf(resource)),
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topicpolicy.html */
export const topicPolicyProvisioner = (state: IamState, context: CloudContext): Provisioner => ({
  type: 'AWS::SNS::TopicPolicy',
  attributes: ['Id'],
  properties: { PolicyDocument: supported, Topics: supported },
  async provision(resource) {
    const { Topics = [] } = resource.properties as { Topics?: readonly string[] };
    putPolicy(resource, Topics, state, context);
    return { physicalId: physicalNameOf(resource), attributes: { Id: physicalNameOf(resource) } };
  },
  remove: async (_id, resource) => state.removeResourcePolicies(originOf(resource)),
});

/** Puts the resource's document on those it names, and takes it from those that it named before. */
const putPolicy = (
  resource: ResolvedResource,
  arns: readonly string[],
  state: IamState,
  context: CloudContext,
): void => {
  const { PolicyDocument } = resource.properties;
  const policy = resourcePolicy(PolicyDocument, context);
  const owner = originOf(resource);
  for (const arn of arns) state.putResourcePolicy(arn, owner, policy, PolicyDocument);
  state.removeResourcePolicies(owner, arns);
};

/** Callers from outside are not asked for permissions, so a Deny that would stop them is refused and not forgotten. */
export const resourcePolicy = (document: unknown, context: CloudContext): Policy => {
  const policy = parsePolicy(document, 'resource');
  const caller = { kind: 'admin', accountId: context.accountId } as const;
  const given = adminContext(context);
  const stopsAdmin = policy.some(
    ({ effect, concerns, conditions }) =>
      effect === 'Deny' &&
      concerns(caller) &&
      conditions.every(({ dependsOnTime, holds }) => dependsOnTime || holds(given)),
  );
  if (stopsAdmin)
    throw malformedPolicy(
      "the local cloud does not enforce a Deny on callers from outside, who are the account's admin; name the roles that it is for.",
    );
  return policy;
};
