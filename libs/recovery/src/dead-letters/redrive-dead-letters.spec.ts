import * as fc from 'fast-check';
import { attempt, CutShort, type Cut } from '../__fixtures__/cut-short.js';
import { MemoryQueue } from '../__fixtures__/memory-queue.js';
import { itemOf, recordOf, sequenceOf } from '../__fixtures__/sales.js';
import type { ChangeTarget, OutgoingRecord } from '../kinesis/put-records.js';
import type { ChangeSource, StreamRecord } from './ports.js';
import { redriveDeadLetters } from './redrive-dead-letters.js';

const STREAM = 'arn:aws:dynamodb:eu-west-1:000000000000:table/sales-dev/stream/2026-11-23T00:00:00.000';

/** A shard with these changes, of which the first ones may be trimmed; a page has two, and every other page is empty. */
class MemoryShard implements ChangeSource {
  constructor(
    private readonly positions: readonly number[],
    private readonly trimmed = 0,
  ) {}

  async GetShardIterator(input: { readonly ShardIteratorType: string; readonly SequenceNumber?: string }) {
    if (input.ShardIteratorType === 'TRIM_HORIZON') return { ShardIterator: `${this.trimmed} full` };
    const start = this.positions.findIndex((position) => sequenceOf(position) === input.SequenceNumber);
    if (start === -1) throw Object.assign(new Error('Invalid SequenceNumber'), { name: 'ValidationException' });
    if (start < this.trimmed) throw Object.assign(new Error('trimmed'), { name: 'TrimmedDataAccessException' });
    return { ShardIterator: `${start} empty` };
  }

  async GetRecords({ ShardIterator }: { readonly ShardIterator: string }) {
    const [start = '', kind] = ShardIterator.split(' ');
    if (kind === 'empty') return { Records: [], NextShardIterator: `${start} full` };
    const end = Number(start) + 2;
    const page = this.positions.slice(Number(start), end);
    const Records: StreamRecord[] = page.map((position) => recordOf(itemOf(`s-${position}`), position));
    return { Records, NextShardIterator: `${Math.min(end, this.positions.length)} empty` };
  }
}

/** A stream that refuses the first records of a call now and then. */
class MemoryStream implements ChangeTarget {
  readonly taken: string[] = [];
  #calls = 0;

  constructor(private readonly refuses: boolean = false) {}

  async PutRecords({ Records }: { readonly Records: OutgoingRecord[] }) {
    const refused = this.refuses && this.#calls++ % 2 === 0 ? 1 : 0;
    for (const { Data } of Records.slice(refused)) this.taken.push(Buffer.from(Data).toString('utf8'));
    return {
      FailedRecordCount: refused,
      Records: Records.map((_, index) =>
        index < refused ? { ErrorCode: 'ProvisionedThroughputExceededException' } : {},
      ),
    };
  }

  get sequences(): readonly string[] {
    return this.taken.map(
      (data) => (JSON.parse(data) as { dynamodb: { SequenceNumber: string } }).dynamodb.SequenceNumber,
    );
  }
}

const letter = (first: number, last: number, streamArn = STREAM): string =>
  JSON.stringify({
    context: { partnerResourceArn: 'arn:aws:pipes:…', condition: 'RetryAttemptsExhausted' },
    version: '1.0',
    DDBStreamBatchInfo: {
      shardId: 'shardId-0',
      startSequenceNumber: sequenceOf(first),
      endSequenceNumber: sequenceOf(last),
      batchSize: last - first + 1,
      streamArn,
    },
  });

interface World {
  readonly queue: MemoryQueue;
  readonly source: ChangeSource;
  readonly target: MemoryStream;
}

const redrive = ({ queue, source, target }: World, cut?: Cut, dryRun = false) => {
  const short = new CutShort(cut);
  return redriveDeadLetters({
    queue: short.over<World['queue']>(queue),
    queueUrl: 'http://queue',
    source: short.over(source),
    target: short.over(target),
    streamName: 'sales-changes-dev',
    tableName: 'sales-dev',
    pause: async () => undefined,
    dryRun,
  });
};

const worldOf = (bodies: readonly string[], { trimmed = 0, refuses = false } = {}): World => ({
  queue: new MemoryQueue(bodies),
  source: new MemoryShard([1, 2, 3, 4, 5, 6, 7], trimmed),
  target: new MemoryStream(refuses),
});

