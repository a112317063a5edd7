import type { ListMultipartUploadsCommandInput, ListMultipartUploadsCommandOutput } from '@aws-sdk/client-s3';
import { invalidArgument } from '../errors.js';
import { checkOwner, refuseOtherMembers } from '../honoured-members.js';
import { compareKeys } from '../key-order.js';
import { nameEncoder } from '../list-page.js';
import type { S3State } from '../s3-state.js';
import type { UploadRecord } from './multipart-upload.js';

const MOST_PER_PAGE = 1000;
const HONOURED: readonly string[] = ['Prefix', 'KeyMarker', 'UploadIdMarker', 'MaxUploads', 'EncodingType'];

/** Differs: a delimiter is refused. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html */
export const listMultipartUploads = async (
  input: ListMultipartUploadsCommandInput,
  state: S3State,
): Promise<Omit<ListMultipartUploadsCommandOutput, '$metadata'>> => {
  refuseOtherMembers(input, HONOURED);
  checkOwner(input.ExpectedBucketOwner, state.context.accountId);
  const bucket = await state.require(input.Bucket);
  const { Prefix = '', KeyMarker = '', UploadIdMarker = '', MaxUploads = MOST_PER_PAGE, EncodingType } = input;
  if (MaxUploads < 1) throw invalidArgument('Argument max-uploads must be an integer between 1 and 2147483647');
  const limit = Math.min(MaxUploads, MOST_PER_PAGE);
  const encode = nameEncoder(EncodingType);

  const rest = after(bucket.uploads.all(), KeyMarker, UploadIdMarker).filter(({ key }) => key.startsWith(Prefix));
  const page = rest.slice(0, limit);
  const last = page.length < rest.length ? page.at(-1) : undefined;
  return {
    Bucket: bucket.name,
    Prefix: encode(Prefix),
    KeyMarker: encode(KeyMarker),
    UploadIdMarker,
    ...(EncodingType !== undefined && { EncodingType }),
    ...(last && { NextKeyMarker: encode(last.key), NextUploadIdMarker: last.id }),
    MaxUploads: limit,
    IsTruncated: last !== undefined,
    Uploads: page.map(({ key, id, initiatedAtMs, checksum }) => ({
      Key: encode(key),
      UploadId: id,
      Initiated: new Date(initiatedAtMs),
      StorageClass: 'STANDARD',
      ...(checksum && { ChecksumAlgorithm: checksum.algorithm, ChecksumType: checksum.type }),
    })),
  };
};

/** What comes after the marked upload, or after every upload of the marked key. */
const after = (uploads: readonly UploadRecord[], keyMarker: string, idMarker: string): readonly UploadRecord[] => {
  if (keyMarker === '') return uploads;
  const marked = uploads.findIndex(({ key, id }) => key === keyMarker && id === idMarker);
  return marked < 0 ? uploads.filter(({ key }) => compareKeys(key, keyMarker) > 0) : uploads.slice(marked + 1);
};
