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

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-template-resource-type-ref.html */
const IGNORED_TYPES: readonly IgnoredType[] = [
  {
    type: 'AWS::CloudWatch::Alarm',
    reason: 'no alarm is evaluated yet; its metrics are there to be read',
    identify: byName,
  },
  { type: 'AWS::CDK::Metadata', reason: 'it tells Amazon which constructs are used', identify: byName },
];

export const ignoredTypesByName: ReadonlyMap<string, IgnoredType> = new Map(
  IGNORED_TYPES.map((one) => [one.type, one]),
);
