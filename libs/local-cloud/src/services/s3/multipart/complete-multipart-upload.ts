import { AwsError, startChecksum } from '@sales-cdc/aws-wire';
import type {
  CompletedPart,
  CompleteMultipartUploadCommandInput,
  CompleteMultipartUploadCommandOutput,
} from '@aws-sdk/client-s3';
import { createHash } from 'node:crypto';
import type { Bucket } from '../bucket.js';
import { checkWrite } from '../conditions.js';
import { invalidRequest, malformedXml } from '../errors.js';
import { refuseOtherMembers } from '../honoured-members.js';
import {
  badDigest,
  CHECKSUM_MEMBERS,
  describeChecksum,
  givenChecksum,
  type ObjectChecksum,
} from '../object-checksum.js';
import type { ObjectMetadata } from '../object-metadata.js';
import type { S3State } from '../s3-state.js';
import type { MultipartUpload, PartRecord, UploadRecord } from './multipart-upload.js';
import { requireUpload } from './require-upload.js';

const SMALLEST_PART_BYTES = 5 * 1024 * 1024;
const HONOURED: readonly string[] = [
  ...CHECKSUM_MEMBERS,
  ...['Key', 'UploadId', 'MultipartUpload', 'ChecksumType', 'MpuObjectSize', 'IfMatch', 'IfNoneMatch'],
];

/**
 * The object appears as a whole. Differs: S3 answers the same call again for a while; here the upload is then unknown.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html
 */
export const completeMultipartUpload = async (
  input: CompleteMultipartUploadCommandInput,
  state: S3State,
): Promise<Omit<CompleteMultipartUploadCommandOutput, '$metadata'>> => {
  refuseOtherMembers(input, HONOURED);
  const { bucket, key, upload } = await requireUpload(input, state);
  const object = await bucket.uploads.end(upload, () => assemble(input, bucket, upload, state.context.clock.now()));
  state.context.observer.objectCreated?.({ bucket: bucket.name, key, sizeBytes: object.sizeBytes });
  return {
    Location: `/${bucket.name}/${key}`,
    Bucket: bucket.name,
    Key: key,
    ETag: `"${object.etag}"`,
    ...describeChecksum(object.checksum),
  };
};

const assemble = (
  input: CompleteMultipartUploadCommandInput,
  bucket: Bucket,
  upload: MultipartUpload,
  nowMs: number,
): Promise<ObjectMetadata> => {
  const { key, headers, userMetadata, tags, checksum } = upload.record;
  const parts = chosenParts(input.MultipartUpload?.Parts ?? [], upload);
  checkSize(input, parts);
  const claimed = claimedChecksum(input, checksum);
  const composite = compositeChecksum(checksum, parts);
  if (composite && claimed !== undefined && claimed.split('-', 1)[0] !== composite.value.split('-', 1)[0])
    throw badDigest(composite.algorithm);
  const full = checksum?.type === 'FULL_OBJECT' && {
    checksum: { algorithm: checksum.algorithm, ...(claimed !== undefined && { value: claimed }) },
  };
  const object = { key, lastModifiedMs: nowMs, headers, userMetadata, ...(tags && { tags }) };
  return bucket.put({ ...object, ...(composite && { checksum: composite }) }, upload.bytes(parts), {
    ...(full && { claims: full }),
    etag: `${md5OfMd5s(parts)}-${parts.length}`,
    mayReplace: (current) => {
      checkWrite(input, key, current);
    },
  });
};

const md5OfMd5s = (parts: readonly PartRecord[]): string =>
  createHash('md5')
    .update(Buffer.concat(parts.map(({ md5 }) => Buffer.from(md5, 'hex'))))
    .digest('hex');

/** The parts that the request lists, if they are there as it says. */
const chosenParts = (listed: readonly CompletedPart[], upload: MultipartUpload): readonly PartRecord[] => {
  if (listed.length === 0) throw malformedXml();
  const numbers = listed.map(({ PartNumber = 0 }) => PartNumber);
  if (numbers.some((number, index) => index > 0 && number <= (numbers[index - 1] ?? 0)))
    throw new AwsError(
      'InvalidPartOrder',
      'The list of parts was not in ascending order. Parts must be ordered by part number.',
      400,
    );
  return listed.map((one) => {
    const part = upload.part(one.PartNumber ?? 0);
    const given = givenChecksum(one);
    const fits = part && one.ETag?.replaceAll('"', '') === part.md5 && isItsChecksum(given, part);
    if (fits) return part;
    throw new AwsError(
      'InvalidPart',
      "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
      400,
      { members: { UploadId: upload.record.id, PartNumber: one.PartNumber ?? 0, ETag: one.ETag ?? '' } },
    );
  });
};

const isItsChecksum = (given: ReturnType<typeof givenChecksum>, { checksum }: PartRecord): boolean =>
  !given || (given.algorithm === checksum?.algorithm && given.value === checksum.value);

const checkSize = ({ MpuObjectSize }: CompleteMultipartUploadCommandInput, parts: readonly PartRecord[]): void => {
  const small = parts.slice(0, -1).find(({ sizeBytes }) => sizeBytes < SMALLEST_PART_BYTES);
  if (small)
    throw new AwsError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', 400, {
      members: {
        ProposedSize: small.sizeBytes,
        MinSizeAllowed: SMALLEST_PART_BYTES,
        PartNumber: small.number,
        ETag: small.md5,
      },
    });
  const sizeBytes = parts.reduce((sum, part) => sum + part.sizeBytes, 0);
  if (MpuObjectSize !== undefined && MpuObjectSize !== sizeBytes)
    throw invalidRequest('The provided x-amz-mp-object-size header does not match what was computed.');
};

/** The value that the request gives for the whole object. */
const claimedChecksum = (
  input: CompleteMultipartUploadCommandInput,
  announced: UploadRecord['checksum'],
): string | undefined => {
  if (input.ChecksumType !== undefined && input.ChecksumType !== announced?.type)
    throw invalidRequest(
      'The upload was created with another checksum type; it must be the same when it is completed.',
    );
  const given = givenChecksum(input);
  if (given && given.algorithm !== announced?.algorithm)
    throw invalidRequest(
      'The upload was created with another checksum algorithm; it must be the same when it is completed.',
    );
  return given?.value;
};

const compositeChecksum = (
  announced: UploadRecord['checksum'],
  parts: readonly PartRecord[],
): ObjectChecksum | undefined => {
  if (announced?.type !== 'COMPOSITE') return undefined;
  const running = startChecksum(announced.algorithm);
  for (const { checksum } of parts) running.update(Buffer.from(checksum?.value ?? '', 'base64'));
  return { ...announced, value: `${running.digest().toString('base64')}-${parts.length}` };
};
