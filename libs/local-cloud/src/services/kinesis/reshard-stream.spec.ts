import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GetRecordsOutput } from '@aws-sdk/client-kinesis';
import { ManualClock } from '../../core/manual-clock.js';
import { testContext } from '../../core/test-context.js';
import { createKinesis, type Kinesis } from './kinesis.js';

const StreamName = 'sales';
const HOUR_MS = 60 * 60 * 1000;
const [FIRST, LOW, HIGH] = ['shardId-000000000000', 'shardId-000000000001', 'shardId-000000000002'] as const;
const HALF = String(1n << 127n);

let folder: string;
let clock: ManualClock;
let kinesis: Kinesis;

const open = async (): Promise<Kinesis> =>
  (kinesis = await createKinesis(testContext(folder, { clock, limits: 'lifted' })));
const reopen = async (): Promise<Kinesis> => {
  await kinesis[Symbol.asyncDispose]();
  return open();
};
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kinesis-'));
  clock = new ManualClock();
  await open();
  await kinesis.api.CreateStream({ StreamName, ShardCount: 1 });
});
afterEach(async () => {
  await kinesis[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const split = (): Promise<object> =>
  kinesis.api.SplitShard({ StreamName, ShardToSplit: FIRST, NewStartingHashKey: HALF });
const put = async (text: string, ExplicitHashKey = '0'): Promise<string> =>
  (await kinesis.api.PutRecord({ StreamName, PartitionKey: 'k', ExplicitHashKey, Data: Buffer.from(text) }))
    .SequenceNumber ?? '';
const readFrom = async (ShardId: string): Promise<GetRecordsOutput> => {
  const { ShardIterator } = await kinesis.api.GetShardIterator({
    StreamName,
    ShardId,
    ShardIteratorType: 'TRIM_HORIZON',
  });
  return kinesis.api.GetRecords({ ShardIterator });
};
const textsOf = ({ Records = [] }: GetRecordsOutput): readonly string[] =>
  Records.map(({ Data }) => Buffer.from(Data ?? []).toString());
const idsOf = async (filter?: object): Promise<readonly unknown[]> =>
  ((await kinesis.api.ListShards({ StreamName, ...(filter && { ShardFilter: filter as never }) })).Shards ?? []).map(
    ({ ShardId }) => Number(ShardId?.slice(-3)),
  );

describe('a shard that was split', () => {
  it('gives what it holds, and at its end its children and no iterator', async () => {
    await put('before');
    await split();
    await put('low');
    await put('high', HALF);
    const parent = await readFrom(FIRST);
    expect(textsOf(parent)).toEqual(['before']);
    expect(parent.NextShardIterator).toBeUndefined();
    expect(parent.ChildShards).toEqual([
      {
        ShardId: LOW,
        ParentShards: [FIRST],
        HashKeyRange: { StartingHashKey: '0', EndingHashKey: String((1n << 127n) - 1n) },
      },
      {
        ShardId: HIGH,
        ParentShards: [FIRST],
        HashKeyRange: { StartingHashKey: HALF, EndingHashKey: String((1n << 128n) - 1n) },
      },
    ]);
    expect(textsOf(await readFrom(LOW))).toEqual(['low']);
    expect(textsOf(await readFrom(HIGH))).toEqual(['high']);
  });

  it('has an ending sequence number below those of its children, and one can go on after it', async () => {
    const before = await put('before');
    await split();
    const after = await put('after');
    const { Shards = [] } = await kinesis.api.ListShards({ StreamName });
    const end = Shards[0]?.SequenceNumberRange?.EndingSequenceNumber ?? '';
    expect([before, end, after].sort()).toEqual([before, end, after]);
    const { ShardIterator } = await kinesis.api.GetShardIterator({
      StreamName,
      ShardId: FIRST,
      ShardIteratorType: 'AFTER_SEQUENCE_NUMBER',
      StartingSequenceNumber: end,
    });
    expect(await kinesis.api.GetRecords({ ShardIterator })).toMatchObject({ Records: [], MillisBehindLatest: 0 });
  });

  it('is so after a restart, with all its records and those of its children', async () => {
    await put('before');
    await split();
    await put('after');
    await reopen();
    expect((await readFrom(FIRST)).ChildShards).toHaveLength(2);
    await put('later');
    expect(textsOf(await readFrom(LOW))).toEqual(['after', 'later']);
  });

  it('loses none of what is put at the same time, and shows as closed only when all of it can be read', async () => {
    const puts = Array.from({ length: 50 }, (_, index) => put(`a${String(index)}`));
    const splitting = split();
    const more = Array.from({ length: 50 }, (_, index) => put(`b${String(index)}`));
    await Promise.all([splitting, ...puts, ...more]);
    const texts = [...textsOf(await readFrom(FIRST)), ...textsOf(await readFrom(LOW))];
    expect(texts).toHaveLength(100);
    expect(new Set(texts).size).toBe(100);
  });

  it('is forgotten when its retention is over', async () => {
    await split();
    clock.advance(25 * HOUR_MS);
    await kinesis.start?.();
    await reopen();
    expect(await idsOf()).toEqual([1, 2]);
    await expect(readFrom(FIRST)).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
  });

  it('cannot be split again, and neither can one that is not there', async () => {
    await split();
    await expect(split()).rejects.toMatchObject({ code: 'InvalidArgumentException' });
    await expect(
      kinesis.api.SplitShard({ StreamName, ShardToSplit: 'shardId-000000000009', NewStartingHashKey: HALF }),
    ).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
  });
});

describe('resharding a stream', () => {
  it.each([['0'], ['1'], [String((1n << 128n) - 1n)]])(
    'does not split at the hash key %s',
    async (NewStartingHashKey) => {
      await expect(
        kinesis.api.SplitShard({ StreamName, ShardToSplit: FIRST, NewStartingHashKey }),
      ).rejects.toMatchObject({ code: 'InvalidArgumentException' });
    },
  );

  it('merges neighbours into a child of both', async () => {
    await split();
    await kinesis.api.MergeShards({ StreamName, ShardToMerge: HIGH, AdjacentShardToMerge: LOW });
    const { Shards = [] } = await kinesis.api.ListShards({ StreamName });
    expect(Shards[3]).toMatchObject({ ParentShardId: HIGH, AdjacentParentShardId: LOW });
    await expect(
      kinesis.api.MergeShards({ StreamName, ShardToMerge: HIGH, AdjacentShardToMerge: LOW }),
    ).rejects.toMatchObject({ code: 'InvalidArgumentException' });
  });

  it('scales to at most the double and at least the half', async () => {
    const to = (TargetShardCount: number): Promise<unknown> =>
      kinesis.api.UpdateShardCount({ StreamName, TargetShardCount, ScalingType: 'UNIFORM_SCALING' });
    await expect(to(3)).rejects.toMatchObject({ code: 'InvalidArgumentException' });
    expect(await to(2)).toMatchObject({ CurrentShardCount: 1, TargetShardCount: 2 });
    await to(4);
    await to(3);
    await expect(to(1)).rejects.toMatchObject({ code: 'InvalidArgumentException' });
    const { StreamDescriptionSummary } = await kinesis.api.DescribeStreamSummary({ StreamName });
    expect(StreamDescriptionSummary?.OpenShardCount).toBe(3);
  });

  it('is refused for a stream on demand, whose shards are AWS’s to change', async () => {
    const StreamARN = 'arn:aws:kinesis:eu-west-1:123456789012:stream/sales';
    await kinesis.api.UpdateStreamMode({ StreamARN, StreamModeDetails: { StreamMode: 'ON_DEMAND' } });
    await expect(split()).rejects.toMatchObject({ code: 'ValidationException' });
    await reopen();
    const { StreamDescriptionSummary } = await kinesis.api.DescribeStreamSummary({ StreamName });
    expect(StreamDescriptionSummary?.StreamModeDetails?.StreamMode).toBe('ON_DEMAND');
  });

  it('shows in the list as the filter asks', async () => {
    clock.advance(1_000);
    await split();
    const splitAt = new Date(clock.now());
    const before = new Date(clock.now() - 500);
    clock.advance(1_000);
    await kinesis.api.MergeShards({ StreamName, ShardToMerge: LOW, AdjacentShardToMerge: HIGH });
    expect(await idsOf()).toEqual([0, 1, 2, 3]);
    expect(await idsOf({ Type: 'AT_LATEST' })).toEqual([3]);
    expect(await idsOf({ Type: 'AT_TRIM_HORIZON' })).toEqual([0]);
    expect(await idsOf({ Type: 'FROM_TRIM_HORIZON' })).toEqual([0, 1, 2, 3]);
    expect(await idsOf({ Type: 'AT_TIMESTAMP', Timestamp: splitAt })).toEqual([1, 2]);
    expect(await idsOf({ Type: 'FROM_TIMESTAMP', Timestamp: new Date(splitAt.getTime() + 1) })).toEqual([1, 2, 3]);
    expect(await idsOf({ Type: 'AT_TIMESTAMP', Timestamp: before })).toEqual([0]);
    expect(await idsOf({ Type: 'AFTER_SHARD_ID', ShardId: LOW })).toEqual([2, 3]);
    await expect(idsOf({ Type: 'AT_TIMESTAMP' })).rejects.toMatchObject({ code: 'InvalidArgumentException' });
    await expect(idsOf({ Type: 'SOMEWHERE' })).rejects.toMatchObject({ code: 'ValidationException' });
  });

  it('keeps the filter from page to page', async () => {
    await split();
    const first = await kinesis.api.ListShards({ StreamName, MaxResults: 1, ShardFilter: { Type: 'AT_LATEST' } });
    const second = await kinesis.api.ListShards({ NextToken: first.NextToken });
    expect([...(first.Shards ?? []), ...(second.Shards ?? [])].map(({ ShardId }) => ShardId)).toEqual([LOW, HIGH]);
    await expect(kinesis.api.ListShards({ NextToken: 'x' })).rejects.toMatchObject({
      code: 'InvalidArgumentException',
    });
  });
});

describe('a reader that takes up children after their parents', () => {
  /** As consumers do: a shard is read to its end before one that it is a parent of is begun. */
  const readAll = async (): Promise<readonly string[]> => {
    const { Shards = [] } = await kinesis.api.ListShards({ StreamName });
    const texts: string[] = [];
    // Shards are listed in the order in which they were opened, so parents come first.
    for (const { ShardId = '' } of Shards) texts.push(...textsOf(await readFrom(ShardId)));
    return texts;
  };

  it('sees the records of each key in the order of their puts, whatever was resharded meanwhile', async () => {
    const keys = Array.from({ length: 8 }, (_, place) => String((BigInt(place) << 125n) + 5n));
    const counts = [2, 4, 3, 2, 1, 2];
    for (const [round, TargetShardCount] of counts.entries()) {
      const putAll = (half: number): Promise<unknown> =>
        Promise.all(keys.map((key, place) => put(`${String(place)}:${String(round * 2 + half)}`, key)));
      await putAll(0);
      await Promise.all([
        putAll(1),
        kinesis.api.UpdateShardCount({ StreamName, TargetShardCount, ScalingType: 'UNIFORM_SCALING' }),
      ]);
    }
    const texts = await readAll();
    for (const place of keys.keys())
      expect(texts.filter((text) => text.startsWith(`${String(place)}:`)).map((text) => Number(text.slice(2)))).toEqual(
        Array.from({ length: counts.length * 2 }, (_, index) => index),
      );
    expect(texts).toHaveLength(keys.length * counts.length * 2);
  });
});

describe('the tags of a stream', () => {
  it('are kept, replaced by key, listed in pages and removed', async () => {
    await kinesis.api.AddTagsToStream({ StreamName, Tags: { team: 'sales', stage: 'dev' } });
    await kinesis.api.AddTagsToStream({ StreamName, Tags: { team: 'data' } });
    await reopen();
    expect(await kinesis.api.ListTagsForStream({ StreamName, Limit: 1 })).toEqual({
      Tags: [{ Key: 'stage', Value: 'dev' }],
      HasMoreTags: true,
    });
    expect((await kinesis.api.ListTagsForStream({ StreamName, ExclusiveStartTagKey: 'stage' })).Tags).toEqual([
      { Key: 'team', Value: 'data' },
    ]);
    await kinesis.api.RemoveTagsFromStream({ StreamName, TagKeys: ['stage', 'other'] });
    expect((await kinesis.api.ListTagsForStream({ StreamName })).Tags).toHaveLength(1);
  });

  it('are 50 at most', async () => {
    const Tags = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`tag${String(index)}`, '']));
    await expect(kinesis.api.AddTagsToStream({ StreamName, Tags })).rejects.toMatchObject({
      code: 'InvalidArgumentException',
    });
  });
});
