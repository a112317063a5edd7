import type { ListObjectsCommandInput, ListObjectsCommandOutput } from '@aws-sdk/client-s3';
import { invalidArgument } from './errors.js';
import { checkOwner, refuseOtherMembers } from './honoured-members.js';
import { describePage, listPage, nameEncoder } from './list-page.js';
import type { S3State } from './s3-state.js';

const HONOURED: readonly string[] = ['Prefix', 'Delimiter', 'MaxKeys', 'Marker', 'EncodingType'];

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html */
export const listObjects = async (
  input: ListObjectsCommandInput,
  state: S3State,
): Promise<Omit<ListObjectsCommandOutput, '$metadata'>> => {
  refuseOtherMembers(input, HONOURED);
  checkOwner(input.ExpectedBucketOwner, state.context.accountId);
  const bucket = await state.require(input.Bucket);
  const { Prefix = '', Delimiter, MaxKeys, Marker = '', EncodingType } = input;
  if (MaxKeys !== undefined && MaxKeys < 0)
    throw invalidArgument('Argument maxKeys must be an integer between 0 and 2147483647');

  const page = listPage(bucket.objects, {
    prefix: Prefix,
    delimiter: Delimiter ?? '',
    after: Marker,
    maxKeys: MaxKeys,
  });
  const encode = nameEncoder(EncodingType);
  return {
    Name: bucket.name,
    Prefix: encode(Prefix),
    Marker: encode(Marker),
    ...(Delimiter !== undefined && { Delimiter: encode(Delimiter) }),
    ...(EncodingType !== undefined && { EncodingType }),
    MaxKeys: page.maxKeys,
    IsTruncated: page.more !== undefined,
    ...(page.more !== undefined && { NextMarker: encode(page.more) }),
    ...describePage(page, EncodingType),
  };
};
