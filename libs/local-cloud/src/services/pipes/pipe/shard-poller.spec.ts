import { AwsError } from '@sales-cdc/aws-wire';
import fc from 'fast-check';
import { PipeFixture, pipeProperties, SHARD_ID, STREAM_ARN } from '../testing/pipe-fixture.js';

const throttled = 'ProvisionedThroughputExceededException';
const denied = (): AwsError => new AwsError('AccessDeniedException', 'not allowed');

interface DeadLetter {
  readonly context: { readonly condition: string };
  readonly DDBStreamBatchInfo: {
    readonly startSequenceNumber: string;
    readonly endSequenceNumber: string;
    readonly batchSize: number;
  };
}
const deadLetters = (fixture: PipeFixture): readonly DeadLetter[] =>
  fixture.queue.bodies.map((body) => JSON.parse(body) as DeadLetter);
const numbers = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from }, (_, index) => `a${from + index}`);

describe('a poller of a shard', () => {
  let fixture: PipeFixture;
  beforeEach(async () => {
    fixture = await PipeFixture.create();
  });
  afterEach(() => fixture.remove());

  it('puts each record on Kinesis as the JSON text of one event with the ARN of its source, without a newline', async () => {
    const record = fixture.stream.add('s1', { atMs: fixture.clock.now(), image: { price: { N: '0.10' } } });
    await (await fixture.poller()).poll();
    expect(fixture.kinesis.put).toEqual([
      { key: 's1', text: JSON.stringify({ ...record, eventSourceARN: STREAM_ARN }) },
    ]);
  });

  it('sends batches of at most BatchSize, in order', async () => {
    fixture.add(25);
    await (await fixture.poller()).poll();
    expect(fixture.kinesis.calls.map(({ Records }) => Records?.length)).toEqual([10, 10, 5]);
    expect(fixture.kinesis.ids).toEqual(numbers(0, 25));
  });

  it('says that it can go on at once when another full batch waits', async () => {
    fixture.add(1010);
    const poller = await fixture.poller();
    expect(await poller.poll()).toBe(true);
    expect(await poller.poll()).toBe(false);
    expect(fixture.counts.delivered).toBe(1010);
  });

  it('waits for a batch to fill until its window has passed', async () => {
    const poller = await fixture.poller(pipeProperties({ MaximumBatchingWindowInSeconds: 5 }));
    fixture.add(3);
    await poller.poll();
    fixture.clock.advance(4_999);
    fixture.add(2, 3);
    await poller.poll();
    expect(fixture.kinesis.calls).toHaveLength(0);
    expect(await fixture.savedPosition()).toBeUndefined();
    fixture.clock.advance(1);
    await poller.poll();
    expect(fixture.kinesis.ids).toEqual(numbers(0, 5));
  });

  it('sends a full batch before its window has passed', async () => {
    const poller = await fixture.poller(pipeProperties({ MaximumBatchingWindowInSeconds: 5 }));
    fixture.add(12);
    await poller.poll();
    expect(fixture.kinesis.ids).toEqual(numbers(0, 10));
  });

  it('ends a batch at 6 MB, and a call at 5 MB', async () => {
    for (let index = 0; index < 8; index++)
      fixture.stream.add(`a${index}`, { atMs: fixture.clock.now(), image: { text: { S: 'x'.repeat(1_000_000) } } });
    await (await fixture.poller()).poll();
    expect(fixture.kinesis.calls.map(({ Records }) => Records?.length)).toEqual([5, 1, 2]);
    expect(fixture.kinesis.ids).toEqual(numbers(0, 8));
  });

  it('passes over records that do not match, and moves the checkpoint past them', async () => {
    const poller = await fixture.poller(
      pipeProperties(
        {},
        { patterns: [{ eventName: ['INSERT', 'MODIFY'] }, { dynamodb: { Keys: { id: { S: ['kept'] } } } }] },
      ),
    );
    fixture.stream.add('a', { eventName: 'MODIFY', atMs: fixture.clock.now() });
    fixture.stream.add('kept', { eventName: 'REMOVE', atMs: fixture.clock.now() });
    const last = fixture.stream.add('b', { eventName: 'REMOVE', atMs: fixture.clock.now() });
    await poller.poll();
    expect(fixture.kinesis.ids).toEqual(['a', 'kept']);
    expect(fixture.counts).toMatchObject({ read: 3, filtered: 1, delivered: 2 });
    expect(await fixture.savedPosition()).toBe(last.dynamodb.SequenceNumber);
  });

  it('goes on after the checkpoint when it is started again', async () => {
    fixture.add(3);
    await (await fixture.poller()).poll();
    fixture.add(2, 3);
    await (await fixture.poller()).poll();
    expect(fixture.kinesis.ids).toEqual(numbers(0, 5));
  });

  it('takes a new iterator at the same place when the one it has expired', async () => {
    const poller = await fixture.poller();
    fixture.add(2);
    await poller.poll();
    fixture.stream.expireIterators();
    fixture.add(2, 2);
    await poller.poll();
    expect(fixture.kinesis.ids).toEqual(numbers(0, 4));
  });

  it('goes on with the oldest record there is, and says so, when records were trimmed before it read them', async () => {
    const poller = await fixture.poller();
    fixture.add(2);
    await poller.poll();
    fixture.add(4, 2);
    fixture.stream.trim(4);
    await poller.poll();
    expect(fixture.kinesis.ids).toEqual(['a0', 'a1', 'a4', 'a5']);
    expect(fixture.problems).toEqual([expect.stringContaining('were trimmed')]);
  });

  describe('when the target is busy', () => {
    it('sends again only what failed, after a pause, and keeps the checkpoint before it until then', async () => {
      const poller = await fixture.poller();
      fixture.add(4);
      fixture.kinesis.trouble = (_, call) => (call === 1 ? [undefined, throttled, undefined, throttled] : undefined);
      await poller.poll();
      expect(fixture.kinesis.ids).toEqual(['a0', 'a2']);
      expect(await fixture.savedPosition()).toMatch(/0$/);
      await poller.poll();
      expect(fixture.kinesis.calls).toHaveLength(1);
      fixture.clock.advance(250);
      await poller.poll();
      expect(fixture.kinesis.ids).toEqual(['a0', 'a2', 'a1', 'a3']);
      expect(await fixture.savedPosition()).toMatch(/3$/);
      expect(fixture.counts).toMatchObject({ delivered: 4, retried: 2, deadLettered: 0 });
    });

    it.each([
      ['throttles every record', [throttled]],
      ['throttles the call', new AwsError(throttled, 'slow down')],
      ['fails by itself', new AwsError('InternalFailure', 'oops', 500)],
      ['is not to be reached', new Error('ECONNRESET')],
    ])('never gives records up for it: it %s', async (_, trouble) => {
      const poller = await fixture.poller(pipeProperties({ MaximumRetryAttempts: 0 }));
      fixture.add(1);
      fixture.kinesis.trouble = (__, call) => (call <= 20 ? trouble : undefined);
      await fixture.drain(poller);
      expect(fixture.kinesis.ids).toEqual(['a0']);
      expect(fixture.queue.bodies).toEqual([]);
    });

    it('makes its pauses longer and longer, up to ten seconds', async () => {
      const poller = await fixture.poller();
      fixture.add(1);
      fixture.kinesis.trouble = () => [throttled];
      const attemptsAtMs: number[] = [];
      while (fixture.clock.elapsedMs() < 40_000) {
        const before = fixture.kinesis.calls.length;
        await poller.poll();
        if (fixture.kinesis.calls.length > before) attemptsAtMs.push(fixture.clock.elapsedMs());
        fixture.clock.advance(250);
      }
      expect(attemptsAtMs).toEqual([0, 250, 750, 1_750, 3_750, 7_750, 15_750, 25_750, 35_750]);
    });

    it('tells of it only when it lasts', async () => {
      const poller = await fixture.poller();
      fixture.add(2);
      fixture.kinesis.trouble = (_, call) => (call === 1 ? [undefined, throttled] : undefined);
      await fixture.drain(poller);
      expect(fixture.problems).toEqual([]);
    });

    it('gives up what has become older than MaximumRecordAgeInSeconds', async () => {
      const poller = await fixture.poller(pipeProperties({ MaximumRecordAgeInSeconds: 60 }));
      fixture.add(1);
      fixture.kinesis.trouble = () => [throttled];
      await poller.poll();
      fixture.clock.advance(60_000);
      await poller.poll();
      expect(fixture.queue.bodies).toEqual([]);
      fixture.clock.advance(10_001);
      await poller.poll();
      expect(deadLetters(fixture).map(({ context }) => context.condition)).toEqual(['RecordAgeExceeded']);
    });
  });

  describe('when records are at fault', () => {
    it('tries MaximumRetryAttempts more times and sends a pointer to the batch to the dead-letter queue', async () => {
      const poller = await fixture.poller(pipeProperties({ MaximumRetryAttempts: 2 }));
      fixture.add(3);
      fixture.kinesis.trouble = denied;
      await fixture.drain(poller);
      expect(fixture.kinesis.calls).toHaveLength(3);
      expect(fixture.queue.bodies.map((body) => JSON.parse(body) as unknown)).toEqual([
        {
          context: {
            partnerResourceArn: 'arn:aws:pipes:us-east-1:000000000000:pipe/changes',
            condition: 'RetryAttemptsExhausted',
          },
          version: '1.0',
          timestamp: '2026-11-23T12:00:20Z',
          DDBStreamBatchInfo: {
            shardId: SHARD_ID,
            startSequenceNumber: '100000000000000000000',
            endSequenceNumber: '100000000000000000002',
            approximateArrivalOfFirstRecord: '2026-11-23T12:00:00Z',
            approximateArrivalOfLastRecord: '2026-11-23T12:00:00Z',
            batchSize: 3,
            streamArn: STREAM_ARN,
          },
        },
      ]);
      expect(fixture.counts).toMatchObject({ delivered: 0, deadLettered: 3 });
    });

    it('halves the batch until the bad record is alone, and delivers all the others in order', async () => {
      const poller = await fixture.poller(
        pipeProperties({ MaximumRetryAttempts: 1, OnPartialBatchItemFailure: 'AUTOMATIC_BISECT' }),
      );
      fixture.add(10);
      fixture.kinesis.trouble = (records) =>
        records.some(({ PartitionKey }) => PartitionKey === 'a6') ? denied() : undefined;
      await fixture.drain(poller);
      expect(fixture.kinesis.ids).toEqual([...numbers(0, 6), ...numbers(7, 10)]);
      expect(deadLetters(fixture).map(({ DDBStreamBatchInfo }) => DDBStreamBatchInfo)).toEqual([
        expect.objectContaining({
          startSequenceNumber: '100000000000000000006',
          endSequenceNumber: '100000000000000000006',
          batchSize: 1,
        }),
      ]);
    });

    it('takes a record without a value at the path of PartitionKey for one of them', async () => {
      const poller = await fixture.poller(
        pipeProperties({ MaximumRetryAttempts: 0, OnPartialBatchItemFailure: 'AUTOMATIC_BISECT' }),
      );
      fixture.add(1);
      fixture.stream.addRaw({ eventID: 'x', eventName: 'INSERT', dynamodb: { Keys: {} } }, fixture.clock.now());
      fixture.add(1, 2);
      await fixture.drain(poller);
      expect(fixture.kinesis.ids).toEqual(['a0', 'a2']);
      expect(deadLetters(fixture)).toHaveLength(1);
    });

    it('blocks the shard when retries are without end', async () => {
      const poller = await fixture.poller(pipeProperties({ MaximumRetryAttempts: -1 }));
      fixture.add(1);
      fixture.kinesis.trouble = denied;
      await expect(fixture.drain(poller, 50)).rejects.toThrow('Not drained');
      expect(fixture.kinesis.calls).toHaveLength(50);
      expect(fixture.queue.bodies).toEqual([]);
    });

    it('keeps the checkpoint before a record that the dead-letter queue has not taken', async () => {
      const poller = await fixture.poller(pipeProperties({ MaximumRetryAttempts: 0 }));
      fixture.add(1);
      fixture.kinesis.trouble = denied;
      fixture.queue.refusals = 1;
      await poller.poll();
      expect(await fixture.savedPosition()).toBeUndefined();
      expect(fixture.problems.at(-1)).toContain('did not take a message: The disk is full.');
      fixture.clock.advance(250);
      await poller.poll();
      expect(fixture.queue.bodies).toHaveLength(1);
      expect(await fixture.savedPosition()).toBe('100000000000000000000');
    });

    it('discards it with a report when the pipe has no dead-letter queue', async () => {
      const parameters = { StartingPosition: 'TRIM_HORIZON', BatchSize: 10, MaximumRetryAttempts: 0 } as const;
      const poller = await fixture.poller({
        ...pipeProperties(),
        SourceParameters: { DynamoDBStreamParameters: parameters },
      });
      fixture.add(2);
      fixture.kinesis.trouble = denied;
      await poller.poll();
      expect(fixture.counts).toMatchObject({ discarded: 2, delivered: 0 });
      expect(fixture.problems.at(-1)).toBe(
        '2 records were discarded (RetryAttemptsExhausted); the pipe has no dead-letter queue.',
      );
    });
  });

  it('loses nothing and never moves the checkpoint ahead, whatever fails and however often it is restarted', async () => {
    const poison = fc.constantFrom('a3', 'a17', 'none');
    const outcomes = fc.array(
      fc.constantFrom('ok', 'ok', 'throttle', 'throttle some', 'break', 'restart', 'queue breaks'),
      { maxLength: 40 },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 30 }),
        poison,
        outcomes,
        fc.integer({ min: 0, max: 2 }),
        async (count, bad, story, attempts) => {
          const run = await PipeFixture.create();
          const properties = pipeProperties(
            { BatchSize: 7, MaximumRetryAttempts: attempts, OnPartialBatchItemFailure: 'AUTOMATIC_BISECT' },
            { patterns: [{ eventName: ['INSERT'] }] },
          );
          for (let index = 0; index < count; index++)
            run.stream.add(`a${index}`, { atMs: run.clock.now(), eventName: index % 5 === 4 ? 'REMOVE' : 'INSERT' });
          const wanted = numbers(0, count).filter((_, index) => index % 5 !== 4);
          const settled = (): ReadonlySet<string> =>
            new Set([
              ...run.kinesis.ids,
              ...deadLetters(run).map(
                (letter) => `a${Number(letter.DDBStreamBatchInfo.startSequenceNumber.slice(-3))}`,
              ),
            ]);

          let outcome = 'ok';
          run.kinesis.trouble = (records) => {
            if (outcome === 'break') return new Error('ECONNRESET');
            if (outcome === 'throttle') return records.map(() => throttled);
            if (records.some(({ PartitionKey }) => PartitionKey === bad)) return denied();
            return outcome === 'throttle some'
              ? records.map((__, index) => (index % 2 === 0 ? throttled : undefined))
              : undefined;
          };
          let poller = await run.poller(properties);
          for (outcome of story) {
            if (outcome === 'restart') poller = await run.poller(properties);
            if (outcome === 'queue breaks') run.queue.refusals = 1;
            await poller.poll();
            run.clock.advance(1_000);
            const position = await run.savedPosition();
            const upTo = position === undefined ? -1 : Number(position.slice(-3));
            expect(wanted.filter((id) => Number(id.slice(1)) <= upTo).filter((id) => !settled().has(id))).toEqual([]);
          }
          outcome = 'ok';
          await run.drain(poller);
          expect([...settled()].sort()).toEqual([...wanted].sort());
          expect(new Set(run.kinesis.ids).has(bad)).toBe(false);
          await run.remove();
        },
      ),
      { numRuns: 40 },
    );
  });

  it('keeps the order of the stream as long as calls fail as a whole', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 30 }),
        fc.array(fc.boolean(), { maxLength: 20 }),
        async (count, failures) => {
          const run = await PipeFixture.create();
          run.add(count);
          run.kinesis.trouble = (records, call) => (failures[call - 1] ? records.map(() => throttled) : undefined);
          await run.drain(await run.poller(pipeProperties({ BatchSize: 4 })));
          expect(run.kinesis.ids).toEqual(numbers(0, count));
          await run.remove();
        },
      ),
      { numRuns: 30 },
    );
  });
});
