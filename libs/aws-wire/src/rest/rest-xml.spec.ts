import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { AwsError } from '../aws-error.js';
import { clientOf, serviceOf, signedFor, startEndpoint, type TestEndpoint } from '../testing/test-endpoint.js';

interface StoredObject extends Omit<PutObjectCommandInput, 'Body'> {
  readonly Body: Buffer;
}

const modified = new Date('2026-01-02T03:04:05Z');
const etagOf = (body: Buffer): string => `"${createHash('md5').update(body).digest('hex')}"`;

/** Just enough of S3 to see that requests and answers pass through the wire unharmed. */
const createS3 = () => {
  const objects = new Map<string, StoredObject>();
  const inputs: unknown[] = [];
  const find = ({ Bucket, Key }: { Bucket: string; Key: string }): StoredObject => {
    const found = objects.get(`${Bucket}/${Key}`);
    if (!found) throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404, { members: { Key } });
    return found;
  };
  const describe = ({ Body, ContentType, ContentEncoding, Metadata }: StoredObject) => ({
    ContentLength: Body.length,
    ContentType,
    ContentEncoding,
    Metadata,
    ETag: etagOf(Body),
    LastModified: modified,
  });

  const operations = {
    PutObject: async (input: StoredObject) => {
      objects.set(`${String(input.Bucket)}/${String(input.Key)}`, input);
      return { ETag: etagOf(input.Body), ChecksumCRC32: input.ChecksumCRC32 };
    },
    GetObject: async (input: { Bucket: string; Key: string; Range?: string }) => {
      const found = find(input);
      if (input.Range === undefined) return { ...describe(found), Body: Readable.from([found.Body]) };
      return { ContentLength: 2, ContentRange: `bytes 0-1/${found.Body.length}`, Body: found.Body.subarray(0, 2) };
    },
    HeadObject: async (input: { Bucket: string; Key: string }) => describe(find(input)),
    DeleteObject: async ({ Bucket, Key }: { Bucket: string; Key: string }) => void objects.delete(`${Bucket}/${Key}`),
    DeleteObjects: async (input: unknown) => {
      inputs.push(input);
      return { Deleted: [{ Key: 'a' }, { Key: 'b & c' }] };
    },
    ListObjectsV2: async (input: { Bucket: string }) => {
      inputs.push(input);
      const Contents = [...objects.values()].map(({ Key, Body }) => ({
        Key,
        Size: Body.length,
        LastModified: modified,
      }));
      return { Name: input.Bucket, IsTruncated: false, KeyCount: Contents.length, Contents };
    },
    ListBuckets: async () => ({ Buckets: [{ Name: 'b', CreationDate: modified }] }),
    CreateBucket: async (input: { Bucket: string }) => {
      inputs.push(input);
      return { Location: `/${input.Bucket}` };
    },
    CopyObject: async (input: unknown) => {
      inputs.push(input);
      return { CopyObjectResult: { ETag: '"e"', LastModified: modified } };
    },
    GetObjectAttributes: async () => ({ ETag: 'e' }),
    GetObjectTagging: async () => {
      const Body = new Readable({
        read() {
          this.destroy(new Error('the disk is gone'));
        },
      });
      return { TagSet: [], Body };
    },
  };
  return {
    objects,
    inputs,
    service: serviceOf('s3', [{ kind: 'rest-xml' }], operations, () => import('@aws-sdk/client-s3')),
  };
};

