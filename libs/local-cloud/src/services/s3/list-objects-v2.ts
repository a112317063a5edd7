import type { ListObjectsV2CommandInput, ListObjectsV2CommandOutput } from '@aws-sdk/client-s3';
import { invalidArgument } from './errors.js';
import { checkOwner, refuseOtherMembers } from './honoured-members.js';
import { describePage, listPage, nameEncoder } from './list-page.js';
import type { S3State } from './s3-state.js';

const HONOURED: readonly string[] = [
  'Prefix',
  'Delimiter',
  'MaxKeys',
  'StartAfter',
  'ContinuationToken',
  'EncodingType',
  'FetchOwner',
];

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export const listObjectsV2 = async (
  input: ListObjectsV2CommandInput,
  state: S3State,
): Promise<Omit<ListObjectsV2CommandOutput, '$metadata'>> => {
  refuseOtherMembers(input, HONOURED);
  checkOwner(input.ExpectedBucketOwner, state.context.accountId);
  const bucket = await state.require(input.Bucket);
  const { Prefix = '', Delimiter, MaxKeys, StartAfter, ContinuationToken, EncodingType } = input;
  if (MaxKeys !== undefined && MaxKeys < 0)
    throw invalidArgument('Argument maxKeys must be an integer between 0 and 2147483647');
  const after = ContinuationToken === undefined ? (StartAfter ?? '') : readToken(ContinuationToken);

  const page = listPage(bucket.objects, { prefix: Prefix, delimiter: Delimiter ?? '', after, maxKeys: MaxKeys });
  const encode = nameEncoder(EncodingType);
  return {
    Name: bucket.name,
    Prefix: encode(Prefix),
    ...(Delimiter !== undefined && { Delimiter: encode(Delimiter) }),
    ...(StartAfter !== undefined && { StartAfter: encode(StartAfter) }),
    ...(ContinuationToken !== undefined && { ContinuationToken }),
    ...(EncodingType !== undefined && { EncodingType }),
    MaxKeys: page.maxKeys,
    KeyCount: page.objects.length + page.commonPrefixes.length,
    IsTruncated: page.more !== undefined,
    ...(page.more !== undefined && { NextContinuationToken: writeToken(page.more) }),
    ...describePage(page, EncodingType),
  };
};

const writeToken = (after: string): string => Buffer.from(`1${after}`).toString('base64url');

const readToken = (token: string): string => {
  const text = Buffer.from(token, 'base64url').toString();
  if (!text.startsWith('1')) throw invalidArgument('The continuation token provided is incorrect');
  return text.slice(1);
};
