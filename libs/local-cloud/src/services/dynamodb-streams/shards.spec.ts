import fc from 'fast-check';
import { DynamoDbFixture, idsOf } from '../dynamodb/testing/dynamodb-fixture.js';
import type { DescribeStreamOutput } from './describe-stream.js';
import { createDynamoDbStreams, type DynamoDbStreams } from './dynamodb-streams.js';

const HOUR_MS = 60 * 60 * 1000;
const StreamArn = 'arn:aws:dynamodb:eu-west-1:123456789012:table/sales/stream/2026-11-23T12:00:00.000';
type Shard = DescribeStreamOutput['StreamDescription']['Shards'][number];

/** A stream as its readers see it. */
class Reader implements AsyncDisposable {
  #streams: DynamoDbStreams | undefined;

  private constructor(readonly fixture: DynamoDbFixture) {}

  static async open(shardsPerStream = 1, shardLifetimeMs = 4 * HOUR_MS): Promise<Reader> {
    const reader = new Reader(await DynamoDbFixture.open({ shardsPerStream, shardLifetimeMs }));
    await reader.#start();
    await reader.fixture.createTable();
    return reader;
  }

  async #start(): Promise<void> {
    this.#streams = await createDynamoDbStreams(this.fixture.context, this.fixture.dynamoDb);
  }

  /** With the setting of one shard for each new stream, which must not matter to one that is there. */
  async reopen(): Promise<void> {
    await this.fixture.reopen({ shardsPerStream: 1 });
    await this.#start();
  }

  get streams(): DynamoDbStreams {
    if (!this.#streams) throw new Error('The streams are not open.');
    return this.#streams;
  }

  /** Puts the items one after the other; each of a name that was there before is another version. */
  async put(...ids: readonly string[]): Promise<void> {
    for (const id of ids) await this.fixture.put(id, { n: { N: String((this.#version += 1)) } });
  }
  #version = 0;

  async describe(more: object = {}): Promise<DescribeStreamOutput['StreamDescription']> {
    return (await this.streams.api.DescribeStream({ StreamArn, ...more })).StreamDescription;
  }

  async shards(more: object = {}): Promise<readonly Shard[]> {
    return (await this.describe(more)).Shards;
  }

  iterator(ShardId: string, more: object = {}): Promise<{ readonly ShardIterator: string }> {
    return this.streams.api.GetShardIterator({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON', ...more });
  }

  /** Reads on, a few records at a time, until nothing more is there now; whether the shard has ended. */
  async read(shardId: string, Limit = 2): Promise<{ readonly ids: readonly unknown[]; readonly atEnd: boolean }> {
    const ids: unknown[] = [];
    let ShardIterator: string | undefined = (await this.iterator(shardId)).ShardIterator;
    while (ShardIterator !== undefined) {
      const { Records, NextShardIterator } = await this.streams.api.GetRecords({ ShardIterator, Limit });
      ids.push(...idsOf(Records));
      if (Records.length === 0 && NextShardIterator !== undefined) return { ids, atEnd: false };
      ShardIterator = NextShardIterator;
    }
    return { ids, atEnd: true };
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.fixture[Symbol.asyncDispose]();
  }
}

const opened: Reader[] = [];
const open = async (...settings: Parameters<typeof Reader.open>): Promise<Reader> => {
  const reader = await Reader.open(...settings);
  opened.push(reader);
  return reader;
};
afterEach(async () => {
  for (const reader of opened.splice(0)) await reader[Symbol.asyncDispose]();
});

describe('a shard', () => {
  it('is closed by the first change after four hours, which is the first of its child', async () => {
    const reader = await open();
    await reader.put('a', 'b');
    reader.fixture.clock.advance(4 * HOUR_MS);
    expect((await reader.shards())[0]?.SequenceNumberRange).not.toHaveProperty('EndingSequenceNumber');
    await reader.put('c');
    const [parent, child] = await reader.shards();
    expect(child).toMatchObject({ ParentShardId: parent?.ShardId });
    expect(child?.SequenceNumberRange).not.toHaveProperty('EndingSequenceNumber');
    expect(BigInt(child?.SequenceNumberRange.StartingSequenceNumber ?? '')).toBe(
      BigInt(parent?.SequenceNumberRange.EndingSequenceNumber ?? '') + 1n,
    );
    expect(await reader.read(parent?.ShardId ?? '')).toEqual({ ids: ['a', 'b'], atEnd: true });
    expect(await reader.read(child?.ShardId ?? '')).toEqual({ ids: ['c'], atEnd: false });
  });

  it('that took nothing stays open, however old it is', async () => {
    const reader = await open();
    reader.fixture.clock.advance(9 * HOUR_MS);
    await reader.put('a');
    expect(await reader.shards()).toHaveLength(1);
  });

  it('has a child after changes that were written at once, and only one', async () => {
    const reader = await open();
    await reader.put('a');
    reader.fixture.clock.advance(5 * HOUR_MS);
    await Promise.all(['b', 'c', 'd'].map((id) => reader.put(id)));
    const [parent, child, ...others] = await reader.shards();
    expect(others).toEqual([]);
    expect(await reader.read(parent?.ShardId ?? '')).toEqual({ ids: ['a'], atEnd: true });
    expect(await reader.read(child?.ShardId ?? '')).toEqual({ ids: ['b', 'c', 'd'], atEnd: false });
  });

  it('ends for whoever was at its end when it was closed', async () => {
    const reader = await open();
    await reader.put('a');
    const [shard] = await reader.shards();
    const { ShardIterator } = await reader.iterator(shard?.ShardId ?? '', { ShardIteratorType: 'LATEST' });
    reader.fixture.clock.advance(5 * HOUR_MS);
    await reader.put('b');
    const again = await reader.iterator(shard?.ShardId ?? '', { ShardIteratorType: 'LATEST' });
    expect(await reader.streams.api.GetRecords(again)).toEqual({ Records: [] });
    await expect(reader.streams.api.GetRecords({ ShardIterator })).rejects.toMatchObject({
      code: 'ExpiredIteratorException',
    });
  });

  it('knows no sequence number of another', async () => {
    const reader = await open();
    await reader.put('a');
    reader.fixture.clock.advance(5 * HOUR_MS);
    await reader.put('b');
    const [parent, child] = await reader.shards();
    const SequenceNumber = parent?.SequenceNumberRange.EndingSequenceNumber;
    const more = { ShardIteratorType: 'AT_SEQUENCE_NUMBER', SequenceNumber };
    await expect(reader.iterator(child?.ShardId ?? '', more)).rejects.toMatchObject({ code: 'ValidationException' });
  });

  it('is gone once all of it was trimmed; a reader that still has it is told that it is at the end', async () => {
    const reader = await open();
    await reader.put('a');
    const [parent] = await reader.shards();
    reader.fixture.clock.advance(25 * HOUR_MS);
    await reader.put('b');
    expect(await reader.shards()).toHaveLength(2);
    await reader.fixture.stream.trim(reader.fixture.clock);
    for (const reopen of [async () => undefined, () => reader.reopen()]) {
      await reopen();
      expect(await reader.shards()).toMatchObject([{ ParentShardId: parent?.ShardId }]);
      expect(await reader.read(parent?.ShardId ?? '')).toEqual({ ids: [], atEnd: true });
    }
  });

  it('is forgotten when a hundred later ones were trimmed as well', async () => {
    const reader = await open(1, HOUR_MS);
    const [first] = await reader.shards();
    for (let hour = 0; hour < 130; hour += 1) {
      await reader.put('a');
      reader.fixture.clock.advance(HOUR_MS);
    }
    await reader.fixture.stream.trim(reader.fixture.clock);
    const before = await reader.shards();
    expect(before.length).toBeLessThan(27);
    await expect(reader.iterator(first?.ShardId ?? '')).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
    await reader.reopen();
    expect(await reader.shards()).toEqual(before);
    await expect(reader.iterator(first?.ShardId ?? '')).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
  });
});

describe('DescribeStream', () => {
  it('gives a hundred shards at most, and the rest after the last of them', async () => {
    const reader = await open(130);
    const first = await reader.describe();
    expect(first.Shards).toHaveLength(100);
    expect(first.LastEvaluatedShardId).toBe(first.Shards.at(-1)?.ShardId);
    const second = await reader.describe({ ExclusiveStartShardId: first.LastEvaluatedShardId });
    expect(second.Shards).toHaveLength(30);
    expect(second).not.toHaveProperty('LastEvaluatedShardId');
    expect(new Set([...first.Shards, ...second.Shards].map(({ ShardId }) => ShardId)).size).toBe(130);
    expect(await reader.shards({ Limit: 7 })).toEqual(first.Shards.slice(0, 7));
  });

  it('finds the child of a shard', async () => {
    const reader = await open(2, HOUR_MS);
    await reader.put('a', 'b', 'c', 'd');
    reader.fixture.clock.advance(HOUR_MS);
    await reader.put('a', 'b', 'c', 'd');
    const parents = (await reader.shards()).filter(({ ParentShardId }) => ParentShardId === undefined);
    expect(parents).toHaveLength(2);
    for (const { ShardId } of parents)
      expect(await reader.shards({ ShardFilter: { Type: 'CHILD_SHARDS', ShardId } })).toMatchObject([
        { ParentShardId: ShardId },
      ]);
  });
});

describe('the stream of a deleted table', () => {
  it('is disabled and can be read for 24 hours, also after a restart and beside that of a new table', async () => {
    const reader = await open(2);
    await reader.put('a', 'b', 'c');
    await reader.fixture.api.DeleteTable({ TableName: 'sales' });
    await reader.fixture.createTable();
    await reader.put('d');
    await reader.reopen();
    const { StreamStatus, Shards } = await reader.describe();
    expect(StreamStatus).toBe('DISABLED');
    const read = await Promise.all(Shards.map(({ ShardId }) => reader.read(ShardId)));
    expect(read.every(({ atEnd }) => atEnd)).toBe(true);
    expect(read.flatMap(({ ids }) => ids).sort()).toEqual(['a', 'b', 'c']);
    const { Streams } = await reader.streams.api.ListStreams({ TableName: 'sales' });
    expect(new Set(Streams.map(({ StreamLabel }) => StreamLabel)).size).toBe(2);

    reader.fixture.clock.advance(24 * HOUR_MS + 1);
    await reader.fixture.dynamoDb.start?.();
    await reader.reopen();
    await expect(reader.describe()).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
    expect((await reader.streams.api.ListStreams({ TableName: 'sales' })).Streams).toHaveLength(1);
  });
});

describe('a stream of several shards at a time', () => {
  const anyStep = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g') },
    { weight: 1, arbitrary: fc.constant('an hour') },
    { weight: 1, arbitrary: fc.constant('a restart') },
  );

  it('holds each change once, those of an item in order, parents before children', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.array(anyStep, { maxLength: 40 }), async (lanes, steps) => {
        await using reader = await Reader.open(lanes, HOUR_MS);
        const written: string[] = [];
        for (const step of steps)
          if (step === 'an hour') reader.fixture.clock.advance(HOUR_MS);
          else if (step === 'a restart') await reader.reopen();
          else {
            await reader.put(step);
            written.push(step);
          }

        const read: unknown[] = [];
        let pending = 0;
        const shards = await reader.shards();
        for (const { ShardId, ParentShardId } of shards) {
          const { ids, atEnd } = await reader.read(ShardId);
          const children = shards.filter((shard) => shard.ParentShardId === ShardId);
          expect(atEnd).toBe(children.length === 1);
          expect(await reader.streams.pendingAfter(StreamArn, undefined, ShardId)).toBe(ids.length);
          expect(ParentShardId === undefined || shards.some((shard) => shard.ShardId === ParentShardId)).toBe(true);
          pending += ids.length;
          read.push(...ids);
        }
        expect([...read].sort()).toEqual([...written].sort());
        expect(await reader.streams.pendingAfter(StreamArn, undefined)).toBe(pending);
        expect(shards.filter(({ ParentShardId }) => ParentShardId === undefined)).toHaveLength(lanes);
      }),
      { numRuns: 25 },
    );
  });

  it('has all changes of an item in one line of shards', async () => {
    const reader = await open(3, HOUR_MS);
    for (let hour = 0; hour < 3; hour += 1) {
      await reader.put('a', 'b', 'c', 'd', 'e');
      reader.fixture.clock.advance(HOUR_MS);
    }
    const lineOf = new Map<unknown, Set<string>>();
    for (const { ShardId } of await reader.shards())
      for (const id of (await reader.read(ShardId)).ids)
        lineOf.set(id, (lineOf.get(id) ?? new Set()).add(ShardId.slice(-8)));
    expect([...lineOf.values()].map(({ size }) => size)).toEqual([1, 1, 1, 1, 1]);
  });

  it('trims each, and a reader of an idle one misses nothing', async () => {
    const reader = await open(2);
    await reader.put('a', 'b', 'c', 'd');
    const idle = await Promise.all((await reader.shards()).map(({ ShardId }) => reader.read(ShardId)));
    expect(idle.every(({ ids }) => ids.length > 0)).toBe(true);
    reader.fixture.clock.advance(25 * HOUR_MS);
    await reader.put('a');
    await reader.fixture.stream.trim(reader.fixture.clock);
    const left = await Promise.all((await reader.shards()).map(({ ShardId }) => reader.read(ShardId)));
    expect(left.flatMap(({ ids }) => ids)).toEqual(['a']);
    expect(await reader.streams.pendingAfter(StreamArn, undefined)).toBe(1);
  });
});
