import { isDeleted } from './stack-store.js';
import { isInProgress, type StackRecord } from './stack.js';
import { deploy, deployedAnew, WHOLE, named, physicalIds } from './testing/deploy.js';
import { queues, StackFixture } from './testing/stack-fixture.js';

const BEFORE = queues({ A: { QueueName: 'a', Size: 1 }, B: { FifoQueue: false }, ...named('gone') });
const AFTER = queues({ A: { QueueName: 'a', Size: 2 }, B: { FifoQueue: true }, ...named('new') });

/** Lets time pass until the work is done. */
const inTime = async (world: StackFixture, work: Promise<unknown>): Promise<void> => {
  const state = { isDone: false };
  const end = (): void => {
    state.isDone = true;
  };
  // Whoever asked for what fails is told so.
  void work.then(end, end);
  while (!state.isDone) {
    await new Promise((resolve) => setImmediate(resolve));
    world.clock.advance(1_000);
  }
};

/** Tries every step from which on some can fail; the run goes on. Returns how many there are. */
const atEveryStep = async (
  times: number,
  prepare: (world: StackFixture) => Promise<unknown>,
  work: (world: StackFixture) => Promise<unknown>,
  check: (world: StackFixture) => Promise<void>,
): Promise<number> => {
  for (let step = 1; ; step += 1) {
    await using world = await StackFixture.create();
    await prepare(world);
    world.run.failAt(step, times);
    await inTime(world, work(world));
    await inTime(world, world.engine.settled());
    if (!world.run.hasFailed) return step - 1;
    world.run.failAt(Infinity, 0);
    await check(world);
    await using next = await world.next();
    expect(next.engine.all()).toEqual(world.engine.all());
  }
};

/** It is the stack's, or its clean-up could not remove it and has said so. */
const isAccountedFor = (name: string, stack: StackRecord): boolean =>
  physicalIds(stack).includes(name) ||
  stack.events.some(({ physicalId, status }) => physicalId === name && status === 'DELETE_FAILED');

describe.each([1, 2, 3, 5, 9])('Whatever step is the first of %d that fail', (times) => {
  const nothing = () => Promise.resolve();

  it('leaves a creation done or undone, and the next deploy works', async () => {
    const definition = queues({ ...named('a', 'b'), C: {} });
    const steps = await atEveryStep(
      times,
      nothing,
      (world) => world.create('s', definition),
      async (world) => {
        const stack = world.engine.find('s');
        expect([undefined, 'ROLLBACK_COMPLETE', 'ROLLBACK_FAILED', 'CREATE_COMPLETE']).toContain(stack?.status);
        expect([...world.resources.there.keys()].sort()).toEqual(stack ? physicalIds(stack) : []);
        expect(await deployedAnew(world)).toEqual(WHOLE);
      },
    );
    expect(steps).toBeGreaterThanOrEqual(3);
  });

  it('leaves an update done or undone, and the next deploy works', async () => {
    let before = new Map<string, unknown>();
    const steps = await atEveryStep(
      times,
      async (world) => {
        await world.create('s', BEFORE);
        before = new Map(world.resources.there);
      },
      (world) => world.update('s', AFTER),
      async (world) => {
        const stack = world.stack('s');
        expect(isInProgress(stack)).toBe(false);
        if (stack.status === 'UPDATE_COMPLETE') expect(world.resources.there.get('a')).toMatchObject({ Size: 2 });
        else if (stack.status !== 'UPDATE_ROLLBACK_FAILED')
          for (const [name, properties] of before) expect(world.resources.there.get(name)).toEqual(properties);
        const after = await deploy(world, queues(named('a', 'other')));
        expect(after.status).toBe('UPDATE_COMPLETE');
        expect(physicalIds(after)).toEqual(['a', 'other']);
        expect([...world.resources.there.keys()].filter((name) => !isAccountedFor(name, after))).toEqual([]);
      },
    );
    expect(steps).toBeGreaterThanOrEqual(5);
  });

  it('goes on with a deletion that has begun, and keeps what its policy or the caller wants kept', async () => {
    await atEveryStep(
      times,
      async (world) => {
        await world.create('s', queues(named('a', 'b', 'c', 'd'), { B: { DeletionPolicy: 'Retain' } }));
        // Only a stack whose deletion has failed can be deleted with resources to retain.
        world.resources.failing.add('a');
        await world.delete('s');
        world.resources.failing.clear();
        world.resources.there.set('c', {});
      },
      (world) => world.delete('s', ['A']),
      async (world) => {
        expect(world.resources.there.has('a')).toBe(true);
        const stack = world.engine.all()[0];
        expect(stack && isInProgress(stack)).toBe(false);
        if (stack && !isDeleted(stack)) expect((await world.delete('s', ['A'])).status).toBe('DELETE_COMPLETE');
        expect([...world.resources.there.keys()].sort()).toEqual(['a', 'b', 'c']);
      },
    );
  });
});