describe('the REST-XML protocol, through the S3 client', () => {
  const { objects, inputs, service } = createS3();
  let endpoint: TestEndpoint;
  let client: S3Client;
  beforeAll(async () => {
    endpoint = await startEndpoint([service]);
    client = new S3Client(clientOf(endpoint));
  });
  beforeEach(() => {
    objects.clear();
    inputs.length = 0;
  });
  afterAll(() => endpoint[Symbol.asyncDispose]());

  it.each(['plain', 'dt=2026-01-02/part 1+ü.gz', '/leading', 'trailing/', 'a//b', 'a/../b', '100%', '?&#'])(
    'puts and gets an object under the key %s',
    async (Key) => {
      await client.send(
        new PutObjectCommand({ Bucket: 'b', Key, Body: 'sales', ContentType: 'text/csv', Metadata: { Origin: 'x y' } }),
      );
      expect([...objects.keys()]).toEqual([`b/${Key}`]);
      const output = await client.send(new GetObjectCommand({ Bucket: 'b', Key }));
      expect(await output.Body?.transformToString()).toBe('sales');
      expect(output).toMatchObject({
        ContentType: 'text/csv',
        ContentLength: 5,
        LastModified: modified,
        Metadata: { origin: 'x y' },
      });
    },
  );

  it('verifies the checksum that the client sends, and gives it to the operation', async () => {
    const output = await client.send(new PutObjectCommand({ Bucket: 'b', Key: 'k', Body: '123456789' }));
    expect(output.ChecksumCRC32).toBe(Buffer.from('cbf43926', 'hex').toString('base64'));
  });

  it('takes the framing off a streamed upload and reads its trailing checksum', async () => {
    const chunks = Array.from({ length: 40 }, (_, index) => Buffer.alloc(64 * 1024, index));
    const Body = Readable.from(chunks);
    await client.send(
      new PutObjectCommand({ Bucket: 'b', Key: 'k', Body, ContentLength: 40 * 64 * 1024, ContentEncoding: 'gzip' }),
    );
    const stored = objects.get('b/k');
    expect(stored?.Body.equals(Buffer.concat(chunks))).toBe(true);
    expect(stored).toMatchObject({
      ContentEncoding: 'gzip',
      ChecksumCRC32: expect.any(String) as string,
      ContentLength: 40 * 64 * 1024,
    });
  });

  it('answers a HEAD with the headers of the object and nothing else', async () => {
    await client.send(new PutObjectCommand({ Bucket: 'b', Key: 'k', Body: 'sales' }));
    expect(await client.send(new HeadObjectCommand({ Bucket: 'b', Key: 'k' }))).toMatchObject({
      ContentLength: 5,
      ETag: etagOf(Buffer.from('sales')),
    });
    await expect(client.send(new HeadObjectCommand({ Bucket: 'b', Key: 'none' }))).rejects.toMatchObject({
      name: 'NotFound',
    });
  });

  it('answers a part of an object with 206', async () => {
    await client.send(new PutObjectCommand({ Bucket: 'b', Key: 'k', Body: 'sales' }));
    const output = await client.send(new GetObjectCommand({ Bucket: 'b', Key: 'k', Range: 'bytes=0-1' }));
    expect(output.$metadata.httpStatusCode).toBe(206);
    expect(await output.Body?.transformToString()).toBe('sa');
  });

  it('turns an AwsError into the exception of the client', async () => {
    const sent = client.send(new GetObjectCommand({ Bucket: 'b', Key: 'a<b' }));
    await expect(sent).rejects.toThrow(NoSuchKey);
    await expect(sent).rejects.toMatchObject({
      message: 'The specified key does not exist.',
      Key: 'a<b',
      RequestId: 'request-1',
    });
  });

  it('lists objects and buckets', async () => {
    await client.send(new PutObjectCommand({ Bucket: 'b', Key: 'x & <y>', Body: 'sales' }));
    const output = await client.send(new ListObjectsV2Command({ Bucket: 'b', Prefix: 'x ', MaxKeys: 7 }));
    expect(inputs).toEqual([{ Bucket: 'b', Prefix: 'x ', MaxKeys: 7 }]);
    expect(output).toMatchObject({
      Name: 'b',
      IsTruncated: false,
      Contents: [{ Key: 'x & <y>', Size: 5, LastModified: modified }],
    });
    expect((await client.send(new ListBucketsCommand({}))).Buckets).toEqual([{ Name: 'b', CreationDate: modified }]);
  });

  it('reads an XML document into the input', async () => {
    const Delete = { Objects: [{ Key: 'a' }, { Key: 'b & c' }], Quiet: true };
    const { Deleted } = await client.send(new DeleteObjectsCommand({ Bucket: 'b', Delete }));
    expect(inputs).toEqual([{ Bucket: 'b', Delete, ChecksumAlgorithm: 'CRC32' }]);
    expect(Deleted).toEqual([{ Key: 'a' }, { Key: 'b & c' }]);
  });

  it('tells operations on one path apart by what the request has', async () => {
    const { CopyObjectResult } = await client.send(
      new CopyObjectCommand({ Bucket: 'b', Key: 'k', CopySource: 'b/other' }),
    );
    expect(CopyObjectResult).toEqual({ ETag: '"e"', LastModified: modified });
    await client.send(new CreateBucketCommand({ Bucket: 'new' }));
    expect(inputs).toEqual([{ Bucket: 'b', Key: 'k', CopySource: 'b/other' }, { Bucket: 'new' }]);
    await client.send(new DeleteObjectCommand({ Bucket: 'b', Key: 'k' }));
    expect(endpoint.defects).toEqual([]);
  });
});

