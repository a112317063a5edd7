import type { ListBucketsCommandInput, ListBucketsCommandOutput } from '@aws-sdk/client-s3';
import { invalidArgument } from './errors.js';
import { refuseOtherMembers } from './honoured-members.js';
import type { S3State } from './s3-state.js';

const MOST_PER_PAGE = 10_000;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html */
export const listBuckets = async (
  input: ListBucketsCommandInput,
  state: S3State,
): Promise<Omit<ListBucketsCommandOutput, '$metadata'>> => {
  refuseOtherMembers(input, ['Prefix', 'MaxBuckets', 'ContinuationToken', 'BucketRegion']);
  const { Prefix = '', MaxBuckets = MOST_PER_PAGE, ContinuationToken, BucketRegion } = input;
  if (MaxBuckets < 1 || MaxBuckets > MOST_PER_PAGE)
    throw invalidArgument(`Argument max-buckets must be an integer between 1 and ${MOST_PER_PAGE}`);
  const { region, accountId } = state.context;
  const after = Buffer.from(ContinuationToken ?? '', 'base64url').toString();
  const rest = (await state.all()).filter(
    ({ name }) => name.startsWith(Prefix) && name > after && (BucketRegion ?? region) === region,
  );
  const page = rest.slice(0, MaxBuckets);
  const last = page.length < rest.length ? page.at(-1) : undefined;
  return {
    Buckets: page.map(({ name, createdAtMs }) => ({
      Name: name,
      CreationDate: new Date(createdAtMs),
      BucketRegion: region,
    })),
    Owner: { ID: accountId },
    ...(input.Prefix !== undefined && { Prefix }),
    ...(last && { ContinuationToken: Buffer.from(last.name).toString('base64url') }),
  };
};
