import type {
  OwnershipControls,
  PublicAccessBlockConfiguration,
  ServerSideEncryptionByDefault,
  Tag,
} from '@aws-sdk/client-s3';
import { NEW_BUCKET, type BucketSettings } from './bucket-settings.js';
import type { TemplateLifecycleRule } from './template-lifecycle-rule.js';

interface TemplateBucket {
  readonly BucketEncryption?: {
    readonly ServerSideEncryptionConfiguration: readonly {
      readonly BucketKeyEnabled?: boolean;
      readonly ServerSideEncryptionByDefault?: ServerSideEncryptionByDefault;
    }[];
  };
  readonly PublicAccessBlockConfiguration?: PublicAccessBlockConfiguration;
  readonly OwnershipControls?: OwnershipControls;
  readonly LoggingConfiguration?: { readonly DestinationBucketName?: string; readonly LogFilePrefix?: string };
  readonly LifecycleConfiguration?: { readonly Rules: readonly TemplateLifecycleRule[] };
  readonly Tags?: readonly Tag[];
}

/** Settings that a template leaves out of its block are off, as in PutPublicAccessBlock. */
const NOTHING_BLOCKED: PublicAccessBlockConfiguration = {
  BlockPublicAcls: false,
  IgnorePublicAcls: false,
  BlockPublicPolicy: false,
  RestrictPublicBuckets: false,
};

/**
 * The settings that a template gives a bucket. Differs: the tags `aws:cloudformation:…`, which
 * CloudFormation adds, are not among them.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html
 */
export const templateSettings = (properties: Readonly<Record<string, unknown>>): BucketSettings => {
  const bucket = properties as TemplateBucket;
  return {
    ...NEW_BUCKET,
    ...(bucket.BucketEncryption && { encryption: encryptionOf(bucket.BucketEncryption) }),
    ...(bucket.PublicAccessBlockConfiguration && {
      publicAccessBlock: { ...NOTHING_BLOCKED, ...bucket.PublicAccessBlockConfiguration },
    }),
    ...(bucket.OwnershipControls && { ownership: bucket.OwnershipControls }),
    ...(bucket.LoggingConfiguration && { logging: loggingOf(bucket.LoggingConfiguration, properties) }),
    ...(bucket.LifecycleConfiguration && { lifecycle: bucket.LifecycleConfiguration.Rules }),
    ...(bucket.Tags?.length && { tags: bucket.Tags }),
  };
};

const encryptionOf = ({
  ServerSideEncryptionConfiguration: rules,
}: NonNullable<TemplateBucket['BucketEncryption']>): BucketSettings['encryption'] => ({
  Rules: rules.map(({ ServerSideEncryptionByDefault: byDefault, BucketKeyEnabled = false }) => ({
    ...(byDefault && { ApplyServerSideEncryptionByDefault: byDefault }),
    BucketKeyEnabled,
  })),
});

const loggingOf = (
  { DestinationBucketName, LogFilePrefix = '' }: NonNullable<TemplateBucket['LoggingConfiguration']>,
  { BucketName }: Readonly<Record<string, unknown>>,
): BucketSettings['logging'] => ({
  // A bucket that names no other logs to itself.
  LoggingEnabled: { TargetBucket: DestinationBucketName ?? String(BucketName), TargetPrefix: LogFilePrefix },
});
