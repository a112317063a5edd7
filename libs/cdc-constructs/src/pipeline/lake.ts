import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, type LifecycleRule } from 'aws-cdk-lib/aws-s3';
import { type LakeEntity } from '@sales-cdc/lake-table';
import { Construct } from 'constructs';
import { ERROR_PREFIX } from '@sales-cdc/partitioning';
import { type Stage } from '../stage.js';

/** Uploads that were never completed are paid for until someone removes them. */
const ABORT_INCOMPLETE_UPLOADS: LifecycleRule = {
  id: 'AbortIncompleteUploads',
  abortIncompleteMultipartUploadAfter: Duration.days(1),
};

/** A private bucket over TLS only. Bucket names are shared by all the world, so account and region are part of them. */
const createBucket = (
  scope: Construct,
  id: string,
  name: string,
  rules: readonly LifecycleRule[],
  retain: boolean,
): Bucket =>
  new Bucket(scope, id, {
    bucketName: `${name}-${Aws.ACCOUNT_ID}-${Aws.REGION}`,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    lifecycleRules: [ABORT_INCOMPLETE_UPLOADS, ...rules],
    // CloudFormation deletes only empty buckets, hence CDK's function which empties them where nothing is to be kept.
    ...(retain
      ? { removalPolicy: RemovalPolicy.RETAIN }
      : { removalPolicy: RemovalPolicy.DESTROY, autoDeleteObjects: true }),
  });

export interface LakeProps {
  readonly entity: LakeEntity;
  readonly stage: Stage;
}

/** The bucket of the lines and of the records that could not become one, and the bucket of answers to queries. */
export class Lake extends Construct {
  readonly bucket: Bucket;
  readonly queryResults: Bucket;

  constructor(scope: Construct, id: string, { entity: { name }, stage }: LakeProps) {
    super(scope, id);
    this.bucket = createBucket(
      this,
      'Bucket',
      `${name}-lake-${stage.name}`,
      [{ id: 'ExpireErrors', prefix: ERROR_PREFIX, expiration: Duration.days(90) }],
      stage.retainData,
    );
    this.queryResults = createBucket(
      this,
      'QueryResults',
      `${name}-query-results-${stage.name}`,
      [{ id: 'ExpireResults', expiration: Duration.days(14) }],
      stage.retainData,
    );
  }
}
