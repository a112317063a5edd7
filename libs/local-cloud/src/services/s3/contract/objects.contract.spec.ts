import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  DeleteObjectTaggingCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3';
import { createHash } from 'node:crypto';
import { Bucket, failure, S3Endpoint } from './s3-endpoint.js';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

describe('Objects of S3, through the SDK', () => {
  let s3: S3Endpoint;
  beforeAll(async () => {
    s3 = await S3Endpoint.open();
  });
  afterAll(async () => {
    expect(s3.defects).toEqual([]);
    await s3[Symbol.asyncDispose]();
  });

  it('are given back with what they were put with', async () => {
    const { ETag } = await s3.put('whole', 'hello', {
      ContentType: 'text/plain',
      ContentEncoding: 'identity',
      ContentLanguage: 'en',
      ContentDisposition: 'inline',
      CacheControl: 'no-store',
      Metadata: { Owner: 'me' },
      Tagging: 'a=1&b=2',
    });
    expect(ETag).toBe(`"${md5('hello')}"`);
    const { Body, ...told } = await s3.client.send(new GetObjectCommand({ Bucket, Key: 'whole' }));
    expect(await Body?.transformToString()).toBe('hello');
    expect(told).toMatchObject({
      ETag,
      ContentLength: 5,
      ContentType: 'text/plain',
      ContentEncoding: 'identity',
      ContentLanguage: 'en',
      ContentDisposition: 'inline',
      CacheControl: 'no-store',
      AcceptRanges: 'bytes',
      LastModified: new Date(s3.clock.now()),
      Metadata: { owner: 'me' },
      TagCount: 2,
    });
  });

  it('are described by HEAD as by GET', async () => {
    await s3.put('head', 'hello', { ContentType: 'text/plain' });
    const described = await s3.client.send(new HeadObjectCommand({ Bucket, Key: 'head' }));
    expect(described).toMatchObject({ ContentLength: 5, ContentType: 'text/plain', ETag: `"${md5('hello')}"` });
    expect(described).not.toHaveProperty('Body');
  });

  it('are of a type of their own where none was given', async () => {
    await s3.put('untyped', Buffer.from('x'));
    const { ContentType } = await s3.client.send(new HeadObjectCommand({ Bucket, Key: 'untyped' }));
    expect(ContentType).toBe('application/octet-stream');
  });

  it('may be empty', async () => {
    await s3.put('empty', new Uint8Array());
    expect(await s3.text('empty')).toBe('');
    expect((await s3.client.send(new HeadObjectCommand({ Bucket, Key: 'empty' }))).ContentLength).toBe(0);
  });

  it.each([
    'a b+c&d=e?f#g%h',
    'ü/日本/😀',
    '../../etc/passwd',
    '/absolute',
    'a//b/',
    '.',
    'quote\'"<xml>',
    'k'.repeat(1024),
  ])('keep the key %j', async (Key) => {
    await s3.put(Key, Key);
    expect(await s3.text(Key)).toBe(Key);
    await s3.client.send(new DeleteObjectCommand({ Bucket, Key }));
    expect(await failure(s3.text(Key))).toMatchObject({ name: 'NoSuchKey', Key });
  });

  it.each([
    ['bytes=0-3', '0123', 'bytes 0-3/10'],
    ['bytes=7-', '789', 'bytes 7-9/10'],
    ['bytes=-2', '89', 'bytes 8-9/10'],
    ['bytes=5-500', '56789', 'bytes 5-9/10'],
  ])('are read in part by Range: %s', async (Range, text, ContentRange) => {
    await s3.put('digits', '0123456789');
    const { Body, ...told } = await s3.client.send(new GetObjectCommand({ Bucket, Key: 'digits', Range }));
    expect(await Body?.transformToString()).toBe(text);
    expect(told).toMatchObject({ ContentRange, ContentLength: text.length, $metadata: { httpStatusCode: 206 } });
  });

  it('are given with other headers where the reader asks for them', async () => {
    await s3.put('other', 'x');
    const asked = { ResponseContentType: 'text/csv', ResponseContentDisposition: 'attachment; filename="x.csv"' };
    expect(await s3.client.send(new GetObjectCommand({ Bucket, Key: 'other', ...asked }))).toMatchObject({
      ContentType: 'text/csv',
      ContentDisposition: 'attachment; filename="x.csv"',
    });
  });

  it('are copied with their metadata and tags', async () => {
    await s3.put('from ü', 'hello', { Metadata: { k: 'v' }, ContentType: 'text/plain', Tagging: 't=1' });
    const { CopyObjectResult } = await s3.client.send(
      new CopyObjectCommand({ Bucket, Key: 'to', CopySource: `${Bucket}/${encodeURIComponent('from ü')}` }),
    );
    expect(CopyObjectResult?.ETag).toBe(`"${md5('hello')}"`);
    expect(await s3.client.send(new HeadObjectCommand({ Bucket, Key: 'to' }))).toMatchObject({
      Metadata: { k: 'v' },
      ContentType: 'text/plain',
      TagCount: 1,
    });
  });

  it('are copied with other metadata where that is said', async () => {
    await s3.put('source', 'hello', { Metadata: { k: 'v' } });
    const copy = {
      Bucket,
      CopySource: `${Bucket}/source`,
      MetadataDirective: 'REPLACE',
      Metadata: { n: 'w' },
    } as const;
    await s3.client.send(new CopyObjectCommand({ ...copy, Key: 'changed' }));
    expect((await s3.client.send(new HeadObjectCommand({ Bucket, Key: 'changed' }))).Metadata).toEqual({ n: 'w' });
    await s3.client.send(new CopyObjectCommand({ ...copy, Key: 'source' }));
    expect((await s3.client.send(new HeadObjectCommand({ Bucket, Key: 'source' }))).Metadata).toEqual({ n: 'w' });
  });

  it('are not copied to themselves without a change', async () => {
    await s3.put('same', 'x');
    const copy = new CopyObjectCommand({ Bucket, Key: 'same', CopySource: `${Bucket}/same` });
    expect(await failure(s3.client.send(copy))).toMatchObject({
      name: 'InvalidRequest',
      message: expect.stringContaining('This copy request is illegal') as string,
    });
  });

  it('are deleted one by one, and deleting what is not there succeeds', async () => {
    await s3.put('gone');
    for (let time = 0; time < 2; time += 1) {
      const { $metadata } = await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'gone' }));
      expect($metadata.httpStatusCode).toBe(204);
    }
    expect(await failure(s3.text('gone'))).toMatchObject({ name: 'NoSuchKey' });
  });

  it('are deleted many at once, quietly or not', async () => {
    const Objects = ['d/1', 'd/2', 'd/none'].map((Key) => ({ Key }));
    await s3.put('d/1');
    await s3.put('d/2');
    const { Deleted } = await s3.client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Deleted).toEqual(Objects);
    const quiet = await s3.client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }));
    expect(quiet.Deleted).toBeUndefined();
  });

  it('keep tags that can be changed without them', async () => {
    await s3.put('tagged', 'x', { Tagging: 'a=1' });
    const tags = async () =>
      (await s3.client.send(new GetObjectTaggingCommand({ Bucket, Key: 'tagged' }))).TagSet?.map(
        ({ Key, Value }) => `${String(Key)}=${String(Value)}`,
      );
    expect(await tags()).toEqual(['a=1']);
    const Tagging = { TagSet: [{ Key: 'b', Value: '2 & 3' }] };
    await s3.client.send(new PutObjectTaggingCommand({ Bucket, Key: 'tagged', Tagging }));
    expect(await tags()).toEqual(['b=2 & 3']);
    await s3.client.send(new DeleteObjectTaggingCommand({ Bucket, Key: 'tagged' }));
    expect(await tags()).toEqual([]);
  });

  it('tell the attributes that are asked for', async () => {
    await s3.put('attributes', 'hello', { ChecksumAlgorithm: 'SHA256' });
    const ObjectAttributes = ['ETag', 'Checksum', 'ObjectSize', 'StorageClass'] as const;
    const asked = { Bucket, Key: 'attributes', ObjectAttributes: [...ObjectAttributes] };
    expect(await s3.client.send(new GetObjectAttributesCommand(asked))).toMatchObject({
      ETag: md5('hello'),
      ObjectSize: 5,
      StorageClass: 'STANDARD',
      Checksum: { ChecksumSHA256: createHash('sha256').update('hello').digest('base64'), ChecksumType: 'FULL_OBJECT' },
    });
  });
});
