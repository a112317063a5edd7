import type { LifecycleRule, LifecycleRuleFilter, Tag, TransitionStorageClass } from '@aws-sdk/client-s3';
import { notImplemented } from '../errors.js';

interface TemplateTransition {
  readonly StorageClass: TransitionStorageClass;
  readonly TransitionInDays?: number;
  readonly TransitionDate?: string;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-s3-bucket-rule.html */
export interface TemplateLifecycleRule {
  readonly Id?: string;
  readonly Status: 'Enabled' | 'Disabled';
  readonly Prefix?: string;
  readonly TagFilters?: readonly Tag[];
  readonly ObjectSizeGreaterThan?: string;
  readonly ObjectSizeLessThan?: string;
  readonly ExpirationInDays?: number;
  readonly ExpirationDate?: string;
  readonly ExpiredObjectDeleteMarker?: boolean;
  readonly AbortIncompleteMultipartUpload?: { readonly DaysAfterInitiation: number };
  readonly NoncurrentVersionExpiration?: {
    readonly NoncurrentDays: number;
    readonly NewerNoncurrentVersions?: number;
  };
  readonly NoncurrentVersionExpirationInDays?: number;
  readonly Transition?: TemplateTransition;
  readonly Transitions?: readonly TemplateTransition[];
}

const KNOWN: readonly (keyof TemplateLifecycleRule)[] = [
  ...(['Id', 'Status', 'Prefix', 'TagFilters', 'ObjectSizeGreaterThan', 'ObjectSizeLessThan'] as const),
  ...(['ExpirationInDays', 'ExpirationDate', 'ExpiredObjectDeleteMarker', 'AbortIncompleteMultipartUpload'] as const),
  ...(['NoncurrentVersionExpiration', 'NoncurrentVersionExpirationInDays', 'Transition', 'Transitions'] as const),
];

/** A rule of a template as GetBucketLifecycleConfiguration tells it. Throws NotImplemented for a member that it could not tell. */
export const lifecycleRule = (rule: TemplateLifecycleRule): LifecycleRule => {
  const unknown = Object.keys(rule).find((name) => !(KNOWN as readonly string[]).includes(name));
  if (unknown !== undefined) throw notImplemented(`${unknown} in a rule of LifecycleConfiguration`);
  const { NoncurrentVersionExpirationInDays: NoncurrentDays } = rule;
  const noncurrent = rule.NoncurrentVersionExpiration ?? (NoncurrentDays && { NoncurrentDays });
  const transitions = rule.Transitions ?? (rule.Transition && [rule.Transition]);
  const expiration = expirationOf(rule);
  return {
    ...(rule.Id !== undefined && { ID: rule.Id }),
    Status: rule.Status,
    Filter: filterOf(rule),
    ...(expiration && { Expiration: expiration }),
    ...(noncurrent && { NoncurrentVersionExpiration: noncurrent }),
    ...(transitions && { Transitions: transitions.map(transitionOf) }),
    ...(rule.AbortIncompleteMultipartUpload && {
      AbortIncompleteMultipartUpload: rule.AbortIncompleteMultipartUpload,
    }),
  };
};

const transitionOf = ({ StorageClass, TransitionInDays: Days, TransitionDate }: TemplateTransition) => ({
  StorageClass,
  ...(Days !== undefined && { Days }),
  ...(TransitionDate !== undefined && { Date: new Date(TransitionDate) }),
});

const expirationOf = (rule: TemplateLifecycleRule): LifecycleRule['Expiration'] => {
  if (rule.ExpirationInDays !== undefined) return { Days: rule.ExpirationInDays };
  if (rule.ExpirationDate !== undefined) return { Date: new Date(rule.ExpirationDate) };
  return rule.ExpiredObjectDeleteMarker ? { ExpiredObjectDeleteMarker: true } : undefined;
};

/** Of several conditions S3 makes an And; without any, the filter of every object is the empty prefix. */
const filterOf = ({ Prefix, TagFilters, ...rule }: TemplateLifecycleRule): LifecycleRuleFilter => {
  const sizes = {
    ...(rule.ObjectSizeGreaterThan !== undefined && { ObjectSizeGreaterThan: Number(rule.ObjectSizeGreaterThan) }),
    ...(rule.ObjectSizeLessThan !== undefined && { ObjectSizeLessThan: Number(rule.ObjectSizeLessThan) }),
  };
  const [tag, ...more] = TagFilters ?? [];
  const count = (Prefix === undefined ? 0 : 1) + Object.keys(sizes).length + (TagFilters?.length ?? 0);
  if (count <= 1) return tag ? { Tag: tag } : Object.keys(sizes).length > 0 ? sizes : { Prefix: Prefix ?? '' };
  return {
    And: { ...(Prefix !== undefined && { Prefix }), ...(tag && { Tags: [tag, ...more] }), ...sizes },
  };
};
