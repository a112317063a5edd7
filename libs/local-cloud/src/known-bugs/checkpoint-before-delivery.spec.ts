import { stepsThatLose } from './testing/killed-once.js';
import { smallWorld } from './testing/small-world.js';

// Time in these specs is simulated; this is room for a machine that is busy with other things.
jest.setTimeout(60_000);

describe('a checkpoint that is saved before the delivery was acknowledged', () => {
  it.each(['before', 'after'] as const)('would lose changes: none is lost to a kill %s any step', async (when) => {
    expect(await stepsThatLose(() => smallWorld(), when)).toEqual([]);
  });
});
