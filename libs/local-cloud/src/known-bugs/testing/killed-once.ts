import type { SimulatedCloud, Simulation } from '../../simulation/index.js';
import { drained, idsInLake, put } from './small-world.js';

const IDS: readonly string[] = ['a', 'b', 'c'];

const story = async (cloud: SimulatedCloud): Promise<readonly string[]> => {
  await put(cloud, ...IDS);
  await drained(cloud);
  return idsInLake(cloud);
};

/**
 * Writes three items and waits for their changes, once for each step that this takes, with a process that ends before or
 * after that step and another that goes on. Answers the steps after which a change was missing, by number and name.
 */
export const stepsThatLose = async (
  newWorld: () => Simulation,
  when: 'before' | 'after',
): Promise<readonly string[]> => {
  const undisturbed = newWorld();
  await undisturbed.live(story);
  const losing: string[] = [];
  for (const [index, name] of undisturbed.world.history.entries()) {
    const simulation = newWorld();
    killAt(simulation, index + 1, when);
    const first = await simulation.live(story);
    const ids = first === 'killed' ? await simulation.live(story) : first;
    if (!IDS.every((id) => ids.includes(id))) losing.push(`${String(index + 1)}: ${name}`);
  }
  return losing;
};

const killAt = ({ faults, world }: Simulation, step: number, when: 'before' | 'after'): void => {
  faults.strikes = (kind) => kind === 'kill' && world.stepCount === step;
  faults.draw = () => (when === 'before' ? 0 : 1);
};
