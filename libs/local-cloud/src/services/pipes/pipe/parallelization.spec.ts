import { AwsError } from '@sales-cdc/aws-wire';
import fc from 'fast-check';
import { PipeFixture, pipeProperties } from '../testing/pipe-fixture.js';
import type { PipeProperties } from './pipe-configuration.js';

const throttled = 'ProvisionedThroughputExceededException';
const wide = (ParallelizationFactor: number, partitionKey = '$.dynamodb.Keys.id.S'): PipeProperties =>
  pipeProperties({ BatchSize: 3, ParallelizationFactor }, { partitionKey });

interface Put {
  readonly id: string;
  /** The place in the stream. */
  readonly number: number;
}
const putsOf = (fixture: PipeFixture): readonly Put[] =>
  fixture.kinesis.put.map(({ text }) => {
    const { dynamodb } = JSON.parse(text) as { dynamodb: { Keys: { id: { S: string } }; SequenceNumber: string } };
    return { id: dynamodb.Keys.id.S, number: Number(dynamodb.SequenceNumber.slice(-4)) };
  });

/** Whether the puts of each item come in the order of the stream. */
const isInOrder = (puts: readonly Put[]): boolean => {
  const last = new Map<string, number>();
  return puts.every(({ id, number }) => {
    const isLater = number > (last.get(id) ?? -1);
    last.set(id, number);
    return isLater;
  });
};

describe('a pipe with a parallelization factor', () => {
  it('has batches of one shard under way at the same time, of different items', async () => {
    const run = await PipeFixture.create();
    run.add(40);
    let underWay = 0;
    let most = 0;
    const { PutRecords } = run.kinesis;
    const slowly: typeof PutRecords = async (input) => {
      most = Math.max(most, (underWay += 1));
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= 1;
      return PutRecords(input);
    };
    Object.assign(run.ports, { kinesis: { PutRecords: slowly } });
    await (await run.poller(wide(4))).poll();
    expect(most).toBe(4);
    expect(new Set(run.kinesis.ids).size).toBe(40);
    await run.remove();
  });

  it('goes on with other items while one is stuck, and keeps the checkpoint before it', async () => {
    const run = await PipeFixture.create();
    for (const id of ['stuck', 'a', 'b', 'c', 'stuck', 'd']) run.stream.add(id, { atMs: run.clock.now() });
    run.kinesis.trouble = (records) =>
      records.some(({ PartitionKey }) => PartitionKey === 'stuck') ? records.map(() => throttled) : undefined;
    await (await run.poller(wide(10))).poll();
    expect(run.kinesis.ids.length).toBeGreaterThan(0);
    expect(await run.savedPosition()).toBeUndefined();

    run.kinesis.trouble = () => undefined;
    await run.drain(await run.poller(wide(10)));
    expect(new Set(run.kinesis.ids)).toEqual(new Set(['stuck', 'a', 'b', 'c', 'd']));
    await run.remove();
  });

  it('keeps the order of each item, whatever the partition key of the target, and repeats nothing without a failure', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 40 }),
        fc.integer({ min: 1, max: 10 }),
        fc.constantFrom('$.dynamodb.Keys.id.S', '$.eventID', 'one for all'),
        fc.array(fc.boolean(), { maxLength: 20 }),
        async (ids, factor, partitionKey, failures) => {
          const run = await PipeFixture.create();
          for (const id of ids) run.stream.add(id, { atMs: run.clock.now() });
          run.kinesis.trouble = (records, call) => (failures[call - 1] ? records.map(() => throttled) : undefined);
          await run.drain(await run.poller(wide(factor, partitionKey)));
          const puts = putsOf(run);
          expect(isInOrder(puts)).toBe(true);
          expect(puts.map(({ number }) => number).sort((one, other) => one - other)).toEqual(
            ids.map((_, index) => index),
          );
          await run.remove();
        },
      ),
      { numRuns: 30 },
    ));

  it('loses nothing and never moves the checkpoint ahead, whatever fails and whenever it is killed', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 40 }),
        fc.integer({ min: 2, max: 10 }),
        fc.array(fc.constantFrom('ok', 'throttle some', 'one item fails', 'break', 'kill'), { maxLength: 12 }),
        async (ids, factor, story) => {
          const run = await PipeFixture.create();
          for (const id of ids) run.stream.add(id, { atMs: run.clock.now() });
          let outcome = 'ok';
          run.kinesis.trouble = (records) => {
            if (outcome === 'break') return new Error('ECONNRESET');
            if (outcome === 'one item fails' && records.some(({ PartitionKey }) => PartitionKey === 'a'))
              return new AwsError('AccessDeniedException', 'not allowed');
            return outcome === 'throttle some'
              ? records.map((_, index) => (index % 2 === 0 ? throttled : undefined))
              : undefined;
          };
          let poller = await run.poller(wide(factor));
          for (outcome of story) {
            // The poll of the one that is killed goes on beside the new one for a moment, as a late call would.
            const poll = poller.poll();
            if (outcome === 'kill') poller = await run.poller(wide(factor));
            await poll;
            run.clock.advance(10_000);
            const position = await run.savedPosition();
            const upTo = position === undefined ? -1 : Number(position.slice(-4));
            const found = new Set(putsOf(run).map(({ number }) => number));
            expect(ids.map((_, index) => index).filter((index) => index <= upTo && !found.has(index))).toEqual([]);
          }
          outcome = 'ok';
          await run.drain(await run.poller(wide(factor)));
          expect(new Set(putsOf(run).map(({ number }) => number)).size).toBe(ids.length);
          await run.remove();
        },
      ),
      { numRuns: 30 },
    ));
});
