import fc from 'fast-check';
import { AwsError } from '@sales-cdc/aws-wire';
import { createPipes } from './index.js';
import type { PipeProperties } from './pipe/pipe-configuration.js';
import { PipesState } from './pipes-state.js';
import { PipeFixture, pipeProperties } from './testing/pipe-fixture.js';

const running = new AbortController().signal;
const resource = (properties: PipeProperties) => ({
  stackName: 'sales',
  logicalId: 'Pipe',
  type: 'AWS::Pipes::Pipe',
  properties: { ...properties },
});

type Step =
  | { readonly kind: 'add'; readonly count: number }
  | { readonly kind: 'poll' }
  | { readonly kind: 'wait' }
  | { readonly kind: 'update'; readonly batchSize: number; readonly lanes: number; readonly windowSeconds: number };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), count: fc.integer({ min: 1, max: 30 }) }),
  fc.constantFrom({ kind: 'poll' as const }, { kind: 'wait' as const }),
  fc.record({
    kind: fc.constant('update' as const),
    batchSize: fc.integer({ min: 1, max: 20 }),
    lanes: fc.integer({ min: 1, max: 3 }),
    windowSeconds: fc.constantFrom(0, 5),
  }),
);

// Time in these specs is manual; this is room for a machine that is busy with other things.
jest.setTimeout(60_000);

/** Pipes of their own, whose rounds are run by hand. */
const open = async () => {
  const fixture = await PipeFixture.create();
  const pipes = new PipesState(fixture.context, () => fixture.ports);
  return {
    fixture,
    pipes,
    put: (properties: PipeProperties) => pipes.put('changes', properties, fixture.ports),
    [Symbol.asyncDispose]: async () => {
      await pipes[Symbol.asyncDispose]();
      await fixture.remove();
    },
  };
};

describe('A pipe that is changed while it runs', () => {
  let cloud: Awaited<ReturnType<typeof open>>;
  let fixture: PipeFixture;
  let pipes: PipesState;
  beforeEach(async () => {
    cloud = await open();
    ({ fixture, pipes } = cloud);
  });
  afterEach(() => cloud[Symbol.asyncDispose]());
  const put = (properties: PipeProperties) => cloud.put(properties);

  it('delivers every record once, in its order, whenever it is changed and to whatever batches', () =>
    fc.assert(
      fc.asyncProperty(fc.array(anyStep, { maxLength: 20 }), async (steps) => {
        await using cloud = await open();
        const { put, fixture } = cloud;
        let pipe = await put(pipeProperties());
        let added = 0;
        for (const step of steps) {
          if (step.kind === 'add') fixture.add(step.count, (added += step.count) - step.count);
          else if (step.kind === 'poll') await pipe.poll(running);
          else if (step.kind === 'wait') fixture.clock.advance(5_000);
          else pipe = await put(changed(step));
        }
        pipe = await put(pipeProperties({ BatchSize: 500 }));
        await pipe.poll(running);
        expect([...fixture.kinesis.ids].sort()).toEqual(
          Array.from({ length: added }, (_, index) => `a${index}`).sort(),
        );
        expect(await pipe.progress()).toMatchObject({ pending: 0, counts: { delivered: added } });
      }),
      { numRuns: 30 },
    ));

  it('asks the new filter from the record on at which the old one ended', async () => {
    const only = (key: string) =>
      pipeProperties({}, { patterns: [{ dynamodb: { Keys: { id: { S: [{ prefix: key }] } } } }] });
    const before = await put(only('a'));
    fixture.add(2);
    fixture.stream.add('b0', { atMs: fixture.clock.now() });
    await before.poll(running);
    const after = await put(only('b'));
    fixture.add(1, 2);
    fixture.stream.add('b1', { atMs: fixture.clock.now() });
    await after.poll(running);
    expect(fixture.kinesis.ids).toEqual(['a0', 'a1', 'b1']);
  });

  it('goes on as it was when the change cannot be made', async () => {
    const before = await put(pipeProperties());
    const gone = (): Promise<never> => Promise.reject(new AwsError('ResourceNotFoundException', 'Stream not found'));
    const { GetShardIterator, GetRecords } = fixture.stream;
    const streams = { DescribeStream: gone, GetShardIterator, GetRecords, pendingAfter: gone };
    const ports = { ...fixture.ports, streams };
    await expect(
      pipes.put('changes', { ...pipeProperties({ BatchSize: 1 }), DesiredState: 'STOPPED' }, ports),
    ).rejects.toThrow('Stream not found');
    expect(pipes.require('changes')).toBe(before);
    expect(before.stored.desiredState).toBe('RUNNING');
    fixture.add(1);
    await before.poll(running);
    expect(fixture.kinesis.ids).toEqual(['a0']);
  });

  it('says when it was changed, and not that a restart changed it', async () => {
    await put(pipeProperties());
    fixture.clock.advance(60_000);
    const later = new PipesState(fixture.context, () => fixture.ports);
    const { createdAtMs, modifiedAtMs } = (await later.put('changes', pipeProperties(), fixture.ports)).stored;
    expect(modifiedAtMs).toBe(createdAtMs);
    const changedThen = await later.put('changes', pipeProperties({ BatchSize: 3 }), fixture.ports);
    expect(changedThen.stored.modifiedAtMs).toBe(createdAtMs + 60_000);
    await later[Symbol.asyncDispose]();
  });

  it('polls with its new settings without being told to', async () => {
    const service = await createPipes(fixture.context, () => fixture.ports);
    await service.provisioners[0]?.provision(resource(pipeProperties()));
    await service.start?.();
    const delivered = new Promise<number>((resolve) => {
      fixture.kinesis.trouble = (records) => {
        resolve(records.length);
        return undefined;
      };
    });
    await service.provisioners[0]?.provision(resource(pipeProperties({ BatchSize: 2 })));
    fixture.add(4);
    fixture.clock.advance(250);
    expect(await delivered).toBe(2);
    await service[Symbol.asyncDispose]();
  });

  it('is gone with its positions once it is removed, and one of its name begins anew', async () => {
    const before = await put(pipeProperties());
    fixture.add(2);
    await before.poll(running);
    await pipes.remove('changes');
    expect(pipes.all).toEqual([]);
    const again = await put(pipeProperties());
    await again.poll(running);
    expect(fixture.kinesis.ids).toEqual(['a0', 'a1', 'a0', 'a1']);
    await pipes.remove('other');
  });
});

const changed = ({ batchSize, lanes, windowSeconds }: Extract<Step, { kind: 'update' }>): PipeProperties =>
  pipeProperties({
    BatchSize: batchSize,
    ParallelizationFactor: lanes,
    MaximumBatchingWindowInSeconds: windowSeconds,
  });
