import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { testContext } from '../../../core/test-context.js';
import { createS3, type S3Service } from '../index.js';

const MIB = 1024 * 1024;
const Bucket = 'lake';
const Key = 'sales/large.gz';

const md5 = (...parts: readonly Buffer[]): Buffer => createHash('md5').update(Buffer.concat(parts)).digest();
const crc = (bytes: Buffer): string => {
  const value = Buffer.alloc(4);
  value.writeUInt32BE(crc32(bytes));
  return value.toString('base64');
};

describe('A multipart upload', () => {
  let directory: string;
  let s3: S3Service;
  const created: string[] = [];

  const open = (): S3Service =>
    createS3(testContext(directory, { observer: { objectCreated: ({ key }) => created.push(key) } }));

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 's3-multipart-'));
    created.length = 0;
    s3 = open();
    await s3.api.CreateBucket({ Bucket });
  });
  afterEach(() => rm(directory, { recursive: true }));

  const first = Buffer.alloc(5 * MIB, 'a');
  const second = Buffer.from('the end');

  const begin = async (more: object = {}): Promise<string> =>
    String((await s3.api.CreateMultipartUpload({ Bucket, Key, ...more })).UploadId);
  const part = async (UploadId: string, PartNumber: number, Body: Buffer, more: object = {}) => {
    const { ETag } = await s3.api.UploadPart({ Bucket, Key, UploadId, PartNumber, Body, ...more });
    return { PartNumber, ETag };
  };
  const complete = (UploadId: string, Parts: { PartNumber: number; ETag: string | undefined }[], more: object = {}) =>
    s3.api.CompleteMultipartUpload({ Bucket, Key, UploadId, MultipartUpload: { Parts }, ...more });
  const bytes = async (): Promise<Buffer> => {
    const { Body } = await s3.api.GetObject({ Bucket, Key });
    const chunks: Uint8Array[] = [];
    for await (const chunk of Body instanceof Uint8Array ? [Body] : Body) chunks.push(chunk as Uint8Array);
    return Buffer.concat(chunks);
  };
  const uploads = async () => (await s3.api.ListMultipartUploads({ Bucket })).Uploads ?? [];

  it('becomes one object, whose ETag is of the parts; until then there is none', async () => {
    const id = await begin({ ContentType: 'text/plain', Metadata: { k: 'v' }, Tagging: 't=1' });
    const parts = [await part(id, 2, first), await part(id, 9, second)];
    await expect(s3.api.HeadObject({ Bucket, Key })).rejects.toMatchObject({ code: 'NotFound' });
    const ETag = `"${md5(md5(first), md5(second)).toString('hex')}-2"`;
    expect(await complete(id, parts)).toEqual({ Location: `/${Bucket}/${Key}`, Bucket, Key, ETag });
    expect((await bytes()).equals(Buffer.concat([first, second]))).toBe(true);
    s3 = open();
    expect(await s3.api.HeadObject({ Bucket, Key })).toMatchObject({
      ETag,
      ContentType: 'text/plain',
      Metadata: { k: 'v' },
      TagCount: 1,
      ContentLength: first.length + second.length,
    });
    expect(await uploads()).toEqual([]);
    expect(created).toEqual([Key]);
    await expect(complete(id, parts)).rejects.toMatchObject({ code: 'NoSuchUpload', status: 404 });
  });

  it('survives a restart with all its parts', async () => {
    const id = await begin({ ChecksumAlgorithm: 'CRC32' });
    const parts = [await part(id, 1, first), await part(id, 2, second)];
    s3 = open();
    expect(await uploads()).toMatchObject([{ Key, UploadId: id, ChecksumAlgorithm: 'CRC32' }]);
    await complete(id, parts);
    expect((await bytes()).length).toBe(first.length + second.length);
  });

  it('leaves nothing behind, completed or aborted', async () => {
    for (const end of [
      async (id: string) => complete(id, [await part(id, 1, second)]),
      async (id: string) => s3.api.AbortMultipartUpload({ Bucket, Key, UploadId: id }),
    ]) {
      const id = await begin();
      await part(id, 1, first);
      await end(id);
      expect(await readdir(join(directory, 's3', Bucket, 'multipart'))).toEqual([]);
      expect(await readdir(join(directory, 's3', Bucket, 'uploads'))).toEqual([]);
      await expect(part(id, 2, second)).rejects.toMatchObject({ code: 'NoSuchUpload' });
    }
  });

  it('takes the last of those parts that have one number', async () => {
    const id = await begin();
    const former = await part(id, 1, Buffer.from('former'));
    const latter = await part(id, 1, second);
    await expect(complete(id, [former])).rejects.toMatchObject({ code: 'InvalidPart' });
    await complete(id, [latter]);
    expect((await bytes()).equals(second)).toBe(true);
  });

  it('knows of a part only what a kill left whole', async () => {
    const id = await begin();
    const whole = await part(id, 1, second);
    await writeFile(join(directory, 's3', Bucket, 'multipart', id, '1-0000'), 'bytes whose record was not yet written');
    s3 = open();
    expect((await s3.api.ListParts({ Bucket, Key, UploadId: id })).Parts).toMatchObject([{ ETag: whole.ETag }]);
    await complete(id, [whole]);
    expect((await bytes()).equals(second)).toBe(true);
  });

  it('is listed part by part and upload by upload', async () => {
    const ids = [await begin(), await begin()];
    const id = ids[0] ?? '';
    for (const number of [3, 1, 2]) await part(id, number, Buffer.from(String(number)));
    const page = await s3.api.ListParts({ Bucket, Key, UploadId: id, MaxParts: 2 });
    expect(page).toMatchObject({ IsTruncated: true, NextPartNumberMarker: '2' });
    const rest = await s3.api.ListParts({ Bucket, Key, UploadId: id, PartNumberMarker: page.NextPartNumberMarker });
    expect([...(page.Parts ?? []), ...(rest.Parts ?? [])].map(({ PartNumber }) => PartNumber)).toEqual([1, 2, 3]);

    const one = await s3.api.ListMultipartUploads({ Bucket, MaxUploads: 1, Prefix: 'sales/' });
    const other = await s3.api.ListMultipartUploads({
      Bucket,
      KeyMarker: one.NextKeyMarker,
      UploadIdMarker: one.NextUploadIdMarker,
    });
    expect([one, other].flatMap((answer) => answer.Uploads ?? []).map(({ UploadId }) => UploadId)).toEqual(
      [...ids].sort(),
    );
    expect(new Set(ids).size).toBe(2);
  });

  it('has the checksum of its parts’ checksums, or of the whole where that was agreed', async () => {
    const composite = await begin({ ChecksumAlgorithm: 'CRC32' });
    const parts = [
      await part(composite, 1, first, { ChecksumCRC32: crc(first) }),
      await part(composite, 2, second, { ChecksumCRC32: crc(second) }),
    ];
    const ofParts = crc(Buffer.concat([first, second].map((bytes) => Buffer.from(crc(bytes), 'base64'))));
    expect(await complete(composite, parts)).toMatchObject({
      ChecksumCRC32: `${ofParts}-2`,
      ChecksumType: 'COMPOSITE',
    });

    const whole = await begin({ ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' });
    const again = [await part(whole, 1, first), await part(whole, 2, second)];
    await expect(complete(whole, again, { ChecksumCRC32: 'AAAAAA==' })).rejects.toMatchObject({ code: 'BadDigest' });
    const ChecksumCRC32 = crc(Buffer.concat([first, second]));
    expect(await complete(whole, again, { ChecksumCRC32 })).toMatchObject({
      ChecksumCRC32,
      ChecksumType: 'FULL_OBJECT',
    });
  });

  it('may take its parts from objects', async () => {
    await s3.api.PutObject({ Bucket, Key: 'source', Body: '0123456789' });
    const id = await begin({ ChecksumAlgorithm: 'SHA256' });
    const copy = (CopySourceRange?: string) =>
      s3.api.UploadPartCopy({ Bucket, Key, UploadId: id, PartNumber: 1, CopySource: 'lake/source', CopySourceRange });
    await expect(copy('bytes=5-10')).rejects.toMatchObject({ code: 'InvalidRequest' });
    await expect(copy('5-6')).rejects.toMatchObject({ code: 'InvalidArgument' });
    const { CopyPartResult } = await copy('bytes=2-5');
    await complete(id, [{ PartNumber: 1, ETag: CopyPartResult?.ETag }]);
    expect((await bytes()).toString()).toBe('2345');
  });

  it('can be completed only where the conditions hold, and goes on where they do not', async () => {
    await s3.api.PutObject({ Bucket, Key, Body: 'there' });
    const id = await begin();
    const parts = [await part(id, 1, second)];
    await expect(complete(id, parts, { IfNoneMatch: '*' })).rejects.toMatchObject({ code: 'PreconditionFailed' });
    expect((await bytes()).toString()).toBe('there');
    await complete(id, parts);
    expect((await bytes()).equals(second)).toBe(true);
  });

  it.each([
    ['no parts', [], {}, 'MalformedXML'],
    ['parts out of order', [2, 1], {}, 'InvalidPartOrder'],
    ['one part twice', [1, 1], {}, 'InvalidPartOrder'],
    ['a part that is not there', [1, 3], {}, 'InvalidPart'],
    ['a small part before the last', [1, 2], {}, 'EntityTooSmall'],
    ['another size than announced', [1], { MpuObjectSize: 1 }, 'InvalidRequest'],
    ['a checksum that was not announced', [1], { ChecksumCRC32: 'AAAAAA==' }, 'InvalidRequest'],
  ])('cannot be completed with %s', async (_, numbers, more, code) => {
    const id = await begin();
    const etags = new Map<number, string | undefined>();
    for (const number of [1, 2]) etags.set(number, (await part(id, number, second)).ETag);
    const parts = numbers.map((PartNumber) => ({ PartNumber, ETag: etags.get(PartNumber) ?? '"none"' }));
    await expect(complete(id, parts, more)).rejects.toMatchObject({ code });
    expect(await uploads()).toHaveLength(1);
  });

  it.each([
    ['number 0', { PartNumber: 0 }, 'InvalidArgument'],
    ['number 10,001', { PartNumber: 10_001 }, 'InvalidArgument'],
    ['another key', { Key: 'other' }, 'NoSuchUpload'],
    ['an id that is a path', { UploadId: '../../lake' }, 'NoSuchUpload'],
    ['other bytes than it says', { ChecksumCRC32: 'AAAAAA==' }, 'BadDigest'],
    ['another algorithm than agreed', { ChecksumSHA1: md5(second, second).toString('base64') }, 'InvalidRequest'],
  ])('takes no part with %s', async (_, more, code) => {
    const id = await begin({ ChecksumAlgorithm: 'CRC32' });
    await expect(part(id, 1, second, more)).rejects.toMatchObject({ code });
    expect((await s3.api.ListParts({ Bucket, Key, UploadId: id })).Parts).toEqual([]);
  });

  it.each([
    [{ ChecksumType: 'COMPOSITE' }, 'InvalidRequest'],
    [{ ChecksumAlgorithm: 'SHA1', ChecksumType: 'FULL_OBJECT' }, 'InvalidRequest'],
    [{ ChecksumAlgorithm: 'CRC64NVME', ChecksumType: 'COMPOSITE' }, 'InvalidRequest'],
    [{ ChecksumAlgorithm: 'XXHASH3' }, 'NotImplemented'],
    [{ StorageClass: 'GLACIER' }, 'NotImplemented'],
    [{ ServerSideEncryption: 'aws:kms' }, 'NotImplemented'],
  ])('does not begin with %j', async (more, code) => {
    await expect(begin(more)).rejects.toMatchObject({ code });
  });
});
