import { createDynamoDbStreams, type DynamoDbStreams } from './dynamodb-streams.js';
import type { GetRecordsOutput } from './get-records.js';
import type { GetShardIteratorInput } from './get-shard-iterator.js';
import { DynamoDbFixture, idsOf as idsOfRecords } from '../dynamodb/testing/dynamodb-fixture.js';

const MINUTE_MS = 60 * 1000;
const HOUR_MS = 60 * MINUTE_MS;
const StreamArn = 'arn:aws:dynamodb:eu-west-1:123456789012:table/sales/stream/2026-11-23T12:00:00.000';

let fixture: DynamoDbFixture;
let streams: DynamoDbStreams;

beforeEach(async () => {
  fixture = await DynamoDbFixture.open();
  streams = await createDynamoDbStreams(fixture.context, fixture.dynamoDb);
  await fixture.createTable();
});
afterEach(() => fixture[Symbol.asyncDispose]());

const put = async (...ids: readonly string[]): Promise<void> => {
  for (const id of ids) await fixture.put(id);
};
const shardId = async (): Promise<string> =>
  (await streams.api.DescribeStream({ StreamArn })).StreamDescription.Shards[0]?.ShardId ?? '';
const iterator = async (ShardIteratorType: string, SequenceNumber?: string): Promise<string> => {
  const input = { StreamArn, ShardId: await shardId(), ShardIteratorType, ...(SequenceNumber && { SequenceNumber }) };
  return (await streams.api.GetShardIterator(input as GetShardIteratorInput)).ShardIterator;
};
const idsOf = ({ Records }: GetRecordsOutput): readonly unknown[] => idsOfRecords(Records);
const read = async (ShardIterator: string): Promise<readonly unknown[]> =>
  idsOf(await streams.api.GetRecords({ ShardIterator }));
const sequenceNumbers = async (): Promise<readonly string[]> =>
  (await streams.api.GetRecords({ ShardIterator: await iterator('TRIM_HORIZON') })).Records.map(
    ({ dynamodb }) => dynamodb.SequenceNumber,
  );

describe('a shard iterator', () => {
  it('starts where its type says', async () => {
    await put('a', 'b', 'c');
    const [, second] = await sequenceNumbers();
    const latest = await iterator('LATEST');
    await put('d');
    expect(await read(await iterator('TRIM_HORIZON'))).toEqual(['a', 'b', 'c', 'd']);
    expect(await read(await iterator('AT_SEQUENCE_NUMBER', second))).toEqual(['b', 'c', 'd']);
    expect(await read(await iterator('AFTER_SEQUENCE_NUMBER', second))).toEqual(['c', 'd']);
    expect(await read(latest)).toEqual(['d']);
  });

  it('leads on to what is written later, and stays open at the end', async () => {
    const first = await streams.api.GetRecords({ ShardIterator: await iterator('TRIM_HORIZON') });
    expect(first.Records).toEqual([]);
    await put('a', 'b', 'c');
    const second = await streams.api.GetRecords({ ShardIterator: first.NextShardIterator ?? '', Limit: 2 });
    expect(idsOf(second)).toEqual(['a', 'b']);
    expect(await read(second.NextShardIterator ?? '')).toEqual(['c']);
  });

  it('is valid for 15 minutes', async () => {
    await put('a');
    const ShardIterator = await iterator('TRIM_HORIZON');
    fixture.clock.advance(15 * MINUTE_MS);
    expect(await read(ShardIterator)).toEqual(['a']);
    fixture.clock.advance(1);
    await expect(read(ShardIterator)).rejects.toMatchObject({ code: 'ExpiredIteratorException' });
  });

  it('is no other text', async () => {
    for (const text of ['', 'x', `${StreamArn}|1|e30`, `${StreamArn}|1|bnVsbA`])
      await expect(read(text)).rejects.toMatchObject({ code: 'ValidationException' });
  });

  it('wants a sequence number of its stream', async () => {
    await put('a');
    await expect(iterator('AT_SEQUENCE_NUMBER')).rejects.toMatchObject({ code: 'ValidationException' });
    await expect(iterator('AFTER_SEQUENCE_NUMBER', '100000000000000000001')).rejects.toMatchObject({
      code: 'ValidationException',
    });
    await expect(iterator('SOMEWHERE')).rejects.toMatchObject({ code: 'ValidationException' });
  });
});

describe('records that are no longer kept', () => {
  it('cannot be read, but reading goes on after the last of them', async () => {
    await fixture.reopen({ shardLifetimeMs: 100 * HOUR_MS });
    streams = await createDynamoDbStreams(fixture.context, fixture.dynamoDb);
    await put('old-1', 'old-2');
    const [first, second] = await sequenceNumbers();
    fixture.clock.advance(25 * HOUR_MS);
    await put('young');
    const early = await iterator('AT_SEQUENCE_NUMBER', first);
    for (const stream of fixture.dynamoDb.changeStreams.all()) await stream.trim(fixture.clock);
    await expect(read(early)).rejects.toMatchObject({ code: 'TrimmedDataAccessException' });
    await expect(iterator('AFTER_SEQUENCE_NUMBER', first)).rejects.toMatchObject({
      code: 'TrimmedDataAccessException',
    });
    expect(await read(await iterator('AFTER_SEQUENCE_NUMBER', second))).toEqual(['young']);
    expect(await read(await iterator('TRIM_HORIZON'))).toEqual(['young']);
  });
});

