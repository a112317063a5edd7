import fc from 'fast-check';
import { DeliveryStreamFixture, processing } from './testing/delivery-stream-fixture.js';
import type { ProcessingRequest } from './testing/in-memory-neighbours.js';

// Time in these specs is manual or the worker's; this is room for a machine that is busy with other things.
jest.setTimeout(60_000);

const SHARDS = ['shardId-000000000000', 'shardId-000000000001'];

type Step =
  | { readonly kind: 'put'; readonly shard: number; readonly count: number }
  | { readonly kind: 'poll' }
  | { readonly kind: 'wait' }
  | { readonly kind: 'restart' }
  | { readonly kind: 'transform'; readonly how: 'works' | 'throws' | 'rejects' | 'forgets' };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('put' as const),
      shard: fc.nat(1),
      count: fc.integer({ min: 1, max: 5 }),
    }),
  },
  { weight: 4, arbitrary: fc.constant({ kind: 'poll' as const }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'wait' as const }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'restart' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('transform' as const),
      how: fc.constantFrom('works', 'throws', 'rejects', 'forgets'),
    }),
  },
);

const answers: Readonly<Record<string, (event: ProcessingRequest) => unknown>> = {
  works: ({ records }) => ({ records: records.map(({ recordId, data }) => ({ recordId, result: 'Ok', data })) }),
  throws: () => {
    throw new Error('broken');
  },
  rejects: ({ records }) => ({ records: records.map(({ recordId }) => ({ recordId, result: 'ProcessingFailed' })) }),
  forgets: ({ records }) => ({
    records: records.slice(1).map(({ recordId, data }) => ({ recordId, result: 'Ok', data })),
  }),
};

/** What is in S3, data and error output alike, in the order of writing. */
const found = (fixture: DeliveryStreamFixture): string[] => {
  const lines = fixture.texts('sales/').join('').split('\n').filter(Boolean);
  const failed = fixture.errors().map(({ rawData }) => Buffer.from(String(rawData), 'base64').toString().trimEnd());
  return [...lines, ...failed];
};

const drain = async (fixture: DeliveryStreamFixture): Promise<void> => {
  for (let round = 0; round < 4; round += 1) {
    fixture.clock.advance(30_000);
    await fixture.poll();
  }
};

describe('whatever fails and whenever the process is killed', () => {
  it('everything put is delivered or in the error output, the checkpoint never ahead, and each run keeps the order of a shard', () =>
    fc.assert(
      fc.asyncProperty(fc.array(anyStep, { maxLength: 25 }), async (steps) => {
        const hints = { BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 20 } };
        await using fixture = await DeliveryStreamFixture.create(
          { ...hints, ProcessingConfiguration: processing({ BufferIntervalInSeconds: '5' }) },
          { shardIds: SHARDS },
        );
        const put: string[] = [];
        for (const step of steps) {
          if (step.kind === 'put') putSales(fixture, step, put);
          else if (step.kind === 'poll') await fixture.poll();
          else if (step.kind === 'wait') fixture.clock.advance(7000);
          else if (step.kind === 'restart') await fixture.restart();
          else fixture.neighbours.lambda.answer = answers[step.how] ?? answers['works'] ?? (() => ({}));
          // What the checkpoints let go of must be in S3 at every moment.
          expect(new Set(found(fixture)).size).toBeGreaterThanOrEqual(put.length - (await fixture.pending()));
        }
        const before = found(fixture).length;
        await fixture.restart();
        fixture.neighbours.lambda.answer = answers['works'] ?? (() => ({}));
        await drain(fixture);

        expect(await fixture.pending()).toBe(0);
        expect(new Set(found(fixture))).toEqual(new Set(put));
        expectOrder(found(fixture).slice(before));
      }),
      { numRuns: 40 },
    ));

  it('writes to S3 that fail now and then lose nothing and repeat nothing', () =>
    fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.boolean()), fc.integer({ min: 1, max: 30 }), async (failures, count) => {
        await using fixture = await DeliveryStreamFixture.create();
        fixture.neighbours.s3.failing = () => failures.next().value === true;
        const put: string[] = [];
        putSales(fixture, { shard: 0, count }, put);
        await fixture.pollWhileTimePasses();
        expect(found(fixture)).toEqual(put);
        expect(await fixture.pending()).toBe(0);
      }),
      { numRuns: 20 },
    ));
});

const putSales = (
  fixture: DeliveryStreamFixture,
  { shard, count }: { readonly shard: number; readonly count: number },
  put: string[],
): void => {
  for (let n = 0; n < count; n += 1) {
    const sale = `${shard}-${String(put.length).padStart(6, '0')}`;
    put.push(sale);
    fixture.neighbours.kinesis.put(SHARDS[shard] ?? '', `${sale}\n`);
  }
};

/** The last run wrote with a working transform: each shard's records come in their order. */
const expectOrder = (written: readonly string[]): void => {
  for (const shard of ['0', '1']) {
    const ofShard = written.filter((sale) => sale.startsWith(`${shard}-`));
    expect(ofShard).toEqual([...ofShard].sort());
  }
};
