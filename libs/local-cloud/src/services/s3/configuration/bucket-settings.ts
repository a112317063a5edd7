import type {
  BucketLoggingStatus,
  OwnershipControls,
  PublicAccessBlockConfiguration,
  ServerSideEncryptionConfiguration,
  Tag,
} from '@aws-sdk/client-s3';
import type { TemplateLifecycleRule } from './template-lifecycle-rule.js';

/** What a bucket was configured with: in the words of the S3 API, but for rules that it may have no words for. */
export interface BucketSettings {
  readonly encryption: ServerSideEncryptionConfiguration;
  readonly publicAccessBlock: PublicAccessBlockConfiguration;
  readonly ownership: OwnershipControls;
  readonly logging: BucketLoggingStatus;
  readonly lifecycle?: readonly TemplateLifecycleRule[];
  readonly tags?: readonly Tag[];
}

/**
 * What every new bucket has.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html
 */
export const NEW_BUCKET: BucketSettings = {
  encryption: {
    Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false }],
  },
  publicAccessBlock: {
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: true,
  },
  ownership: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
  logging: {},
};
