import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '../../../core/manual-clock.js';
import { testContext } from '../../../core/test-context.js';
import { DynaliteEngine } from '../dynalite-engine.js';
import { createDynamoDb, type DynamoDb } from '../dynamodb.js';
import { expireItems } from './expire-items.js';

const TableName = 'sales';
const YEAR_SECONDS = 365 * 24 * 60 * 60;

let folder: string;
let clock: ManualClock;
let dynamoDb: DynamoDb;

const open = async (): Promise<DynamoDb> => (dynamoDb = await createDynamoDb(testContext(folder, { clock })));
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dynamodb-'));
  clock = new ManualClock();
  await open();
  await dynamoDb.api.CreateTable({
    TableName,
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  });
});
afterEach(async () => {
  await dynamoDb[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const set = (Enabled: boolean, AttributeName = 'expires'): Promise<unknown> =>
  dynamoDb.api.UpdateTimeToLive({ TableName, TimeToLiveSpecification: { Enabled, AttributeName } });
const put = (id: string, expires: object): Promise<unknown> =>
  dynamoDb.api.PutItem({ TableName, Item: { id: { S: id }, expires } });

describe('the time to live of a table', () => {
  it('is described, also after a restart', async () => {
    expect(await dynamoDb.api.DescribeTimeToLive({ TableName })).toEqual({
      TimeToLiveDescription: { TimeToLiveStatus: 'DISABLED' },
    });
    expect(await set(true)).toEqual({ TimeToLiveSpecification: { Enabled: true, AttributeName: 'expires' } });
    await dynamoDb[Symbol.asyncDispose]();
    await open();
    expect(await dynamoDb.api.DescribeTimeToLive({ TableName })).toEqual({
      TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' },
    });
  });

  it('goes with its table', async () => {
    await set(true);
    await dynamoDb.api.DeleteTable({ TableName });
    await expect(dynamoDb.api.DescribeTimeToLive({ TableName })).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
    });
  });

  it('is changed only to what it is not', async () => {
    await expect(set(false)).rejects.toThrow('TimeToLive is already disabled');
    await set(true);
    await expect(set(true)).rejects.toThrow('TimeToLive is already enabled');
    await expect(set(false, 'other')).rejects.toThrow('current AttributeName is expires');
    await set(false);
    await expect(dynamoDb.api.UpdateTimeToLive({ TableName })).rejects.toMatchObject({ code: 'ValidationException' });
  });
});

describe('an expired item', () => {
  it('is deleted as by the service, and no other is', async () => {
    const now = Math.floor(clock.now() / 1000);
    await set(true);
    await put('over', { N: String(now - 1) });
    await put('to come', { N: String(now + 60) });
    await put('no number', { S: String(now - 1) });
    await put('six years ago', { N: String(now - 6 * YEAR_SECONDS) });
    await dynamoDb[Symbol.asyncDispose]();
    const engine = await DynaliteEngine.open(testContext(folder, { clock }));
    await expireItems(engine, clock);
    await engine[Symbol.asyncDispose]();
    await open();
    const { Items } = (await dynamoDb.api.Scan({ TableName })) as { Items: readonly { id: { S: string } }[] };
    expect(Items.map(({ id }) => id.S).sort()).toEqual(['no number', 'six years ago', 'to come']);
    const [stream] = dynamoDb.changeStreams.all();
    const records = (await stream?.read(stream.trimmedThrough, 100)) ?? [];
    expect(records.at(-1)).toMatchObject({
      eventName: 'REMOVE',
      dynamodb: { Keys: { id: { S: 'over' } } },
      userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
    });
    expect(records.slice(0, -1).every((record) => !('userIdentity' in record))).toBe(true);
  });

  it('is looked for by itself', async () => {
    await set(true);
    await put('over', { N: '1700000000' });
    const gone = new Promise<void>((resolve) => {
      clock.advance(0);
      const [stream] = dynamoDb.changeStreams.all();
      const advance = stream?.advance.bind(stream);
      if (stream && advance)
        stream.advance = (position) => {
          advance(position);
          resolve();
        };
    });
    await dynamoDb.start?.();
    await gone;
    expect((await dynamoDb.api.Scan({ TableName, Select: 'COUNT' })).Count).toBe(0);
  });
});
