import { DynaliteEngine } from './dynalite-engine.js';
import type { BatchOperation } from './level-store.js';
import { DynamoDbFixture, recordsOf, TABLE } from './testing/dynamodb-fixture.js';

const ARN = 'arn:aws:dynamodb:eu-west-1:123456789012:table/sales';
const HOUR_MS = 60 * 60 * 1000;

let fixture: DynamoDbFixture;
beforeEach(async () => {
  fixture = await DynamoDbFixture.open();
});
afterEach(() => fixture[Symbol.asyncDispose]());

const put = (id: string): Promise<unknown> => fixture.put(id);
const countItems = async (): Promise<unknown> =>
  (await fixture.api.Scan({ TableName: 'sales', Select: 'COUNT' })).Count;
/** Of the newest stream. */
const sequenceNumbers = async (): Promise<readonly string[]> =>
  (await recordsOf(fixture.stream)).map(({ dynamodb }) => dynamodb.SequenceNumber);

describe('a table', () => {
  it('is described with its stream, in the account and the region of the cloud', async () => {
    await fixture.api.CreateTable(TABLE);
    const { Table } = await fixture.api.DescribeTable({ TableName: 'sales' });
    expect(Table).toMatchObject({
      TableArn: ARN,
      TableStatus: 'ACTIVE',
      StreamSpecification: TABLE.StreamSpecification,
      LatestStreamArn: `${ARN}/stream/2026-11-23T12:00:00.000`,
      LatestStreamLabel: '2026-11-23T12:00:00.000',
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
    });
  });

  it('can be named by its ARN', async () => {
    await fixture.api.CreateTable(TABLE);
    await fixture.api.PutItem({ TableName: ARN, Item: { id: { S: 'a' } } });
    await fixture.api.BatchWriteItem({ RequestItems: { [ARN]: [{ PutRequest: { Item: { id: { S: 'b' } } } }] } });
    expect(await countItems()).toBe(2);
  });

  it('has no second one of its name', async () => {
    await fixture.api.CreateTable(TABLE);
    await expect(fixture.api.CreateTable(TABLE)).rejects.toMatchObject({ code: 'ResourceInUseException' });
  });

  it('is not made with secondary indexes', async () => {
    const index = {
      IndexName: 'byName',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' },
    };
    for (const kind of ['GlobalSecondaryIndexes', 'LocalSecondaryIndexes'])
      await expect(fixture.api.CreateTable({ ...TABLE, [kind]: [index] })).rejects.toMatchObject({
        code: 'ValidationException',
        message: `The local cloud does not keep secondary indexes; create the table without ${kind}.`,
      });
    expect(await fixture.api.ListTables({})).toEqual({ TableNames: [] });
  });

  it.each([
    [{ StreamEnabled: true }, /StreamViewType/],
    [{ StreamViewType: 'NEW_IMAGE' }, /streamEnabled/],
    [{ StreamEnabled: true, StreamViewType: 'ALL' }, /enum value set/],
  ])('is not made with the stream %j', async (StreamSpecification, message) => {
    await expect(fixture.api.CreateTable({ ...TABLE, StreamSpecification })).rejects.toMatchObject({
      code: 'ValidationException',
      message: expect.stringMatching(message) as string,
    });
  });

  it('refuses a parameter that it would have to forget', async () => {
    await expect(fixture.api.CreateTable({ ...TABLE, TableClass: 'STANDARD' })).rejects.toThrow(
      'The local cloud does not support the parameter TableClass of CreateTable.',
    );
  });

  it('answers what is not there as AWS does', async () => {
    await expect(put('a')).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
      message: 'Requested resource not found',
    });
    await expect(fixture.api.DescribeTable({ TableName: 'sales' })).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
      message: 'Requested resource not found: Table: sales not found',
    });
  });

  it('is listed in pages', async () => {
    for (const TableName of ['table-c', 'table-a', 'table-b']) await fixture.api.CreateTable({ ...TABLE, TableName });
    expect(await fixture.api.ListTables({ Limit: 2 })).toEqual({
      TableNames: ['table-a', 'table-b'],
      LastEvaluatedTableName: 'table-b',
    });
    expect(await fixture.api.ListTables({ ExclusiveStartTableName: 'table-b' })).toEqual({ TableNames: ['table-c'] });
  });

  it('keeps the tags it was made with', async () => {
    await fixture.api.CreateTable({ ...TABLE, Tags: [{ Key: 'team', Value: 'sales' }] });
    expect(await fixture.api.ListTagsOfResource({ ResourceArn: ARN })).toEqual({
      Tags: [{ Key: 'team', Value: 'sales' }],
    });
  });
});

