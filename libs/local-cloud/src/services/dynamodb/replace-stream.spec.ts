import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '../../core/manual-clock.js';
import { testContext } from '../../core/test-context.js';
import type { ChangeStream } from './change-stream.js';
import { createDynamoDb, type DynamoDb } from './dynamodb.js';

const TableName = 'sales';
const HOUR_MS = 60 * 60 * 1000;
const ENABLED = { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' };

let folder: string;
let clock: ManualClock;
let dynamoDb: DynamoDb;

const open = async (): Promise<DynamoDb> => (dynamoDb = await createDynamoDb(testContext(folder, { clock })));
const reopen = async (): Promise<DynamoDb> => {
  await dynamoDb[Symbol.asyncDispose]();
  return open();
};
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dynamodb-'));
  clock = new ManualClock();
  await open();
  await dynamoDb.api.CreateTable({
    TableName,
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
    StreamSpecification: ENABLED,
  });
});
afterEach(async () => {
  await dynamoDb[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const set = (
  StreamSpecification: object,
): Promise<{ readonly TableDescription: { readonly LatestStreamArn?: string } }> =>
  dynamoDb.api.UpdateTable({ TableName, StreamSpecification });
const put = (id: string): Promise<unknown> => dynamoDb.api.PutItem({ TableName, Item: { id: { S: id } } });
const idsOf = async (stream: ChangeStream | undefined): Promise<readonly unknown[]> =>
  ((await stream?.read(stream.trimmedThrough, 1_000)) ?? []).map(({ dynamodb }) => dynamodb.Keys.id?.S);

describe('a stream that is disabled', () => {
  it('can be read for another 24 hours, also after a restart, and takes no changes', async () => {
    await put('a');
    await set({ StreamEnabled: false });
    await put('b');
    expect((await dynamoDb.api.DescribeTable({ TableName })).Table.StreamSpecification).toBeUndefined();
    await reopen();
    const [former] = dynamoDb.changeStreams.all();
    expect(former?.closedAtMs).toBe(clock.now());
    expect(await idsOf(former)).toEqual(['a']);
    clock.advance(24 * HOUR_MS + 1);
    await dynamoDb.start?.();
    await reopen();
    expect(dynamoDb.changeStreams.all()).toEqual([]);
  });

  it('gives way to a new one of another ARN, whose sequence numbers are above its own', async () => {
    const [former] = dynamoDb.changeStreams.all();
    await put('a');
    await set({ StreamEnabled: false });
    const { LatestStreamArn } = (await set(ENABLED)).TableDescription;
    expect(LatestStreamArn).not.toBe(former?.arn);
    await put('b');
    await reopen();
    const stream = dynamoDb.changeStreams.find(LatestStreamArn ?? '');
    expect(await idsOf(stream)).toEqual(['b']);
    expect(stream?.latest).toBeGreaterThan(former?.latest ?? Infinity);
    expect(dynamoDb.changeStreams.all()).toHaveLength(2);
  });

  it('is neither disabled nor enabled twice, nor changed by two at once', async () => {
    await expect(set(ENABLED)).rejects.toMatchObject({ code: 'ValidationException' });
    const both = await Promise.allSettled([set({ StreamEnabled: false }), set({ StreamEnabled: false })]);
    expect(both).toMatchObject([{ status: 'fulfilled' }, { reason: { code: 'ResourceInUseException' } }]);
    await expect(set({ StreamEnabled: false })).rejects.toMatchObject({ code: 'ValidationException' });
  });

  it('holds each change whose write ended before it was closed, and a new one each that began after it was opened', async () => {
    const puts = (prefix: string): Promise<unknown>[] =>
      Array.from({ length: 100 }, (_, index) => put(`${prefix}${String(index)}`));
    const [former] = dynamoDb.changeStreams.all();
    await Promise.all(puts('early'));
    await Promise.all([...puts('at once'), set({ StreamEnabled: false })]);
    await Promise.all(puts('between'));
    await Promise.all([...puts('again at once'), set(ENABLED)]);
    await Promise.all(puts('late'));
    const [stream] = dynamoDb.changeStreams.all();
    const of = (ids: readonly unknown[], prefix: string): number =>
      ids.filter((id) => String(id).startsWith(prefix)).length;
    const [before, after] = [await idsOf(former), await idsOf(stream)];
    expect([of(before, 'early'), of(before, 'between'), of(before, 'late')]).toEqual([100, 0, 0]);
    expect([of(after, 'early'), of(after, 'between'), of(after, 'late')]).toEqual([0, 0, 100]);
  });

  it('goes with its table', async () => {
    await set({ StreamEnabled: false });
    await dynamoDb.api.DeleteTable({ TableName });
    expect(dynamoDb.changeStreams.all()).toEqual([]);
  });
});
