import { planChanges } from './plan-changes.js';
import { named } from './testing/deploy.js';
import { queues, StackFixture, type Resources } from './testing/stack-fixture.js';
import type { StackRecord } from './stack.js';

const statuses = ({ events }: StackRecord): readonly string[] => events.map(({ status }) => status);
const eventsOf = ({ events }: StackRecord, logicalId: string): readonly string[] =>
  events
    .filter((one) => one.logicalId === logicalId)
    .map(({ status, reason }) => (reason ? `${status}: ${reason}` : status));
describe('Creating a stack', () => {
  it('creates resources in the order of DependsOn and references, and tells each step', async () => {
    await using world = await StackFixture.create();
    const definition = queues(
      { C: { QueueName: 'c', After: { 'Fn::GetAtt': ['B', 'Arn'] } }, B: { QueueName: 'b' }, A: { QueueName: 'a' } },
      { B: { DependsOn: 'A' } },
    );
    const stack = await world.create('s', definition);
    expect(world.resources.done).toEqual(['create a', 'create b', 'create c']);
    expect(world.resources.there.get('c')).toEqual({ QueueName: 'c', After: 'arn:b' });
    expect(stack.status).toBe('CREATE_COMPLETE');
    expect(statuses(stack).at(0)).toBe('CREATE_IN_PROGRESS');
    expect(eventsOf(stack, 'B')).toEqual(['CREATE_IN_PROGRESS', 'CREATE_COMPLETE']);
  });

  it('rolls back what fails half-way: nothing is left but what is retained', async () => {
    await using world = await StackFixture.create();
    world.resources.failing.add('d');
    const definition = queues(named('a', 'b', 'c', 'd'), {
      B: { DeletionPolicy: 'Retain' },
      C: { DeletionPolicy: 'RetainExceptOnCreate' },
    });
    const stack = await world.create('s', definition);
    expect(stack.status).toBe('ROLLBACK_COMPLETE');
    expect(eventsOf(stack, 'D')).toEqual(['CREATE_IN_PROGRESS', 'CREATE_FAILED: d fails']);
    expect(eventsOf(stack, 's')[1]).toBe(
      'ROLLBACK_IN_PROGRESS: The following resource(s) failed to create: [D]. Rollback requested by user.',
    );
    expect(world.resources.done.slice(3)).toEqual(['remove c', 'remove a']);
    expect(eventsOf(stack, 'B').at(-1)).toBe('DELETE_SKIPPED');
    expect([...world.resources.there.keys()]).toEqual(['b']);
  });

  it('takes parts of what is known only once another resource is there, and foresees that they change with it', async () => {
    await using world = await StackFixture.create();
    const definition = (FifoQueue: boolean) =>
      queues({
        A: { FifoQueue },
        B: { QueueName: 'b', After: { 'Fn::Select': [2, { 'Fn::Split': ['-', { 'Fn::GetAtt': ['A', 'Arn'] }] }] } },
      });
    const stack = await world.create('s', definition(false));
    const [suffix] = stack.resources.map(({ physicalId = '' }) => physicalId.split('-')[2]);
    expect(world.resources.there.get('b')).toEqual({ QueueName: 'b', After: suffix });
    const changes = planChanges(world.engine.plan('s', definition(true)), stack, new Map());
    expect(changes).toMatchObject([
      { logicalId: 'A', properties: [{ name: 'FifoQueue', isDynamic: false }] },
      { logicalId: 'B', properties: [{ name: 'After', isDynamic: true }] },
    ]);
  });

  it('gives new names where the template has none', async () => {
    await using world = await StackFixture.create();
    await world.create('s', queues({ A: {}, B: {} }));
    const [first = '', second] = [...world.resources.there.keys()];
    expect(first).toMatch(/^s-A-[A-Z0-9]{12}$/);
    expect(second).not.toBe(first);
  });

  it('leaves nothing of a resource that fails after it was made', async () => {
    await using world = await StackFixture.create();
    world.resources.onDone = (step) => {
      if (step === 'create b') throw new Error('b is there, and cannot be finished');
    };
    const stack = await world.create('s', queues(named('a', 'b')));
    expect(stack.status).toBe('ROLLBACK_COMPLETE');
    expect(eventsOf(stack, 'B')).toEqual(['CREATE_IN_PROGRESS', 'CREATE_FAILED: b is there, and cannot be finished']);
    expect([...world.resources.there.keys()]).toEqual([]);
  });

  it('refuses a name that something of the account has which is no stack’s, and leaves that alone', async () => {
    await using world = await StackFixture.create();
    world.resources.there.set('b', { Size: 7 });
    const stack = await world.create('s', queues(named('a', 'b')));
    expect(stack.status).toBe('ROLLBACK_COMPLETE');
    expect(eventsOf(stack, 'B').at(-1)).toBe(
      "CREATE_FAILED: Resource of type 'AWS::SQS::Queue' with identifier 'b' already exists.",
    );
    await world.delete('s');
    expect([...world.resources.there]).toEqual([['b', { Size: 7 }]]);
  });

  it('refuses a name that another stack has', async () => {
    await using world = await StackFixture.create();
    const { id } = await world.create('one', queues(named('a')));
    const other = await world.create('two', queues(named('b', 'a')));
    expect(other.status).toBe('ROLLBACK_COMPLETE');
    expect(eventsOf(other, 'A').at(-1)).toBe(`CREATE_FAILED: a already exists in stack ${id}`);
    expect([...world.resources.there.keys()]).toEqual(['a']);
  });

  it('gives a name to one of two stacks that are created at once', async () => {
    await using world = await StackFixture.create();
    const stacks = await Promise.all([
      world.create('one', queues(named('a', 'b'))),
      world.create('two', queues(named('c', 'a'))),
    ]);
    expect(stacks.map(({ status }) => status).sort()).toEqual(['CREATE_COMPLETE', 'ROLLBACK_COMPLETE']);
    const whole = stacks.find(({ status }) => status === 'CREATE_COMPLETE');
    const owned = whole?.resources.map(({ physicalId }) => physicalId).sort();
    expect([...world.resources.there.keys()].sort()).toEqual(owned);
  });

  it('does not begin with what the local cloud does not know', async () => {
    await using world = await StackFixture.create();
    const plan = () => world.engine.plan('s', queues({ A: { Colour: 'red' } }));
    expect(plan).toThrow('s/A (AWS::SQS::Queue): the local cloud does not support the property Colour.');
  });
});

