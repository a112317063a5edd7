import {
  CopyObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  type GetObjectCommandInput,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { Bucket, failure, S3Endpoint } from './s3-endpoint.js';

const PRECONDITION_FAILED = { name: 'PreconditionFailed', $metadata: { httpStatusCode: 412 } };

describe('Conditional requests of S3, through the SDK', () => {
  let s3: S3Endpoint;
  let ETag: string | undefined;
  beforeAll(async () => {
    s3 = await S3Endpoint.open();
  });
  beforeEach(async () => {
    ({ ETag } = await s3.put('there', 'first'));
  });
  afterAll(async () => {
    expect(s3.defects).toEqual([]);
    await s3[Symbol.asyncDispose]();
  });

  const write = (Key: string, condition: Partial<PutObjectCommandInput>) => s3.put(Key, 'second', condition);
  const read = (condition: Partial<GetObjectCommandInput>) =>
    s3.client.send(new GetObjectCommand({ Bucket, Key: 'there', ...condition }));

  it('write with If-None-Match: * only what is not there', async () => {
    await write('new', { IfNoneMatch: '*' });
    expect(await failure(write('there', { IfNoneMatch: '*' }))).toMatchObject({
      ...PRECONDITION_FAILED,
      message: 'At least one of the pre-conditions you specified did not hold',
      Condition: 'If-None-Match',
    });
    expect(await s3.text('there')).toBe('first');
  });

  it('let one of many first writers win', async () => {
    const writes = Array.from({ length: 8 }, () => failure(write('raced', { IfNoneMatch: '*' })));
    const answers = await Promise.all(writes);
    expect(answers.filter((answer) => answer === 'it succeeded')).toHaveLength(1);
  });

  it('write with If-Match only over what the writer has seen', async () => {
    await write('there', { IfMatch: ETag });
    expect(await failure(write('there', { IfMatch: ETag }))).toMatchObject(PRECONDITION_FAILED);
    expect(await failure(write('none', { IfMatch: ETag }))).toMatchObject({
      name: 'NoSuchKey',
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('read with If-Match only what the reader means', async () => {
    expect(await (await read({ IfMatch: ETag })).Body?.transformToString()).toBe('first');
    expect(await failure(read({ IfMatch: '"0"' }))).toMatchObject(PRECONDITION_FAILED);
  });

  it('read with If-None-Match only what is new to the reader', async () => {
    expect(await failure(read({ IfNoneMatch: ETag }))).toMatchObject({ $metadata: { httpStatusCode: 304 } });
    expect((await read({ IfNoneMatch: '"0"' })).ETag).toBe(ETag);
  });

  it('read by the time of the last change', async () => {
    const [now, before] = [new Date(s3.clock.now()), new Date(s3.clock.now() - 1000)];
    expect((await read({ IfModifiedSince: before })).ETag).toBe(ETag);
    expect(await failure(read({ IfModifiedSince: now }))).toMatchObject({ $metadata: { httpStatusCode: 304 } });
    expect((await read({ IfUnmodifiedSince: now })).ETag).toBe(ETag);
    expect(await failure(read({ IfUnmodifiedSince: before }))).toMatchObject(PRECONDITION_FAILED);
  });

  it('hold for HEAD as for GET', async () => {
    const head = (condition: object) => s3.client.send(new HeadObjectCommand({ Bucket, Key: 'there', ...condition }));
    expect((await head({ IfMatch: ETag })).ETag).toBe(ETag);
    expect(await failure(head({ IfMatch: '"0"' }))).toMatchObject({ $metadata: { httpStatusCode: 412 } });
    expect(await failure(head({ IfNoneMatch: ETag }))).toMatchObject({ $metadata: { httpStatusCode: 304 } });
  });

  it('hold for the source of a copy, which answers 412 alone', async () => {
    const copy = (condition: object) =>
      s3.client.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: `${Bucket}/there`, ...condition }));
    await copy({ CopySourceIfMatch: ETag });
    expect(await failure(copy({ CopySourceIfMatch: '"0"' }))).toMatchObject(PRECONDITION_FAILED);
    expect(await failure(copy({ CopySourceIfNoneMatch: ETag }))).toMatchObject(PRECONDITION_FAILED);
    expect(await failure(copy({ CopySourceIfModifiedSince: new Date(s3.clock.now()) }))).toMatchObject(
      PRECONDITION_FAILED,
    );
  });

  it('hold for the target of a copy', async () => {
    await s3.put('target');
    const copy = new CopyObjectCommand({ Bucket, Key: 'target', CopySource: `${Bucket}/there`, IfNoneMatch: '*' });
    expect(await failure(s3.client.send(copy))).toMatchObject(PRECONDITION_FAILED);
  });
});
