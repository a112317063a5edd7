import type { StackDefinition, StackRecord } from '../stack.js';
import { queues, type Resources, type StackFixture } from './stack-fixture.js';

/** Queues that the template gives these names. */
export const named = (...names: readonly string[]): Resources =>
  Object.fromEntries(names.map((name) => [name.toUpperCase(), { QueueName: name }]));

export const physicalIds = ({ resources }: Pick<StackRecord, 'resources'>): readonly string[] =>
  resources.flatMap(({ physicalId }) => physicalId ?? []).sort();

/** What the CDK CLI does: a stack that was never whole is deleted first, and a rollback that failed goes on. */
export const deploy = async (world: StackFixture, definition: StackDefinition): Promise<StackRecord> => {
  const found = world.engine.find('s');
  if (found && /^(ROLLBACK_|DELETE_)/.test(found.status)) await world.delete('s');
  if (found?.status === 'UPDATE_ROLLBACK_FAILED') await world.rollBack('s');
  return world.engine.find('s') ? world.update('s', definition) : world.create('s', definition);
};

/** What there is after a deployment of `a` and `other`, and what of it the stack knows. */
export const deployedAnew = async (world: StackFixture) => {
  const stack = await deploy(world, queues(named('a', 'other')));
  const isComplete = /^(CREATE|UPDATE)_COMPLETE$/.test(stack.status);
  return { isComplete, there: [...world.resources.there.keys()].sort(), known: physicalIds(stack) };
};

/** What `deployedAnew` answers when the stack is whole, and nothing is there that it does not know. */
export const WHOLE = { isComplete: true, there: ['a', 'other'], known: ['a', 'other'] };
