import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemDisk } from './disk.js';
import { Checkpoint } from './checkpoint.js';

describe('Checkpoint', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'checkpoint-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is unknown at first, and after a restart what was saved last', async () => {
    const path = join(folder, 'pipes', 'shard-0.json');
    const checkpoint = await Checkpoint.open<string>(systemDisk, path);
    expect(checkpoint.position).toBeUndefined();
    await checkpoint.save('100');
    await checkpoint.save('200');
    expect((await Checkpoint.open<string>(systemDisk, path)).position).toBe('200');
  });
});
