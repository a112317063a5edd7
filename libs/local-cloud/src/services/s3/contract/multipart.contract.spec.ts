import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
  type CompletedPart,
  type CreateMultipartUploadCommandInput,
} from '@aws-sdk/client-s3';
import { createHash } from 'node:crypto';
import { Bucket, failure, S3Endpoint } from './s3-endpoint.js';

const FIRST = Buffer.alloc(5 * 1024 * 1024, 'a');
const SECOND = Buffer.from('the end');

describe('Multipart uploads to S3, through the SDK', () => {
  let s3: S3Endpoint;
  beforeAll(async () => {
    s3 = await S3Endpoint.open();
  });
  afterAll(async () => {
    expect(s3.defects).toEqual([]);
    await s3[Symbol.asyncDispose]();
  });

  const begin = async (Key: string, more: Partial<CreateMultipartUploadCommandInput> = {}) => {
    const { UploadId } = await s3.client.send(new CreateMultipartUploadCommand({ Bucket, Key, ...more }));
    return { Bucket, Key, UploadId };
  };
  type Upload = Awaited<ReturnType<typeof begin>>;
  const part = async (upload: Upload, PartNumber: number, Body: Buffer): Promise<CompletedPart> => {
    const { ETag, ChecksumSHA256, ChecksumCRC32 } = await s3.client.send(
      new UploadPartCommand({ ...upload, PartNumber, Body }),
    );
    return { PartNumber, ETag, ChecksumSHA256, ChecksumCRC32 };
  };
  const complete = (upload: Upload, Parts: CompletedPart[]) =>
    s3.client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));

  it('become one object with the ETag of its parts', async () => {
    const upload = await begin('whole', { ContentType: 'text/plain', Metadata: { k: 'v' } });
    const parts = [await part(upload, 1, FIRST), await part(upload, 2, SECOND)];
    const answer = await complete(upload, parts);
    const sums = [FIRST, SECOND].map((bytes) => createHash('md5').update(bytes).digest());
    const ETag = `"${createHash('md5').update(Buffer.concat(sums)).digest('hex')}-2"`;
    expect(answer).toMatchObject({ Bucket, Key: 'whole', ETag });
    expect(await s3.client.send(new HeadObjectCommand({ Bucket, Key: 'whole' }))).toMatchObject({
      ETag,
      ContentLength: FIRST.length + SECOND.length,
      ContentType: 'text/plain',
      Metadata: { k: 'v' },
    });
    expect(await s3.text('whole', { Range: 'bytes=-9' })).toBe('aathe end');
  });

  it('have the checksum of their parts’ checksums', async () => {
    const upload = await begin('composite', { ChecksumAlgorithm: 'SHA256' });
    const Body = SECOND;
    const { ETag, ChecksumSHA256 } = await s3.client.send(
      new UploadPartCommand({ ...upload, PartNumber: 1, Body, ChecksumAlgorithm: 'SHA256' }),
    );
    const answer = await complete(upload, [{ PartNumber: 1, ETag, ChecksumSHA256 }]);
    const ofPart = createHash('sha256').update(SECOND).digest();
    expect(answer).toMatchObject({
      ChecksumSHA256: `${createHash('sha256').update(ofPart).digest('base64')}-1`,
      ChecksumType: 'COMPOSITE',
    });
  });

  it('list what they have so far', async () => {
    const upload = await begin('listed');
    for (const PartNumber of [3, 1, 2]) await part(upload, PartNumber, SECOND);
    const page = await s3.client.send(new ListPartsCommand({ ...upload, MaxParts: 2 }));
    expect(page).toMatchObject({ IsTruncated: true, NextPartNumberMarker: '2' });
    expect(page.Parts?.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([
      [1, 7],
      [2, 7],
    ]);
    const rest = new ListPartsCommand({ ...upload, PartNumberMarker: page.NextPartNumberMarker });
    expect((await s3.client.send(rest)).Parts?.map(({ PartNumber }) => PartNumber)).toEqual([3]);
    const { Uploads } = await s3.client.send(new ListMultipartUploadsCommand({ Bucket, Prefix: 'listed' }));
    expect(Uploads?.map(({ Key, UploadId }) => [Key, UploadId])).toEqual([['listed', upload.UploadId]]);
    await s3.client.send(new AbortMultipartUploadCommand(upload));
  });

  it('are aborted with all they have', async () => {
    const upload = await begin('aborted');
    const parts = [await part(upload, 1, SECOND)];
    await s3.client.send(new AbortMultipartUploadCommand(upload));
    expect(await failure(complete(upload, parts))).toMatchObject({
      name: 'NoSuchUpload',
      $metadata: { httpStatusCode: 404 },
    });
    expect(await failure(s3.text('aborted'))).toMatchObject({ name: 'NoSuchKey' });
  });

  it('take parts from objects', async () => {
    await s3.put('source', '0123456789');
    const upload = await begin('copied');
    const copy = { ...upload, PartNumber: 1, CopySource: `${Bucket}/source`, CopySourceRange: 'bytes=2-4' };
    const { CopyPartResult } = await s3.client.send(new UploadPartCopyCommand(copy));
    await complete(upload, [{ PartNumber: 1, ETag: CopyPartResult?.ETag }]);
    expect(await s3.text('copied')).toBe('234');
  });

  it('are refused where a part but the last is small', async () => {
    const upload = await begin('small');
    const parts = [await part(upload, 1, SECOND), await part(upload, 2, SECOND)];
    expect(await failure(complete(upload, parts))).toMatchObject({
      name: 'EntityTooSmall',
      message: 'Your proposed upload is smaller than the minimum allowed size',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('are refused where the parts are in no order, unknown or none', async () => {
    const upload = await begin('wrong');
    const [one, two] = [await part(upload, 1, SECOND), await part(upload, 2, SECOND)];
    expect(await failure(complete(upload, [two, one]))).toMatchObject({ name: 'InvalidPartOrder' });
    expect(await failure(complete(upload, [{ PartNumber: 1, ETag: '"0"' }]))).toMatchObject({ name: 'InvalidPart' });
    expect(await failure(complete(upload, []))).toMatchObject({ name: 'MalformedXML' });
    expect(await failure(part(upload, 10_001, SECOND))).toMatchObject({
      name: 'InvalidArgument',
      message: 'Part number must be an integer between 1 and 10000, inclusive',
    });
  });
});
