import type { CloudContext } from './cloud-context.js';
import { physicalNameOf, type Provisioned, type ResolvedResource } from './provisioner.js';

/** A type of resource that the template may hold and that has no effect on one machine. */
export interface IgnoredType {
  readonly type: string;
  readonly reason: string;
  /** What others in the template get when they refer to it. */
  identify(resource: ResolvedResource, context: CloudContext): Provisioned;
}

const byName = (resource: ResolvedResource): Provisioned => ({ physicalId: physicalNameOf(resource) });

const roleArn = (resource: ResolvedResource, { partition, accountId }: CloudContext): Provisioned => {
  const { RoleName } = resource.properties;
  const name = typeof RoleName === 'string' ? RoleName : physicalNameOf(resource);
  return { physicalId: name, attributes: { Arn: `arn:${partition}:iam::${accountId}:role/${name}` } };
};

const NO_IAM = 'permissions are not checked yet; every service may do what the template asks of it';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-template-resource-type-ref.html */
const IGNORED_TYPES: readonly IgnoredType[] = [
  { type: 'AWS::IAM::Role', reason: NO_IAM, identify: roleArn },
  { type: 'AWS::IAM::Policy', reason: NO_IAM, identify: byName },
  { type: 'AWS::Lambda::Permission', reason: NO_IAM, identify: byName },
  { type: 'AWS::S3::BucketPolicy', reason: NO_IAM, identify: byName },
  { type: 'AWS::SQS::QueuePolicy', reason: NO_IAM, identify: byName },
  {
    type: 'AWS::Glue::Crawler',
    reason: 'no crawler runs yet; the declared table is complete without one',
    identify: byName,
  },
  { type: 'AWS::CloudWatch::Alarm', reason: 'there are no metrics to watch yet', identify: byName },
  { type: 'AWS::CDK::Metadata', reason: 'it tells Amazon which constructs are used', identify: byName },
  { type: 'Custom::S3AutoDeleteObjects', reason: 'it acts only when a stack is deleted', identify: byName },
];

export const ignoredTypesByName: ReadonlyMap<string, IgnoredType> = new Map(
  IGNORED_TYPES.map((one) => [one.type, one]),
);
