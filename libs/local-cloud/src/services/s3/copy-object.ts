import type { CopyObjectCommandInput, CopyObjectCommandOutput } from '@aws-sdk/client-s3';
import type { NewObject } from './bucket.js';
import { checkWrite } from './conditions.js';
import { COPY_SOURCE_MEMBERS, openCopySource, type CopySource } from './copy-source.js';
import { invalidRequest } from './errors.js';
import { checkOwner, checkStorageClass, refuseOtherMembers } from './honoured-members.js';
import { requireKey } from './key-rules.js';
import { describeChecksum, namedAlgorithm } from './object-checksum.js';
import { givenHeaders, HEADER_MEMBERS, lowerCaseNames } from './object-headers.js';
import { readTagging } from './object-tags.js';
import type { S3State } from './s3-state.js';

const HONOURED: readonly string[] = [
  ...COPY_SOURCE_MEMBERS,
  ...HEADER_MEMBERS,
  ...['Key', 'MetadataDirective', 'Metadata', 'TaggingDirective', 'Tagging', 'IfMatch', 'IfNoneMatch'],
  ...['StorageClass', 'ChecksumAlgorithm'],
];

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
export const copyObject = async (
  input: CopyObjectCommandInput,
  state: S3State,
): Promise<Omit<CopyObjectCommandOutput, '$metadata'>> => {
  refuseOtherMembers(input, HONOURED);
  checkStorageClass(input.StorageClass);
  const { clock, observer, accountId } = state.context;
  checkOwner(input.ExpectedBucketOwner, accountId);
  const target = await state.require(input.Bucket);
  const key = requireKey(input.Key);
  const source = await openCopySource(input, state);
  try {
    refuseCopyToItself(input, key, source);
    const algorithm = namedAlgorithm(input.ChecksumAlgorithm) ?? source.metadata.checksum?.algorithm;
    const object = { key, lastModifiedMs: clock.now(), ...describe(input, source) };
    const bytes = source.file.createReadStream({ autoClose: false }) as AsyncIterable<Buffer>;
    const copied = await target.put(object, bytes, {
      ...(algorithm && { claims: { checksum: { algorithm } } }),
      mayReplace: (current) => {
        checkWrite(input, key, current);
      },
    });
    observer.objectCreated?.({ bucket: target.name, key, sizeBytes: copied.sizeBytes });
    return {
      CopyObjectResult: {
        ETag: `"${copied.etag}"`,
        LastModified: new Date(copied.lastModifiedMs),
        ...describeChecksum(copied.checksum),
      },
    };
  } finally {
    await source.file.close();
  }
};

const describe = (
  input: CopyObjectCommandInput,
  { metadata }: CopySource,
): Pick<NewObject, 'headers' | 'userMetadata' | 'tags'> => ({
  ...(input.MetadataDirective === 'REPLACE'
    ? { headers: givenHeaders(input), userMetadata: lowerCaseNames(input.Metadata) }
    : { headers: metadata.headers, userMetadata: metadata.userMetadata }),
  ...(input.TaggingDirective === 'REPLACE' ? readTagging(input.Tagging) : metadata.tags && { tags: metadata.tags }),
});

const refuseCopyToItself = (input: CopyObjectCommandInput, key: string, { bucketName, metadata }: CopySource): void => {
  const isItself = bucketName === input.Bucket && metadata.key === key;
  if (isItself && input.MetadataDirective !== 'REPLACE' && input.TaggingDirective !== 'REPLACE')
    throw invalidRequest(
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
};
