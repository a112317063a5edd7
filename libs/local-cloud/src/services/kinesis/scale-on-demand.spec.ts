import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '../../core/manual-clock.js';
import { testContext } from '../../core/test-context.js';
import { scaleOnDemand } from './scale-on-demand.js';
import { putRecords } from './put-records.js';
import { createStream } from './create-stream.js';
import type { Stream } from './stream.js';
import { Streams } from './streams.js';

const StreamName = 'sales';
const SECOND_MS = 1_000;

let folder: string;
let clock: ManualClock;
let streams: Streams;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kinesis-'));
  clock = new ManualClock();
  streams = await Streams.open(testContext(folder, { clock }));
});
afterEach(async () => {
  await streams.close();
  await rm(folder, { recursive: true, force: true });
});

const open = async (StreamMode: 'ON_DEMAND' | 'PROVISIONED', ShardCount?: number): Promise<Stream> => {
  await createStream({ StreamName, StreamModeDetails: { StreamMode }, ShardCount }, streams);
  return streams.require({ StreamName });
};
/** Puts so many records of one key, which are all in one shard. */
const put = async (count: number): Promise<void> => {
  for (let left = count; left > 0; left -= 500) {
    const Records = Array.from({ length: Math.min(left, 500) }, () => ({ PartitionKey: 'k', Data: new Uint8Array(1) }));
    await putRecords({ StreamName, Records }, streams);
  }
};

describe('a shard of an on-demand stream', () => {
  it('is split when it took more than its share, and no other is; what was put before is read before its children', async () => {
    const stream = await open('ON_DEMAND');
    await put(501);
    await scaleOnDemand(stream, SECOND_MS, clock);
    const closed = stream.shards.filter(({ isOpen }) => !isOpen);
    expect(closed).toHaveLength(1);
    expect(closed[0]?.countAfter(undefined)).toBe(501);
    expect(stream.openShards).toHaveLength(5);
    const children = stream.openShards.filter(({ definition }) => definition.parents.length > 0);
    expect(children.map(({ definition }) => definition.parents)).toEqual([
      [closed[0]?.definition.index],
      [closed[0]?.definition.index],
    ]);
    expect((children[0]?.hashKeys.end ?? 0n) + 1n).toBe(children[1]?.hashKeys.start);
  });

  it('stays when it took its share, also over several looks', async () => {
    const stream = await open('ON_DEMAND');
    for (let look = 0; look < 3; look += 1) {
      await put(500);
      await scaleOnDemand(stream, SECOND_MS, clock);
      clock.advance(SECOND_MS);
    }
    expect(stream.shards).toHaveLength(4);
  });

  it('is not split in provisioned mode', async () => {
    const stream = await open('PROVISIONED', 1);
    await put(900);
    await scaleOnDemand(stream, SECOND_MS, clock);
    expect(stream.shards).toHaveLength(1);
  });
});
