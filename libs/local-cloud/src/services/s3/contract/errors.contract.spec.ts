import {
  CopyObjectCommand,
  DeleteObjectsCommand,
  GetBucketAclCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutBucketPolicyCommand,
} from '@aws-sdk/client-s3';
import { Bucket, failure, S3Endpoint } from './s3-endpoint.js';

describe('Errors of S3, through the SDK', () => {
  let s3: S3Endpoint;
  beforeAll(async () => {
    s3 = await S3Endpoint.open();
    await s3.put('there', '0123456789');
  });
  afterAll(async () => {
    expect(s3.defects).toEqual([]);
    await s3[Symbol.asyncDispose]();
  });

  const get = (more: object) => () => s3.client.send(new GetObjectCommand({ Bucket, Key: 'there', ...more }));
  const put = (more: object) => () => s3.put('new', 'x', more);

  it.each([
    ['a key that is not there', get({ Key: 'none' }), 'NoSuchKey', 404, 'The specified key does not exist.'],
    ['a bucket that is not there', get({ Bucket: 'none' }), 'NoSuchBucket', 404, 'The specified bucket does not exist'],
    [
      'a range beyond the end',
      get({ Range: 'bytes=10-' }),
      'InvalidRange',
      416,
      'The requested range is not satisfiable',
    ],
    ['an overlong key', put({ Key: 'k'.repeat(1025) }), 'KeyTooLongError', 400, 'Your key is too long'],
    ['another owner', put({ ExpectedBucketOwner: '999999999999' }), 'AccessDenied', 403, 'Access Denied'],
    ['a version', get({ VersionId: 'v1' }), 'NotImplemented', 501, expect.stringContaining('VersionId')],
    ['an ACL', put({ ACL: 'public-read' }), 'NotImplemented', 501, expect.stringContaining('ACL')],
    [
      'a key of one’s own',
      put({ ServerSideEncryption: 'aws:kms' }),
      'NotImplemented',
      501,
      expect.stringContaining('ServerSideEncryption'),
    ],
    ['a storage class', put({ StorageClass: 'GLACIER' }), 'NotImplemented', 501, expect.stringContaining('GLACIER')],
    ['tags that are none', put({ Tagging: '&=&' }), 'InvalidTag', 400, 'The TagKey you have provided is invalid'],
  ])('of %s', async (_what, send, name, status, message: unknown) => {
    expect(await failure(send())).toMatchObject({ name, message, $metadata: { httpStatusCode: status } });
  });

  it('name the request that they answer', async () => {
    expect(await failure(get({ Key: 'none' })())).toMatchObject({
      $metadata: { requestId: expect.stringMatching(/^\S+$/) as string },
      RequestId: expect.stringMatching(/^\S+$/) as string,
    });
  });

  it('of HEAD have a status and no more, since they have no body', async () => {
    expect(await failure(s3.client.send(new HeadObjectCommand({ Bucket, Key: 'none' })))).toMatchObject({
      name: 'NotFound',
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('of a copy name its source', async () => {
    const copy = (CopySource: string) => s3.client.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource }));
    expect(await failure(copy(`${Bucket}/none`))).toMatchObject({ name: 'NoSuchKey', Key: 'none' });
    expect(await failure(copy('none/there'))).toMatchObject({ name: 'NoSuchBucket', BucketName: 'none' });
    expect(await failure(copy('nonsense'))).toMatchObject({ name: 'InvalidArgument' });
    expect(await failure(copy('../../etc/passwd'))).toMatchObject({ name: 'NoSuchBucket' });
  });

  it('of a deletion of nothing, or of too much', async () => {
    const remove = (count: number) =>
      s3.client.send(
        new DeleteObjectsCommand({
          Bucket,
          Delete: { Objects: Array.from({ length: count }, (_, index) => ({ Key: `k${index}` })) },
        }),
      );
    for (const count of [0, 1001])
      expect(await failure(remove(count))).toMatchObject({
        name: 'MalformedXML',
        $metadata: { httpStatusCode: 400 },
      });
  });

  it('of attributes of what is not there', async () => {
    const asked = new GetObjectAttributesCommand({ Bucket, Key: 'none', ObjectAttributes: ['ETag'] });
    expect(await failure(s3.client.send(asked))).toMatchObject({ name: 'NoSuchKey' });
  });

  it('of operations that are not here', async () => {
    for (const sent of [
      s3.client.send(new GetBucketAclCommand({ Bucket })),
      s3.client.send(new PutBucketPolicyCommand({ Bucket, Policy: '{}' })),
    ])
      expect(await failure(sent)).toMatchObject({ name: 'NotImplemented', $metadata: { httpStatusCode: 501 } });
  });

  it('never tell where the files are', async () => {
    for (const Key of ['../../../etc/passwd', '/etc/passwd', '\0'])
      expect(JSON.stringify(await failure(get({ Key })()))).not.toContain('s3-contract-');
  });
});
