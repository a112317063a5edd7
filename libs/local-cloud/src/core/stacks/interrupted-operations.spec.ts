import { deployedAnew, WHOLE, named, physicalIds } from './testing/deploy.js';
import { queues, StackFixture } from './testing/stack-fixture.js';
import { isDeleted } from './stack-store.js';

const BEFORE = queues({ A: { QueueName: 'a', Size: 1 }, B: { FifoQueue: false }, ...named('gone') });
const AFTER = queues({ A: { QueueName: 'a', Size: 2 }, B: { FifoQueue: true }, ...named('new') });
const FAILING = queues({ A: { QueueName: 'a', Size: 2 }, B: { FifoQueue: true }, ...named('new', 'bad') });

type Ends = 'a kill' | 'an end in good order';

/** Ends the run at its n-th step and lets the next one finish; undefined when the work is done before that step. */
const interrupted = async (
  world: StackFixture,
  step: number,
  ends: Ends,
  work: () => Promise<unknown>,
): Promise<StackFixture | undefined> => {
  if (ends === 'an end in good order') {
    let steps = 0;
    world.resources.onStep = () => {
      steps += 1;
      if (steps === step) void world.engine[Symbol.asyncDispose]();
    };
    await work();
    if (steps < step) return undefined;
  } else {
    await world.run.ended(step, work);
    if (!world.run.hasEnded) return undefined;
  }
  const next = await world.next();
  next.engine.resume();
  await next.engine.settled();
  return next;
};

/** Tries every step at which the work can be interrupted; returns how many there are. */
const atEveryStep = async (
  ends: Ends,
  prepare: (world: StackFixture) => Promise<unknown>,
  work: (world: StackFixture) => Promise<unknown>,
  check: (next: StackFixture) => Promise<void>,
): Promise<number> => {
  for (let step = 1; ; step += 1) {
    // Never closed: closing would wait for what the kill has cut off.
    const world = await StackFixture.create();
    await prepare(world);
    const next = await interrupted(world, step, ends, () => work(world));
    if (!next) return step - 1;
    await check(next);
  }
};

describe.each<Ends>(['a kill', 'an end in good order'])('Whatever step is cut off by %s', (ends) => {
  const nothing = () => Promise.resolve();

  it('leaves nothing of a creation, or all of it, and the next deploy works', async () => {
    const definition = queues({ ...named('a', 'b'), C: {} });
    const steps = await atEveryStep(
      ends,
      nothing,
      (world) => world.create('s', definition),
      async (next) => {
        const stack = next.engine.find('s');
        expect([undefined, 'ROLLBACK_COMPLETE', 'CREATE_COMPLETE']).toContain(stack?.status);
        expect(next.resources.there.size).toBe(stack?.status === 'CREATE_COMPLETE' ? 3 : 0);
        expect(await deployedAnew(next)).toEqual(WHOLE);
      },
    );
    expect(steps).toBeGreaterThanOrEqual(3);
  });

  it('leaves a resource to the stack that has it, when another one is created that wants its name', async () => {
    await atEveryStep(
      ends,
      (world) => world.create('first', queues(named('a'))),
      (world) => world.create('s', queues(named('b', 'a'))),
      async (next) => {
        expect(next.stack('first').status).toBe('CREATE_COMPLETE');
        expect([undefined, 'ROLLBACK_COMPLETE']).toContain(next.engine.find('s')?.status);
        expect([...next.resources.there.keys()]).toEqual(['a']);
        expect(next.resources.done).not.toContain('remove a');
      },
    );
  });

  it('leaves nothing of a creation that fails', async () => {
    await atEveryStep(
      ends,
      nothing,
      async (world) => {
        world.resources.failing.add('bad');
        await world.create('s', queues(named('a', 'b', 'bad')));
      },
      async (next) => {
        expect([undefined, 'ROLLBACK_COMPLETE']).toContain(next.engine.find('s')?.status);
        expect(next.resources.there.size).toBe(0);
        next.resources.failing.clear();
        expect(await deployedAnew(next)).toEqual(WHOLE);
      },
    );
  });

  it.each([
    ['leaves an update done or undone as a whole', AFTER],
    ['undoes an update that fails', FAILING],
  ])('%s, and the next deploy works', async (_law, after) => {
    const there = new Map<string, unknown>();
    const steps = await atEveryStep(
      ends,
      async (world) => {
        await world.create('s', BEFORE);
        there.clear();
        for (const [name, properties] of world.resources.there) there.set(name, properties);
      },
      async (world) => {
        world.resources.failing.add('bad');
        await world.update('s', after);
      },
      async (next) => {
        const stack = next.stack('s');
        const allowed = [
          'CREATE_COMPLETE',
          'UPDATE_ROLLBACK_COMPLETE',
          ...(after === AFTER ? ['UPDATE_COMPLETE'] : []),
        ];
        expect(allowed).toContain(stack.status);
        expect([...next.resources.there.keys()].sort()).toEqual(physicalIds(stack));
        if (stack.status === 'UPDATE_COMPLETE') expect(next.resources.there.get('a')).toMatchObject({ Size: 2 });
        else expect(next.resources.there).toEqual(there);
        next.resources.failing.clear();
        expect(await deployedAnew(next)).toEqual(WHOLE);
      },
    );
    expect(steps).toBeGreaterThanOrEqual(5);
  });

  it('goes on with a deletion that has begun, and the next deploy works', async () => {
    await atEveryStep(
      ends,
      (world) => world.create('s', queues(named('a', 'b', 'c'), { B: { DeletionPolicy: 'Retain' } })),
      (world) => world.delete('s'),
      async (next) => {
        const stack = next.engine.all()[0];
        const hasBegun = stack !== undefined && isDeleted(stack);
        expect([...next.resources.there.keys()].sort()).toEqual(hasBegun ? ['b'] : ['a', 'b', 'c']);
        if (!hasBegun) expect(stack?.status).toBe('CREATE_COMPLETE');
        next.resources.there.delete('b');
        if (hasBegun) expect(await deployedAnew(next)).toEqual(WHOLE);
      },
    );
  });
});
