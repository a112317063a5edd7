import type { ListBucketsCommandInput, ListBucketsCommandOutput } from '@aws-sdk/client-s3';
import { refuseOtherMembers } from './honoured-members.js';
import type { S3State } from './s3-state.js';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html */
export const listBuckets = async (
  input: ListBucketsCommandInput,
  state: S3State,
): Promise<Omit<ListBucketsCommandOutput, '$metadata'>> => {
  refuseOtherMembers(input, ['Prefix']);
  const buckets = (await state.all()).filter(({ name }) => name.startsWith(input.Prefix ?? ''));
  return {
    Buckets: buckets.map(({ name, createdAtMs }) => ({ Name: name, CreationDate: new Date(createdAtMs) })),
    Owner: { ID: state.context.accountId },
  };
};
