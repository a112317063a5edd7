import { ignored, supported } from '../../core/property-rules.js';
import { physicalNameOf, type Provisioner } from '../../core/provisioner.js';
import type { S3State } from './s3-state.js';

/**
 * CDK's way of emptying a bucket before its stack deletes it (`autoDeleteObjects`).
 *
 * Differs: on AWS a function of the stack does so; here its resource does, and the function is never called.
 * https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_s3.Bucket.html#autodeleteobjects
 */
export const autoDeleteProvisioner = (state: S3State): Provisioner => {
  const empty = async (bucketName: unknown): Promise<void> => {
    const bucket = typeof bucketName === 'string' ? await state.find(bucketName) : undefined;
    for (const { key } of [...(bucket?.objects.under('') ?? [])]) await bucket?.delete(key);
  };
  return {
    type: 'Custom::S3AutoDeleteObjects',
    properties: {
      BucketName: supported,
      ServiceToken: ignored('the bucket is emptied without its function'),
    },
    provision: async (resource) => ({ physicalId: physicalNameOf(resource) }),
    async update(resource, before) {
      const { BucketName } = before.properties;
      if (BucketName !== resource.properties['BucketName']) await empty(BucketName);
      return { physicalId: before.physicalId };
    },
    remove: (_physicalId, resource) => empty(resource.properties['BucketName']),
  };
};