describe('the REST-XML protocol, by hand', () => {
  const { objects, service } = createS3();
  let endpoint: TestEndpoint;
  let now: number;
  beforeEach(async () => {
    objects.clear();
    now = Date.parse('2026-01-01T00:00:30Z');
    endpoint = await startEndpoint([service], { limits: { objectBytes: 1000 }, now: () => now });
  });
  afterEach(() => endpoint[Symbol.asyncDispose]());

  const request = async (
    method: string,
    path: string,
    options: { headers?: Record<string, string>; body?: string } = {},
  ) => {
    const { headers = { authorization: signedFor('s3') }, body } = options;
    const response = await fetch(endpoint.url + path, { method, headers, ...(body !== undefined && { body }) });
    const text = await response.text();
    return { status: response.status, text, code: /<Code>(.*)<\/Code>/.exec(text)?.[1] };
  };
  const put = (headers: Record<string, string>, body = '123456789') =>
    request('PUT', '/b/k', { headers: { authorization: signedFor('s3'), ...headers }, body });

  it('needs no `x-id` to know an operation', async () => {
    expect((await put({})).status).toBe(200);
    expect((await request('GET', '/b/k')).text).toBe('123456789');
    expect((await request('GET', '/b?list-type=2')).text).toContain('<ListBucketResult>');
    expect((await request('GET', '/b/?list-type=2')).text).toContain('<ListBucketResult>');
    expect((await request('GET', '/')).text).toContain('<ListAllMyBucketsResult>');
  });

  it('takes a presigned address, but not for a POST', async () => {
    await put({});
    const presigned =
      '?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKID%2F20260101%2Fus-east-1%2Fs3%2Faws4_request' +
      '&X-Amz-Date=20260101T000000Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Signature=00';
    expect((await request('GET', `/b/k${presigned}`, { headers: {} })).text).toBe('123456789');
    expect(await request('POST', `/b${presigned}&delete`, { headers: {} })).toMatchObject({
      status: 403,
      code: 'AccessDenied',
    });
  });

  it.each([
    [
      'a presigned address',
      '&X-Amz-Date=20260101T000000Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Signature=00',
    ],
    ['one of Signature Version 2', ''],
  ])('takes %s until it expires', async (_, parameters) => {
    await put({});
    const presigned =
      parameters === ''
        ? '?AWSAccessKeyId=AKID&Signature=00%3D&Expires=1767225660'
        : `?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKID%2F20260101%2Fus-east-1%2Fs3%2Faws4_request${parameters}`;
    now = Date.parse('2026-01-01T00:01:00Z');
    expect((await request('GET', `/b/k${presigned}`, { headers: {} })).text).toBe('123456789');
    now += 1;
    const late = await request('GET', `/b/k${presigned}`, { headers: {} });
    expect(late).toMatchObject({ status: 403, code: 'AccessDenied' });
    expect(late.text).toContain('<Message>Request has expired</Message>');
  });

  it.each([
    ['X-Amz-Credential=AKID%2F20260101%2Fus-east-1%2Fs3%2Faws4_request', 'AuthorizationQueryParametersError'],
    ['X-Amz-Credential=nobody&X-Amz-Signature=00', 'AuthorizationHeaderMalformed'],
    ['AWSAccessKeyId=AKID&Expires=1767225660', 'AccessDenied'],
    ['AWSAccessKeyId=AKID&Signature=00&Expires=soon', 'AccessDenied'],
  ])('refuses an address presigned with %s', async (search, code) => {
    expect(await request('GET', `/b/k?${search}`, { headers: {} })).toMatchObject({ code });
  });

  it('stores a form as an object, since it is not of S3 to read it', async () => {
    expect((await put({ 'content-type': 'application/x-www-form-urlencoded' }, 'Action=Fly')).status).toBe(200);
    expect(objects.get('b/k')?.Body.toString()).toBe('Action=Fly');
  });

  it('refuses an unsigned request', async () => {
    expect(await request('GET', '/b/k', { headers: {} })).toMatchObject({ status: 403, code: 'AccessDenied' });
  });

  it.each([
    ['x-amz-checksum-crc32', Buffer.from('cbf43926', 'hex').toString('base64')],
    ['x-amz-checksum-crc32c', Buffer.from('e3069283', 'hex').toString('base64')],
    // The check value of the algorithm's registration: https://reveng.sourceforge.io/crc-catalogue/all.htm
    ['x-amz-checksum-crc64nvme', Buffer.from('ae8b14860a799888', 'hex').toString('base64')],
    ['x-amz-checksum-sha512', createHash('sha512').update('123456789').digest('base64')],
    ['x-amz-checksum-sha1', createHash('sha1').update('123456789').digest('base64')],
    ['x-amz-checksum-sha256', createHash('sha256').update('123456789').digest('base64')],
    ['content-md5', createHash('md5').update('123456789').digest('base64')],
  ])('verifies %s', async (header, checksum) => {
    expect((await put({ [header]: checksum })).status).toBe(200);
    expect(await put({ [header]: checksum }, '123456780')).toMatchObject({ status: 400, code: 'BadDigest' });
    expect(await put({ [header]: 'nonsense' })).toMatchObject({
      status: 400,
      code: header === 'content-md5' ? 'InvalidDigest' : 'InvalidRequest',
    });
  });

  it('verifies the hash of the content that the signature is over', async () => {
    const sha256 = createHash('sha256').update('123456789').digest('hex');
    expect((await put({ 'x-amz-content-sha256': sha256 })).status).toBe(200);
    expect(await put({ 'x-amz-content-sha256': sha256 }, 'other')).toMatchObject({
      status: 400,
      code: 'XAmzContentSHA256Mismatch',
    });
  });

  it('refuses an object over the limit', async () => {
    expect(await put({}, 'x'.repeat(1001))).toMatchObject({ status: 400, code: 'EntityTooLarge' });
    expect((await put({}, 'x'.repeat(1000))).status).toBe(200);
  });

  it.each([
    ['an operation that it does not have', 'GET', '/b/k?acl', '', 501, 'NotImplemented'],
    ['a method that nobody has', 'PATCH', '/b/k', '', 501, 'NotImplemented'],
    ['a document that is no XML', 'POST', '/b?delete', '<Delete><Object>', 400, 'MalformedXML'],
    ['a document of another shape', 'POST', '/b?delete', '<Delete><Object>text</Object></Delete>', 400, 'MalformedXML'],
    ['a document without what it needs', 'POST', '/b?delete', '<Delete></Delete>', 400, 'MalformedXML'],
    ['no document where one is needed', 'POST', '/b?delete', '', 400, 'MalformedXML'],
    ['a parameter that is no number', 'GET', '/b?list-type=2&max-keys=many', '', 400, 'InvalidArgument'],
    ['a malformed key', 'GET', '/b/%E0%A4', '', 400, 'InvalidArgument'],
  ])('refuses %s', async (_, method, path, body, status, code) => {
    expect(
      await request(method, path, body === '' ? {} : { headers: { authorization: signedFor('s3') }, body }),
    ).toMatchObject({ status, code });
    expect(endpoint.defects).toEqual([]);
  });
});
