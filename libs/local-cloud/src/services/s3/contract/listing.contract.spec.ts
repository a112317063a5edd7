import {
  ListObjectsCommand,
  ListObjectsV2Command,
  paginateListObjectsV2,
  type ListObjectsV2CommandInput,
} from '@aws-sdk/client-s3';
import { Bucket, failure, S3Endpoint } from './s3-endpoint.js';

const KEYS = ['a', 'a b', 'dt=1/x', 'dt=1/y', 'dt=2/x', 'dt=2/y/z', 'e&<f>', 'ü'];

describe('Listings of S3, through the SDK', () => {
  let s3: S3Endpoint;
  beforeAll(async () => {
    s3 = await S3Endpoint.open();
    for (const key of KEYS) await s3.put(key, key);
  });
  afterAll(async () => {
    expect(s3.defects).toEqual([]);
    await s3[Symbol.asyncDispose]();
  });

  const list = async (by: Partial<ListObjectsV2CommandInput> = {}) => {
    const { Contents, CommonPrefixes, ...told } = await s3.client.send(new ListObjectsV2Command({ Bucket, ...by }));
    const keys = (Contents ?? []).map(({ Key }) => Key);
    return { keys, prefixes: (CommonPrefixes ?? []).map(({ Prefix }) => Prefix), told };
  };

  it('name every key in the order of its bytes', async () => {
    const { keys, told } = await list();
    expect(keys).toEqual(KEYS);
    expect(told).toMatchObject({ Name: Bucket, KeyCount: 8, MaxKeys: 1000, IsTruncated: false });
  });

  it('describe each object', async () => {
    const { Contents } = await s3.client.send(new ListObjectsV2Command({ Bucket, Prefix: 'dt=1/x' }));
    expect(Contents).toEqual([
      expect.objectContaining({
        Key: 'dt=1/x',
        Size: 6,
        StorageClass: 'STANDARD',
        ETag: expect.stringMatching(/^"[0-9a-f]{32}"$/) as string,
        LastModified: new Date(s3.clock.now()),
      }),
    ]);
  });

  it('are of a prefix', async () => {
    expect((await list({ Prefix: 'dt=' })).keys).toEqual(['dt=1/x', 'dt=1/y', 'dt=2/x', 'dt=2/y/z']);
    expect((await list({ Prefix: 'none' })).told).toMatchObject({ KeyCount: 0, IsTruncated: false });
  });

  it('roll up what a delimiter ends', async () => {
    expect(await list({ Delimiter: '/' })).toMatchObject({
      keys: ['a', 'a b', 'e&<f>', 'ü'],
      prefixes: ['dt=1/', 'dt=2/'],
      told: { KeyCount: 6, Delimiter: '/' },
    });
    expect(await list({ Delimiter: '/', Prefix: 'dt=2/' })).toMatchObject({ keys: ['dt=2/x'], prefixes: ['dt=2/y/'] });
  });

  it('go on page by page, common prefixes among them', async () => {
    const pages: (string | undefined)[][] = [];
    const by = { Bucket, Delimiter: '/', MaxKeys: 2 };
    for await (const { Contents = [], CommonPrefixes = [] } of paginateListObjectsV2({ client: s3.client }, by))
      pages.push([...Contents.map(({ Key }) => Key), ...CommonPrefixes.map(({ Prefix }) => Prefix)]);
    expect(pages).toEqual([
      ['a', 'a b'],
      ['dt=1/', 'dt=2/'],
      ['e&<f>', 'ü'],
    ]);
  });

  it('begin after a key', async () => {
    expect((await list({ StartAfter: 'dt=2/x' })).keys).toEqual(['dt=2/y/z', 'e&<f>', 'ü']);
  });

  it('of no keys at all are whole', async () => {
    expect(await list({ MaxKeys: 0 })).toMatchObject({ keys: [], told: { KeyCount: 0, IsTruncated: false } });
  });

  it('encode names for XML where that is asked', async () => {
    expect((await list({ EncodingType: 'url', Prefix: 'e' })).keys).toEqual(['e%26%3Cf%3E']);
    expect((await list({ EncodingType: 'url', Prefix: 'dt=1' })).keys).toEqual(['dt%3D1/x', 'dt%3D1/y']);
  });

  it('of the first version go on after a marker', async () => {
    const first = await s3.client.send(new ListObjectsCommand({ Bucket, Delimiter: '/', MaxKeys: 3 }));
    expect(first).toMatchObject({ IsTruncated: true, NextMarker: 'dt=1/', MaxKeys: 3 });
    const { Contents, CommonPrefixes, IsTruncated } = await s3.client.send(
      new ListObjectsCommand({ Bucket, Delimiter: '/', Marker: first.NextMarker }),
    );
    expect(Contents?.map(({ Key }) => Key)).toEqual(['e&<f>', 'ü']);
    expect([CommonPrefixes, IsTruncated]).toEqual([[{ Prefix: 'dt=2/' }], false]);
  });

  it.each([
    ['a token that is none', { ContinuationToken: '???' }, 'The continuation token provided is incorrect'],
    ['fewer than no keys', { MaxKeys: -1 }, 'Argument maxKeys must be an integer between 0 and 2147483647'],
  ])('refuse %s', async (_what, by, message) => {
    expect(await failure(list(by))).toMatchObject({
      name: 'InvalidArgument',
      message,
      $metadata: { httpStatusCode: 400 },
    });
  });
});
