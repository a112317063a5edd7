import type { Faults } from './faults.js';
import type { DiskTurns } from './simulated-disk.js';
import type { Life, World } from './world.js';

const LONGEST_WAIT_MS = 5_000;

/** The turns of a process at its disk, with the faults that strike there. */
export const faultyDiskTurns = (world: World, life: Life, faults: Faults): DiskTurns => {
  const turn = async <Result>(name: string, effect: () => Result): Promise<Result> => {
    if (faults.strikes('slow disk')) await world.time.sleep(life, faults.draw() * LONGEST_WAIT_MS);
    return world.step(life, name, effect);
  };
  return {
    reading: turn,
    writing: (name, sizeBytes, effect) =>
      turn(name, () => {
        if (faults.strikes('disk full'))
          throw Object.assign(new Error(`ENOSPC: no space left on device, ${name}`), { code: 'ENOSPC' });
        if (sizeBytes === 0 || !faults.strikes('torn write')) return effect(sizeBytes);
        effect(Math.floor(faults.draw() * sizeBytes));
        world.kill(life);
        throw new Error('The process was killed.'); // nobody hears it
      }),
  };
};