describe('a stream that was disabled', () => {
  it('is shown as such, and its shard ends without another iterator', async () => {
    await put('a', 'b');
    const before = await iterator('TRIM_HORIZON');
    const [, second] = await sequenceNumbers();
    await fixture.api.UpdateTable({ TableName: 'sales', StreamSpecification: { StreamEnabled: false } });
    const { StreamDescription } = await streams.api.DescribeStream({ StreamArn });
    expect(StreamDescription).toMatchObject({
      StreamStatus: 'DISABLED',
      Shards: [{ SequenceNumberRange: { EndingSequenceNumber: second } }],
    });
    const first = await streams.api.GetRecords({ ShardIterator: before, Limit: 1 });
    expect(first.NextShardIterator).toBeDefined();
    const last = await streams.api.GetRecords({ ShardIterator: first.NextShardIterator ?? '' });
    expect(idsOf(last)).toEqual(['b']);
    expect(last.NextShardIterator).toBeUndefined();
    expect((await streams.api.GetRecords({ ShardIterator: await iterator('LATEST') })).Records).toEqual([]);
  });
});

describe('DescribeStream', () => {
  it('has no child of its shard, and nothing after it', async () => {
    const ShardId = await shardId();
    const describe = async (more: object): Promise<unknown> =>
      (await streams.api.DescribeStream({ StreamArn, ...more })).StreamDescription.Shards;
    expect(await describe({ Limit: 1 })).toHaveLength(1);
    expect(await describe({ ExclusiveStartShardId: ShardId })).toEqual([]);
    expect(await describe({ ShardFilter: { Type: 'CHILD_SHARDS', ShardId } })).toEqual([]);
    for (const more of [{ Limit: 0 }, { ShardFilter: { Type: 'OTHER' } }, { ShardFilter: { Type: 'CHILD_SHARDS' } }])
      await expect(describe(more)).rejects.toMatchObject({ code: 'ValidationException' });
  });
});

describe('GetRecords', () => {
  it('gives at most 1,000 records', async () => {
    await put('a');
    const ShardIterator = await iterator('TRIM_HORIZON');
    await expect(streams.api.GetRecords({ ShardIterator, Limit: 1_001 })).rejects.toMatchObject({
      code: 'LimitExceededException',
    });
    await expect(streams.api.GetRecords({ ShardIterator, Limit: 0 })).rejects.toMatchObject({
      code: 'ValidationException',
    });
  });

  it('gives at most 1 MB, and never nothing because of it', async () => {
    for (const id of ['a', 'b', 'c', 'd']) await fixture.put(id, { text: { S: 'x'.repeat(390_000) } });
    const first = await streams.api.GetRecords({ ShardIterator: await iterator('TRIM_HORIZON') });
    expect(idsOf(first)).toEqual(['a', 'b']);
    expect(await read(first.NextShardIterator ?? '')).toEqual(['c', 'd']);
  });

  it('gives each record the same id whenever it is read, and no two records one', async () => {
    await put('a', 'b');
    const read = async (): Promise<readonly string[]> =>
      (await streams.api.GetRecords({ ShardIterator: await iterator('TRIM_HORIZON') })).Records.map(
        ({ eventID }) => eventID,
      );
    const ids = await read();
    expect(await read()).toEqual(ids);
    expect(new Set(ids).size).toBe(2);
  });
});

describe('a stream', () => {
  it('is listed by table and in pages', async () => {
    await fixture.createTable({ TableName: 'returns' });
    const { Streams, LastEvaluatedStreamArn } = await streams.api.ListStreams({ Limit: 1 });
    expect(Streams.map(({ TableName }) => TableName)).toEqual(['returns']);
    const next = await streams.api.ListStreams({
      ...(LastEvaluatedStreamArn && { ExclusiveStartStreamArn: LastEvaluatedStreamArn }),
    });
    expect(next).toEqual({ Streams: [{ StreamArn, TableName: 'sales', StreamLabel: '2026-11-23T12:00:00.000' }] });
    expect((await streams.api.ListStreams({ TableName: 'sales' })).Streams).toEqual(next.Streams);
  });

  it('that is not there is answered as AWS does', async () => {
    const unknown = { StreamArn: `${StreamArn}9` };
    await expect(streams.api.DescribeStream(unknown)).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
      message: `Requested resource not found: Stream: ${StreamArn}9 not found`,
    });
    await expect(
      streams.api.GetShardIterator({ StreamArn, ShardId: 'shardId-1', ShardIteratorType: 'LATEST' }),
    ).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
    });
  });

  it('knows exactly how many records come after a sequence number, also after a trim', async () => {
    expect(await streams.latestSequenceNumber(StreamArn)).toBeUndefined();
    expect(await streams.pendingAfter(StreamArn, undefined)).toBe(0);
    await put('a', 'b', 'c');
    const [first, , third] = await sequenceNumbers();
    expect(await streams.pendingAfter(StreamArn, undefined)).toBe(3);
    expect(await streams.pendingAfter(StreamArn, first)).toBe(2);
    expect(await streams.pendingAfter(StreamArn, third)).toBe(0);
    expect(await streams.latestSequenceNumber(StreamArn)).toBe(third);
    fixture.clock.advance(25 * HOUR_MS);
    for (const stream of fixture.dynamoDb.changeStreams.all()) await stream.trim(fixture.clock);
    expect(await streams.pendingAfter(StreamArn, first)).toBe(0);
    await put('d');
    expect(await streams.pendingAfter(StreamArn, first)).toBe(1);
  });
});
