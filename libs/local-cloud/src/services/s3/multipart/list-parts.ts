import type { ListPartsCommandInput, ListPartsCommandOutput } from '@aws-sdk/client-s3';
import { invalidArgument } from '../errors.js';
import { refuseOtherMembers } from '../honoured-members.js';
import type { S3State } from '../s3-state.js';
import { requireUpload } from './require-upload.js';

const MOST_PER_PAGE = 1000;
const HONOURED: readonly string[] = ['Key', 'UploadId', 'MaxParts', 'PartNumberMarker'];

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html */
export const listParts = async (
  input: ListPartsCommandInput,
  state: S3State,
): Promise<Omit<ListPartsCommandOutput, '$metadata'>> => {
  refuseOtherMembers(input, HONOURED);
  const { bucket, key, upload } = await requireUpload(input, state);
  const { record } = upload;
  const marker = Number(input.PartNumberMarker ?? 0);
  if (!Number.isInteger(marker) || marker < 0 || (input.MaxParts ?? 0) < 0)
    throw invalidArgument('Argument max-parts and part-number-marker must be integers between 0 and 2147483647');
  const limit = Math.min(input.MaxParts ?? MOST_PER_PAGE, MOST_PER_PAGE);
  const rest = upload.parts().filter(({ number }) => number > marker);
  const page = rest.slice(0, limit);
  return {
    Bucket: bucket.name,
    Key: key,
    UploadId: record.id,
    StorageClass: 'STANDARD',
    PartNumberMarker: String(marker),
    NextPartNumberMarker: String(page.at(-1)?.number ?? 0),
    MaxParts: limit,
    IsTruncated: page.length < rest.length,
    ...(record.checksum && { ChecksumAlgorithm: record.checksum.algorithm, ChecksumType: record.checksum.type }),
    Parts: page.map(({ number, md5, sizeBytes, lastModifiedMs, checksum }) => ({
      PartNumber: number,
      ETag: `"${md5}"`,
      Size: sizeBytes,
      LastModified: new Date(lastModifiedMs),
      ...(checksum && { [`Checksum${checksum.algorithm}`]: checksum.value }),
    })),
  };
};
