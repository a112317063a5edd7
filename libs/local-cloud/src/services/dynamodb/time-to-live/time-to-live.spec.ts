import { DynaliteEngine } from '../dynalite-engine.js';
import { expireItems } from './expire-items.js';
import { DynamoDbFixture, recordsOf } from '../testing/dynamodb-fixture.js';

const TableName = 'sales';
const YEAR_SECONDS = 365 * 24 * 60 * 60;

let fixture: DynamoDbFixture;
beforeEach(async () => {
  fixture = await DynamoDbFixture.open();
  await fixture.createTable();
});
afterEach(() => fixture[Symbol.asyncDispose]());

const set = (Enabled: boolean, AttributeName = 'expires'): Promise<unknown> =>
  fixture.api.UpdateTimeToLive({ TableName, TimeToLiveSpecification: { Enabled, AttributeName } });
const put = (id: string, expires: object): Promise<unknown> => fixture.put(id, { expires });

describe('the time to live of a table', () => {
  it('is described, also after a restart', async () => {
    expect(await fixture.api.DescribeTimeToLive({ TableName })).toEqual({
      TimeToLiveDescription: { TimeToLiveStatus: 'DISABLED' },
    });
    expect(await set(true)).toEqual({ TimeToLiveSpecification: { Enabled: true, AttributeName: 'expires' } });
    await fixture.reopen();
    expect(await fixture.api.DescribeTimeToLive({ TableName })).toEqual({
      TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' },
    });
  });

  it('goes with its table', async () => {
    await set(true);
    await fixture.api.DeleteTable({ TableName });
    await expect(fixture.api.DescribeTimeToLive({ TableName })).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
    });
  });

  it('is changed only to what it is not', async () => {
    await expect(set(false)).rejects.toThrow('TimeToLive is already disabled');
    await set(true);
    await expect(set(true)).rejects.toThrow('TimeToLive is already enabled');
    await expect(set(false, 'other')).rejects.toThrow('current AttributeName is expires');
    await set(false);
    await expect(fixture.api.UpdateTimeToLive({ TableName })).rejects.toMatchObject({ code: 'ValidationException' });
  });
});

describe('an expired item', () => {
  it('is deleted as by the service, and no other is', async () => {
    const now = Math.floor(fixture.clock.now() / 1000);
    await set(true);
    await put('over', { N: String(now - 1) });
    await put('to come', { N: String(now + 60) });
    await put('no number', { S: String(now - 1) });
    await put('six years ago', { N: String(now - 6 * YEAR_SECONDS) });
    await fixture.reopen({}, async () => {
      const engine = await DynaliteEngine.open(fixture.context);
      await expireItems(engine, fixture.clock);
      await engine[Symbol.asyncDispose]();
    });
    const { Items } = (await fixture.api.Scan({ TableName })) as { Items: readonly { id: { S: string } }[] };
    expect(Items.map(({ id }) => id.S).sort()).toEqual(['no number', 'six years ago', 'to come']);
    const records = await recordsOf(fixture.stream);
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
      fixture.clock.advance(0);
      const [stream] = fixture.dynamoDb.changeStreams.all();
      const advance = stream?.advance.bind(stream);
      if (stream && advance)
        stream.advance = (position) => {
          advance(position);
          resolve();
        };
    });
    await fixture.dynamoDb.start?.();
    await gone;
    expect((await fixture.api.Scan({ TableName, Select: 'COUNT' })).Count).toBe(0);
  });
});