describe('deleting a table', () => {
  it('is refused while it is protected', async () => {
    await fixture.api.CreateTable({ ...TABLE, DeletionProtectionEnabled: true });
    await expect(fixture.api.DeleteTable({ TableName: 'sales' })).rejects.toMatchObject({
      code: 'ValidationException',
    });
    await fixture.api.UpdateTable({ TableName: 'sales', DeletionProtectionEnabled: false });
    await fixture.api.DeleteTable({ TableName: 'sales' });
    expect(await fixture.api.ListTables({})).toEqual({ TableNames: [] });
  });

  it('leaves nothing to a table that takes its name, whose sequence numbers go on above', async () => {
    await fixture.api.CreateTable(TABLE);
    await put('a');
    const [before = ''] = await sequenceNumbers();
    await fixture.api.DeleteTable({ TableName: 'sales' });
    fixture.clock.advance(1);
    await fixture.api.CreateTable(TABLE);
    expect(await countItems()).toBe(0);
    expect(await sequenceNumbers()).toEqual([]);
    await put('a');
    const [after = ''] = await sequenceNumbers();
    expect(BigInt(after)).toBeGreaterThan(BigInt(before));
  });

  it('is finished at the next start when it was cut short', async () => {
    await fixture.api.CreateTable(TABLE);
    await put('a');
    await fixture.reopen({}, async () => {
      const engine = await DynaliteEngine.open(fixture.context);
      const table = engine.tables.find('sales');
      if (!table) throw new Error('The table is gone.');
      const writer = {
        change: async (operations: readonly BatchOperation[]): Promise<void> => {
          await engine.store.db.batch(operations);
          throw new Error('killed');
        },
      };
      await expect(engine.tables.remove(table, writer, fixture.clock.now())).rejects.toThrow('killed');
      await engine[Symbol.asyncDispose]();
    });

    expect(await fixture.api.ListTables({})).toEqual({ TableNames: [] });
    await fixture.api.CreateTable(TABLE);
    expect(await countItems()).toBe(0);
  });
});

describe('after a restart', () => {
  it('everything is there, and sequence numbers go on', async () => {
    await fixture.api.CreateTable(TABLE);
    for (const id of ['a', 'b']) await put(id);
    const before = await sequenceNumbers();
    await fixture.reopen();
    expect(await countItems()).toBe(2);
    expect(await sequenceNumbers()).toEqual(before);
    await put('c');
    const after = (await sequenceNumbers()).map(BigInt);
    expect(after).toEqual([...before.map(BigInt), (after[1] ?? 0n) + 1n]);
  });

  it('sequence numbers go on even when every record was trimmed', async () => {
    await fixture.api.CreateTable(TABLE);
    for (const id of ['a', 'b']) await put(id);
    const before = await sequenceNumbers();
    fixture.clock.advance(25 * HOUR_MS);
    for (const stream of fixture.dynamoDb.changeStreams.all()) await stream.trim(fixture.clock);
    expect(await sequenceNumbers()).toEqual([]);
    await fixture.reopen();
    await put('c');
    const [next = '0'] = await sequenceNumbers();
    expect(BigInt(next)).toBe(BigInt(before[1] ?? '') + 1n);
  });
});

describe('old stream records', () => {
  it('are removed once they are older than 24 hours, and none that is not', async () => {
    await fixture.api.CreateTable(TABLE);
    await put('old');
    fixture.clock.advance(23 * HOUR_MS);
    await put('young');
    const [, young] = await sequenceNumbers();
    const [stream] = fixture.dynamoDb.changeStreams.all();
    await stream?.trim(fixture.clock);
    expect(await sequenceNumbers()).toHaveLength(2);
    fixture.clock.advance(HOUR_MS + 1_000);
    await stream?.trim(fixture.clock);
    expect(await sequenceNumbers()).toEqual([young]);
  });

  it('are looked for at the start and every hour', async () => {
    await fixture.api.CreateTable(TABLE);
    await put('old');
    fixture.clock.advance(24 * HOUR_MS);
    const [stream] = fixture.dynamoDb.changeStreams.all();
    const trimmed: number[] = [];
    const trim = stream?.trim.bind(stream);
    const trimming = new Promise<void>((resolve) => {
      if (stream && trim)
        stream.trim = async (...args) => {
          await trim(...args);
          trimmed.push((await sequenceNumbers()).length);
          if (trimmed.length === 2) resolve();
          else
            setImmediate(() => {
              fixture.clock.advance(HOUR_MS);
            });
        };
    });
    await fixture.dynamoDb.start?.();
    await trimming;
    expect(trimmed).toEqual([1, 0]);
  });
});
