import { AwsError } from '@sales-cdc/aws-wire';
import { invalidArgument } from './errors.js';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
const MOST_KEY_BYTES = 1024;

/** The key, if S3 would take it. */
export const requireKey = (key: string | undefined): string => {
  if (!key) throw invalidArgument('Object key must not be empty.');
  if (Buffer.byteLength(key) > MOST_KEY_BYTES) throw new AwsError('KeyTooLongError', 'Your key is too long', 400);
  // A lone surrogate has no UTF-8 form: two such keys would share their bytes.
  if (Buffer.from(key, 'utf8').toString('utf8') !== key) throw invalidArgument('Object key is not valid UTF-8.');
  return key;
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export const requireBucketName = (name: string | undefined): string => {
  const valid =
    name && /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !name.includes('..') && !/^\d+(\.\d+){3}$/.test(name);
  if (!valid)
    throw new AwsError('InvalidBucketName', 'The specified bucket is not valid.', 400, {
      members: { BucketName: name },
    });
  return name;
};
