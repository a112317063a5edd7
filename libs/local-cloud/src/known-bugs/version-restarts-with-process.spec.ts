import type { Simulation } from '../simulation/index.js';
import { drained, lines, put, smallWorld } from './testing/small-world.js';

// Time in these specs is simulated; this is room for a machine that is busy with other things.
jest.setTimeout(60_000);

const AN_HOUR_MS = 60 * 60 * 1000;

/** Writes an item in each of some processes, and answers the items in the order that their sequence numbers give. */
const idsInOrder = async (simulation: Simulation, between: () => void): Promise<readonly string[] | 'killed'> => {
  for (const id of ['a', 'b', 'c']) {
    await simulation.live((cloud) => put(cloud, id));
    between();
  }
  return simulation.live(async (cloud) => {
    await drained(cloud);
    return (await lines(cloud)).map(({ dynamodb }) => dynamodb.Keys.id.S);
  });
};

describe('a version counter that restarts with the process', () => {
  it('would put later changes before earlier ones', async () => {
    expect(await idsInOrder(smallWorld(), () => undefined)).toEqual(['a', 'b', 'c']);
  });

  it('would do so when the clock is set back between two processes, if it began at the time', async () => {
    const simulation = smallWorld();
    const setBack = (): void => {
      simulation.world.time.jump(-AN_HOUR_MS);
    };
    expect(await idsInOrder(simulation, setBack)).toEqual(['a', 'b', 'c']);
  });

  it('would give a record of Kinesis a number that another has, or a lower one', async () => {
    const simulation = smallWorld();
    const numbers: bigint[] = [];
    for (let process = 0; process < 3; process += 1) {
      await simulation.live(async ({ apis }) => {
        for (const PartitionKey of ['x', 'y']) {
          const { SequenceNumber = '' } = await apis.kinesis.PutRecord({
            StreamName: 'changes',
            PartitionKey,
            Data: Buffer.from('{}'),
          });
          numbers.push(BigInt(SequenceNumber));
        }
      });
      simulation.world.time.jump(-AN_HOUR_MS);
    }
    expect(numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? 0n))).toBe(true);
  });
});