describe('The redrive of the dead-letter queue', () => {
  it('puts the records that a message points to on the stream again, and the message goes', async () => {
    const world = worldOf([letter(2, 4)]);
    expect(await redrive(world)).toEqual({ redriven: 1, records: 3, kept: [] });
    expect(world.target.sequences).toEqual([2, 3, 4].map(sequenceOf));
    expect(world.queue.bodies.size).toBe(0);
    expect(JSON.parse(world.target.taken[0] ?? '')).toEqual({ ...recordOf(itemOf('s-2'), 2), eventSourceARN: STREAM });
  });

  it('puts again what the stream refuses', async () => {
    const world = worldOf([letter(1, 6)], { refuses: true });
    expect(await redrive(world)).toMatchObject({ redriven: 1, records: 6 });
    expect([...world.target.sequences].sort()).toEqual([1, 2, 3, 4, 5, 6].map(sequenceOf));
  });

  it('changes nothing in a dry run, and gives every message back at once', async () => {
    const world = worldOf([letter(2, 4), 'foreign']);
    expect(await redrive(world, undefined, true)).toMatchObject({ redriven: 1, records: 3, kept: [{}] });
    expect(world.target.taken).toEqual([]);
    expect(world.queue.bodies.size).toBe(2);
    expect(world.queue.inFlight).toBe(0);
  });

  it.each([
    ['a message of foreign form', 'hello', 'the message has no DDBStreamBatchInfo with a stream and a shard'],
    ['a message without numbers', letter(1, 2).replaceAll(/"1\d{20}"/g, '"x"'), /no first and last sequence number/],
    ['a message about another table', letter(1, 2, STREAM.replace('sales-dev', 'orders')), /no stream of the table/],
    ['a number that was never given out', letter(8, 9), /never gave out the sequence number/],
  ])('leaves %s where it is and says why', async (_, body, reason) => {
    const world = worldOf([body]);
    const { redriven, kept } = await redrive(world);
    expect({ redriven, taken: world.target.taken }).toEqual({ redriven: 0, taken: [] });
    expect(kept[0]?.reason).toMatch(reason);
    expect([...world.queue.bodies.values()]).toEqual([body]);
    expect(world.queue.inFlight).toBe(0);
  });

  it('brings home what the stream still has of a message, and keeps the message', async () => {
    const world = worldOf([letter(1, 3), letter(1, 2)], { trimmed: 2 });
    const { kept } = await redrive(world);
    expect(world.target.sequences).toEqual([sequenceOf(3)]);
    expect(kept.map(({ reason }) => reason)).toEqual([
      'the stream no longer has all of the records, only 1: reconcile the table with the lake, then backfill',
      'the stream no longer has the records: reconcile the table with the lake, then backfill',
    ]);
  });

  it('keeps a message whose record is too large for Kinesis', async () => {
    const large = { ...recordOf(itemOf('s-1'), 1), padding: 'x'.repeat(1024 * 1024) };
    const world: World = {
      ...worldOf([letter(1, 1)]),
      source: {
        GetShardIterator: async () => ({ ShardIterator: 'i' }),
        GetRecords: async () => ({ Records: [large] }),
      },
    };
    const { kept } = await redrive(world);
    expect(kept[0]?.reason).toMatch(/^1 records are larger than Kinesis takes/);
  });

  it('gives times and bytes of the SDK the form that the pipe gives them, and leaves attributes alone', async () => {
    const record = {
      eventID: 'e',
      userIdentity: { PrincipalId: 'dynamodb.amazonaws.com', Type: 'Service' },
      dynamodb: {
        ApproximateCreationDateTime: new Date(1_763_888_400_900),
        Keys: { sale_id: { S: 's-1' } },
        NewImage: { Type: { S: 'x' }, bytes: { B: new Uint8Array([1, 2]) }, PrincipalId: { M: { Type: { N: '1' } } } },
        SequenceNumber: sequenceOf(1),
      },
    };
    const world: World = {
      ...worldOf([letter(1, 1)]),
      source: {
        GetShardIterator: async () => ({ ShardIterator: 'i' }),
        GetRecords: async () => ({ Records: [record] }),
      },
    };
    await redrive(world);
    expect(JSON.parse(world.target.taken[0] ?? '')).toMatchObject({
      userIdentity: { principalId: 'dynamodb.amazonaws.com', type: 'Service' },
      dynamodb: {
        ApproximateCreationDateTime: 1_763_888_400,
        NewImage: { Type: { S: 'x' }, bytes: { B: 'AQI=' }, PrincipalId: { M: { Type: { N: '1' } } } },
      },
    });
  });

  const anyBodies = fc.array(
    fc.oneof(
      fc
        .tuple(fc.integer({ min: 1, max: 7 }), fc.nat(6))
        .map(([first, more]) => letter(first, Math.min(first + more, 7))),
      fc.constant('foreign'),
    ),
    { maxLength: 12 },
  );
  const pointedTo = (bodies: Iterable<string>): ReadonlySet<string> =>
    new Set(
      [...bodies].flatMap((body) => {
        if (body === 'foreign') return [];
        const { DDBStreamBatchInfo: info } = JSON.parse(body) as Record<string, Record<string, string>>;
        const at = (name: string) => Number(info?.[name]?.slice(1));
        const [first, last] = [at('startSequenceNumber'), at('endSequenceNumber')];
        return Array.from({ length: last - first + 1 }, (_, index) => sequenceOf(first + index));
      }),
    );

  it('loses nothing when it is cut short anywhere, and the next run brings the rest home', () =>
    fc.assert(
      fc.asyncProperty(anyBodies, fc.nat(40), fc.boolean(), fc.boolean(), async (bodies, call, hasEffect, refuses) => {
        const world = worldOf(bodies, { refuses });
        await attempt(() => redrive(world, { call, hasEffect }));
        const found = () => new Set([...world.target.sequences, ...pointedTo(world.queue.bodies.values())]);
        expect([...found()].sort()).toEqual([...pointedTo(bodies)].sort());
        world.queue.timePasses();
        await redrive(world);
        expect([...new Set(world.target.sequences)].sort()).toEqual([...pointedTo(bodies)].sort());
        expect([...world.queue.bodies.values()]).toEqual(bodies.filter((body) => body === 'foreign'));
        const taken = world.target.taken.length;
        await redrive(world);
        expect(world.target.taken).toHaveLength(taken);
      }),
      { numRuns: 100 },
    ));
});
