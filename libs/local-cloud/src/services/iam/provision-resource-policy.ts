import { arnOf, type CloudContext } from '../../core/cloud-context.js';
import { supported } from '../../core/property-rules.js';
import { physicalNameOf, type Provisioner } from '../../core/provisioner.js';
import type { IamState } from './iam-state.js';
import { malformedPolicy } from './policy/malformed-policy.js';
import { parsePolicy, type Policy } from './policy/policy.js';
import { adminContext } from './request-context.js';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucketpolicy.html */
export const bucketPolicyProvisioner = (state: IamState, context: CloudContext): Provisioner => ({
  type: 'AWS::S3::BucketPolicy',
  properties: { Bucket: supported, PolicyDocument: supported },
  async provision({ properties }) {
    const bucket = String(properties['Bucket']);
    const policy = resourcePolicy(properties['PolicyDocument'], context);
    state.putResourcePolicy(`arn:${context.partition}:s3:::${bucket}`, policy, properties['PolicyDocument']);
    return { physicalId: bucket };
  },
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queuepolicy.html */
export const queuePolicyProvisioner = (state: IamState, context: CloudContext): Provisioner => ({
  type: 'AWS::SQS::QueuePolicy',
  properties: { PolicyDocument: supported, Queues: supported },
  async provision(resource) {
    const { PolicyDocument, Queues = [] } = resource.properties as { PolicyDocument?: unknown; Queues?: string[] };
    const policy = resourcePolicy(PolicyDocument, context);
    // A queue is named by its URL, which ends in its name.
    for (const url of Queues)
      state.putResourcePolicy(arnOf(context, 'sqs', url.split('/').at(-1) ?? ''), policy, PolicyDocument);
    return { physicalId: physicalNameOf(resource), attributes: { Id: physicalNameOf(resource) } };
  },
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topicpolicy.html */
export const topicPolicyProvisioner = (state: IamState, context: CloudContext): Provisioner => ({
  type: 'AWS::SNS::TopicPolicy',
  properties: { PolicyDocument: supported, Topics: supported },
  async provision(resource) {
    const { PolicyDocument, Topics = [] } = resource.properties as { PolicyDocument?: unknown; Topics?: string[] };
    const policy = resourcePolicy(PolicyDocument, context);
    for (const arn of Topics) state.putResourcePolicy(arn, policy, PolicyDocument);
    return { physicalId: physicalNameOf(resource), attributes: { Id: physicalNameOf(resource) } };
  },
});

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
