import {
  type ChecksumAlgorithm,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { Bucket, failure, S3Endpoint } from './s3-endpoint.js';

const TEXT = '123456789';
/** The check values of the catalogues of CRCs; the others are what Node computes. */
const CHECKSUMS: Readonly<Record<string, string>> = {
  CRC32: Buffer.from('cbf43926', 'hex').toString('base64'),
  CRC32C: Buffer.from('e3069283', 'hex').toString('base64'),
  CRC64NVME: Buffer.from('ae8b14860a799888', 'hex').toString('base64'),
  MD5: createHash('md5').update(TEXT).digest('base64'),
  SHA1: createHash('sha1').update(TEXT).digest('base64'),
  SHA256: createHash('sha256').update(TEXT).digest('base64'),
  SHA512: createHash('sha512').update(TEXT).digest('base64'),
};

describe('Checksums of S3, through the SDK', () => {
  let s3: S3Endpoint;
  beforeAll(async () => {
    s3 = await S3Endpoint.open();
  });
  afterAll(async () => {
    expect(s3.defects).toEqual([]);
    await s3[Symbol.asyncDispose]();
  });

  const head = (Key: string) => s3.client.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));

  it.each(Object.entries(CHECKSUMS))('%s is taken with the bytes and given back to who asks', async (name, value) => {
    const [Key, member] = [`sum-${name}`, `Checksum${name}`];
    expect(await s3.put(Key, TEXT, { [member]: value })).toMatchObject({ [member]: value });
    expect(await head(Key)).toMatchObject({ [member]: value, ChecksumType: 'FULL_OBJECT' });
    const unasked = new HeadObjectCommand({ Bucket, Key });
    expect(await s3.client.send(unasked)).not.toHaveProperty(member);
  });

  it.each(['CRC32', 'CRC32C', 'SHA1', 'SHA256'] satisfies ChecksumAlgorithm[])(
    '%s is computed by the SDK, and checked by it as it reads',
    async (ChecksumAlgorithm) => {
      const Key = `computed-${ChecksumAlgorithm}`;
      await s3.put(Key, TEXT, { ChecksumAlgorithm });
      expect(await s3.text(Key, { ChecksumMode: 'ENABLED' })).toBe(TEXT);
      expect(await head(Key)).toMatchObject({ [`Checksum${ChecksumAlgorithm}`]: CHECKSUMS[ChecksumAlgorithm] });
    },
  );

  it.each(Object.entries(CHECKSUMS))('%s of other bytes is refused and nothing is stored', async (name, value) => {
    expect(await failure(s3.put('wrong', 'other', { [`Checksum${name}`]: value }))).toMatchObject({
      name: 'BadDigest',
      message: `The ${name} you specified did not match the calculated checksum.`,
      $metadata: { httpStatusCode: 400 },
    });
    expect(await failure(s3.text('wrong'))).toMatchObject({ name: 'NoSuchKey' });
  });

  it.each(Object.keys(CHECKSUMS))('%s that is none is refused', async (name) => {
    expect(await failure(s3.put('wrong', TEXT, { [`Checksum${name}`]: 'nonsense' }))).toMatchObject({
      name: 'InvalidRequest',
      message: `Value for x-amz-checksum-${name.toLowerCase()} header is invalid.`,
    });
  });

  it('an MD5 is verified in its own header', async () => {
    await s3.put('md5', TEXT, { ContentMD5: createHash('md5').update(TEXT).digest('base64') });
    expect(await failure(s3.put('md5', 'other', { ContentMD5: 'AAAAAAAAAAAAAAAAAAAAAA==' }))).toMatchObject({
      name: 'BadDigest',
    });
    expect(await failure(s3.put('md5', 'other', { ContentMD5: 'nonsense' }))).toMatchObject({ name: 'InvalidDigest' });
  });

  it.each(['CRC32', 'CRC32C', 'SHA1', 'SHA256'] satisfies ChecksumAlgorithm[])(
    'a stream comes in chunks with its %s in a trailer',
    async (ChecksumAlgorithm) => {
      const Body = Readable.from([Buffer.from('1234'), Buffer.from('56789')]);
      await s3.put('streamed', Body, { ChecksumAlgorithm, ContentLength: TEXT.length });
      expect(await s3.text('streamed')).toBe(TEXT);
      const told = await head('streamed');
      expect(told).toMatchObject({ [`Checksum${ChecksumAlgorithm}`]: CHECKSUMS[ChecksumAlgorithm] });
      expect(told.ContentEncoding).toBeUndefined();
    },
  );

  it('the encoding of a streamed object is its own, without the framing', async () => {
    const Body = Readable.from([Buffer.from(TEXT)]);
    await s3.put('gzip', Body, { ContentLength: TEXT.length, ContentEncoding: 'gzip' });
    expect((await head('gzip')).ContentEncoding).toBe('gzip');
  });

  it('a client that sends none is served without', async () => {
    const { endpoint, region, credentials } = s3.client.config;
    const client = new S3Client({
      ...(endpoint && { endpoint }),
      region,
      credentials,
      forcePathStyle: true,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
    await client.send(new PutObjectCommand({ Bucket, Key: 'bare', Body: TEXT }));
    const { Body, ...told } = await client.send(new GetObjectCommand({ Bucket, Key: 'bare' }));
    expect(await Body?.transformToString()).toBe(TEXT);
    expect(Object.keys(told).filter((name) => name.startsWith('Checksum'))).toEqual([]);
    client.destroy();
  });
});