describe('Updating a stack', () => {
  it('changes in place, creates anew, adds and removes', async () => {
    await using world = await StackFixture.create();
    await world.create('s', queues({ ...named('a', 'gone'), B: { FifoQueue: false }, Same: {} }));
    const before = world.stack('s').resources;
    const stack = await world.update(
      's',
      queues({ A: { QueueName: 'a', Size: 2 }, B: { FifoQueue: true }, Same: {}, New: { QueueName: 'new' } }),
    );
    const physicalId = (logicalId: string, { resources }: Pick<StackRecord, 'resources'>) =>
      resources.find((one) => one.logicalId === logicalId)?.physicalId ?? '';
    const [formerB, newB] = [physicalId('B', { resources: before }), physicalId('B', stack)];
    expect(newB).not.toBe(formerB);
    expect(world.resources.done.slice(4)).toEqual([
      'update a',
      `create ${newB}`,
      'create new',
      ...['remove gone', `remove ${formerB}`],
    ]);
    expect(stack.status).toBe('UPDATE_COMPLETE');
    expect(stack.resources.map(({ logicalId }) => logicalId)).toEqual(['A', 'B', 'Same', 'New']);
    expect(stack.superseded).toEqual([]);
  });

  it('keeps what its policies retain', async () => {
    await using world = await StackFixture.create();
    const attributes = { A: { DeletionPolicy: 'Retain' }, B: { UpdateReplacePolicy: 'Retain' } };
    await world.create('s', queues({ ...named('a'), B: { FifoQueue: false } }, attributes));
    const stack = await world.update('s', queues({ B: { FifoQueue: true } }, { B: attributes.B }));
    expect(stack.status).toBe('UPDATE_COMPLETE');
    expect(world.resources.there.size).toBe(3);
  });

  it('tries again what an update that was left as it is could not do, also when it is to be as before', async () => {
    await using world = await StackFixture.create();
    await world.create('s', queues({ A: { QueueName: 'a', Size: 1 } }));
    world.resources.failing.add(2);
    await world.engine.update(world.stack('s'), queues({ A: { QueueName: 'a', Size: 2 } }), { disableRollback: true });
    await world.engine.settled();
    expect(world.stack('s').status).toBe('UPDATE_FAILED');
    const stack = await world.update('s', queues({ A: { QueueName: 'a', Size: 1 } }));
    expect(stack.resources).toMatchObject([{ logicalId: 'A', status: 'UPDATE_COMPLETE' }]);
  });

  it('gives the former properties back when a resource fails', async () => {
    await using world = await StackFixture.create();
    await world.create('s', queues({ A: { QueueName: 'a', Size: 1 }, B: { FifoQueue: false }, ...named('gone') }));
    const before = new Map(world.resources.there);
    world.resources.failing.add('bad');
    const stack = await world.update(
      's',
      queues({ A: { QueueName: 'a', Size: 2 }, B: { FifoQueue: true }, ...named('new', 'bad') }),
    );
    expect(stack.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(world.resources.there).toEqual(before);
    expect(stack.resources.map(({ logicalId }) => logicalId)).toEqual(['A', 'B', 'GONE']);
    expect(eventsOf(stack, 'BAD').at(-1)).toContain('CREATE_FAILED');
    world.resources.failing.clear();
    expect((await world.update('s', queues(named('a', 'bad')))).status).toBe('UPDATE_COMPLETE');
  });

  it('cannot create anew under a name that the template fixes', async () => {
    await using world = await StackFixture.create();
    await world.create('s', queues({ A: { QueueName: 'a', FifoQueue: false } }));
    const stack = await world.update('s', queues({ A: { QueueName: 'a', FifoQueue: true } }));
    expect(stack.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(eventsOf(stack, 'A')).toContain(
      'UPDATE_FAILED: CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename a and update the stack again.',
    );
    expect(world.resources.there.get('a')).toEqual({ QueueName: 'a', FifoQueue: false });
  });
});

describe('Deleting a stack', () => {
  it('removes in the reverse order and keeps what is retained', async () => {
    await using world = await StackFixture.create();
    await world.create('s', queues(named('a', 'b', 'c'), { B: { DeletionPolicy: 'RetainExceptOnCreate' } }));
    const stack = await world.delete('s');
    expect(stack.status).toBe('DELETE_COMPLETE');
    expect(world.resources.done.slice(3)).toEqual(['remove c', 'remove a']);
    expect(world.engine.find('s')).toBeUndefined();
  });

  it('says what could not be removed, and can be tried again', async () => {
    await using world = await StackFixture.create();
    await world.create('s', queues(named('a', 'b')));
    world.resources.failing.add('b');
    const failed = await world.delete('s');
    expect([failed.status, failed.reason]).toEqual([
      'DELETE_FAILED',
      'The following resource(s) failed to delete: [B].',
    ]);
    expect(failed.resources).toMatchObject([{ logicalId: 'B', status: 'DELETE_FAILED', reason: 'b fails' }]);
    world.resources.failing.clear();
    expect((await world.delete('s')).status).toBe('DELETE_COMPLETE');
  });
});

describe('A stack of the assembly', () => {
  const assembly = (resources: Resources, attributes: Readonly<Record<string, object>> = {}) => ({
    directory: '',
    assetPath: () => undefined,
    stacks: [
      {
        stackName: 's',
        dependsOn: [],
        template: {
          Resources: Object.fromEntries(
            Object.entries(resources).map(([id, Properties]) => [
              id,
              { Type: 'AWS::SQS::Queue', Properties, ...attributes[id] },
            ]),
          ),
        },
      },
    ],
  });

  it('is the same stack in the next run, and one that CloudFormation can update', async () => {
    await using world = await StackFixture.create();
    await world.engine.open(assembly({ A: {} }));
    const { id, resources } = world.stack('s');
    expect(resources).toMatchObject([{ physicalId: 's-A', status: 'CREATE_COMPLETE' }]);
    expect((await world.update('s', queues({ A: { Size: 2 } }))).status).toBe('UPDATE_COMPLETE');
    await using next = await world.next(assembly({ A: { Size: 2 } }));
    expect(next.stack('s')).toMatchObject({ id, status: 'UPDATE_COMPLETE', resources: [{ physicalId: 's-A' }] });
  });

  it('loses in the next run what its template no longer has, but for what is retained', async () => {
    await using world = await StackFixture.create();
    const policies = { KEPT: { DeletionPolicy: 'Retain' } };
    await world.engine.open(assembly({ A: {}, ...named('gone', 'kept'), B: { QueueName: 'b', Size: 1 } }, policies));
    await using next = await world.next(assembly({ A: { Size: 2 }, B: { QueueName: 'c', Size: 1 } }));
    expect(next.stack('s').status).toBe('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
    expect(next.provisioned?.leftovers.map(({ physicalId }) => physicalId)).toEqual(['gone', 'b']);
    next.engine.resume();
    await next.engine.settled();
    expect([...next.resources.there.keys()].sort()).toEqual(['c', 'kept', 's-A']);
    const { status, superseded, resources } = next.stack('s');
    expect({ status, superseded }).toEqual({ status: 'UPDATE_COMPLETE', superseded: [] });
    expect(resources.map(({ physicalId }) => physicalId)).toEqual(['s-A', 'c']);
  });

  it('is whole again in the next run after a rollback that failed', async () => {
    await using world = await StackFixture.create();
    await world.engine.open(assembly({ A: { Size: 1 }, ...named('b') }));
    world.resources.failing.add('b').add(1);
    expect((await world.update('s', queues({ A: { Size: 2 }, B: { QueueName: 'b', Size: 3 } }))).status).toBe(
      'UPDATE_ROLLBACK_FAILED',
    );
    world.resources.failing.clear();
    await using next = await world.next(assembly({ A: { Size: 1 }, ...named('b') }));
    expect(next.stack('s').status).toBe('UPDATE_COMPLETE');
    expect([...next.resources.there]).toEqual([
      ['s-A', { Size: 1 }],
      ['b', { QueueName: 'b' }],
    ]);
  });

  it('keeps a resource that only goes by another id than in the last run', async () => {
    await using world = await StackFixture.create();
    await world.engine.open(assembly({ A: { Size: 1 } }));
    const stack = world.stack('s');
    const resources = stack.resources.map((one) => ({ ...one, physicalId: 'url/of/s-A' }));
    await world.engine.save({ ...stack, resources });
    await using next = await world.next(assembly({ A: { Size: 2 } }));
    next.engine.resume();
    await next.engine.settled();
    expect([...next.resources.there.keys()]).toEqual(['s-A']);
  });

  const FORMER = assembly({ A: {}, B: { FifoQueue: false }, ...named('gone') });
  const update = (world: StackFixture) =>
    world.update('s', queues({ A: { Size: 2 }, B: { FifoQueue: true }, ...named('new') }));

  /** What is there once the next run has cleaned up is the stack's, and is former if the update was not done. */
  const expectWhole = async (next: StackFixture, isUpdated: boolean): Promise<void> => {
    next.engine.resume();
    await next.engine.settled();
    const ids = next.stack('s').resources.map(({ physicalId = '' }) => physicalId);
    expect([...next.resources.there.keys()].sort()).toEqual([...ids].sort());
    if (!isUpdated) expect(ids).toEqual(['s-A', 's-B', 'gone']);
  };

  /** A run that is killed before that step of an update; undefined when the update has fewer. */
  const killedInUpdate = async (step: number) => {
    const world = await StackFixture.create();
    await world.engine.open(FORMER);
    await world.run.ended(step, () => update(world));
    const isUpdated = world.stack('s').status.startsWith('UPDATE_COMPLETE');
    return world.run.hasEnded ? { world, isUpdated } : undefined;
  };

  it('is what it was, after a kill at any step of an update, unless the update was done', async () => {
    for (let step = 1; ; step += 1) {
      const killed = await killedInUpdate(step);
      if (!killed) break;
      await expectWhole(await killed.world.next(FORMER), killed.isUpdated);
    }
  });

  it('is so, too, after another kill at any step of the next start', async () => {
    for (let step = 1; ; step += 3)
      for (let startStep = 1; ; startStep += 1) {
        const killed = await killedInUpdate(step);
        if (!killed) return;
        const next = killed.world.start();
        await next.run.ended(startStep, () => next.engine.open(FORMER));
        if (!next.run.hasEnded) break;
        await expectWhole(await next.next(FORMER), killed.isUpdated);
      }
  });

  it('cannot run with what cannot be created', async () => {
    await using world = await StackFixture.create();
    world.resources.failing.add('a');
    await expect(world.engine.open(assembly(named('a')))).rejects.toThrow(
      's/A (AWS::SQS::Queue) cannot be created: a fails',
    );
  });
});
