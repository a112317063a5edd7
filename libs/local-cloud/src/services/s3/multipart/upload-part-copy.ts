import type { UploadPartCopyCommandInput, UploadPartCopyCommandOutput } from '@aws-sdk/client-s3';
import { COPY_SOURCE_MEMBERS, openCopySource } from '../copy-source.js';
import { invalidArgument, invalidRequest } from '../errors.js';
import { refuseOtherMembers } from '../honoured-members.js';
import type { S3State } from '../s3-state.js';
import { requireUpload } from './require-upload.js';
import { requirePartNumber, storePart } from './store-part.js';

const HONOURED: readonly string[] = [...COPY_SOURCE_MEMBERS, 'Key', 'PartNumber', 'UploadId', 'CopySourceRange'];

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html */
export const uploadPartCopy = async (
  input: UploadPartCopyCommandInput,
  state: S3State,
): Promise<Omit<UploadPartCopyCommandOutput, '$metadata'>> => {
  refuseOtherMembers(input, HONOURED);
  const { bucket, upload } = await requireUpload(input, state);
  const number = requirePartNumber(input.PartNumber);
  const { metadata, file } = await openCopySource(input, state);
  try {
    const range = copyRange(input.CopySourceRange, metadata.sizeBytes);
    const bytes = file.createReadStream({ ...range, autoClose: false }) as AsyncIterable<Buffer>;
    const part = { number, lastModifiedMs: state.context.clock.now() };
    const { md5, checksum } = await storePart(bucket, upload, part, metadata.sizeBytes === 0 ? Buffer.of() : bytes, {});
    return {
      CopyPartResult: {
        ETag: `"${md5}"`,
        LastModified: new Date(part.lastModifiedMs),
        ...(checksum && { [`Checksum${checksum.algorithm}`]: checksum.value }),
      },
    };
  } finally {
    await file.close();
  }
};

const copyRange = (range: string | undefined, sizeBytes: number): { start: number; end: number } | undefined => {
  if (range === undefined) return undefined;
  const [, first = '', last = ''] = /^bytes=(\d{1,15})-(\d{1,15})$/.exec(range) ?? [];
  if (first === '' || Number(last) < Number(first))
    throw invalidArgument(
      'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy',
    );
  if (Number(last) >= sizeBytes) throw invalidRequest('The specified copy range is invalid for the source object size');
  return { start: Number(first), end: Number(last) };
};
