import { AwsError } from '@sales-cdc/aws-wire';
import type { BucketSettings } from './configuration/bucket-settings.js';
import { notImplemented } from './errors.js';

/** Members of any request that ask for nothing this cloud would have to do. */
const ALWAYS_FINE = ['Bucket', 'ExpectedBucketOwner', 'RequestPayer', 'ChecksumMode'];

/** Throws for a member that is set and not honoured: a setting is never accepted and then forgotten. */
export const refuseOtherMembers = (input: object, honoured: readonly string[]): void => {
  for (const [name, value] of Object.entries(input))
    if (value !== undefined && !honoured.includes(name) && !ALWAYS_FINE.includes(name)) throw notImplemented(name);
};

/** Throws for a storage class other than that of every object here. */
export const checkStorageClass = (storageClass: string | undefined): void => {
  if (storageClass !== undefined && storageClass !== 'STANDARD')
    throw notImplemented(`the storage class ${storageClass}`);
};

/**
 * Throws for encryption other than the bucket's own. Differs: files on one machine are not encrypted; what the bucket asks
 * for is ignored for that reason, and so is a request that repeats it.
 */
export const checkEncryption = (algorithm: string | undefined, { encryption }: BucketSettings): void => {
  const own = encryption.Rules?.map((rule) => rule.ApplyServerSideEncryptionByDefault?.SSEAlgorithm) ?? [];
  if (algorithm !== undefined && !own.some((one) => one === algorithm)) throw notImplemented('ServerSideEncryption');
};

/** Throws if the caller expects the bucket to belong to another account. */
export const checkOwner = (expected: string | undefined, accountId: string): void => {
  if (expected !== undefined && expected !== accountId) throw new AwsError('AccessDenied', 'Access Denied', 403);
};
