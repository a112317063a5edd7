import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { systemDisk, type Disk } from '../core/disk.js';
import { MemoryFiles } from './memory-files.js';
import { simulatedDisk, type DiskTurns } from './simulated-disk.js';

const atOnce: DiskTurns = {
  reading: async (_name, effect) => effect(),
  writing: async (_name, sizeBytes, effect) => effect(sizeBytes),
};

type Deed = (disk: Disk, root: string) => Promise<unknown>;

const name = fc.constantFrom('a', 'b', 'folder/c', 'folder/deep/d');
const text = fc.string({ maxLength: 12 });
const folder = fc.constantFrom('', 'folder', 'folder/deep', 'none');

/** What services do to a disk, each with what it answers. */
const anyDeed: fc.Arbitrary<Deed> = fc.oneof(
  fc.tuple(name, text).map<Deed>(
    ([path, content]) =>
      (disk, root) =>
        disk.writeFile(join(root, path), content),
  ),
  fc.tuple(name, text).map<Deed>(
    ([path, content]) =>
      (disk, root) =>
        disk.appendFile(join(root, path), content),
  ),
  name.map<Deed>((path) => (disk, root) => disk.readFile(join(root, path), 'utf8')),
  folder.map<Deed>((path) => async (disk, root) => (await disk.readdir(join(root, path))).sort()),
  fc.tuple(name, name).map<Deed>(
    ([from, to]) =>
      (disk, root) =>
        disk.rename(join(root, from), join(root, to)),
  ),
  name.map<Deed>((path) => (disk, root) => disk.rm(join(root, path), { force: true })),
  name.map<Deed>((path) => (disk, root) => disk.rm(join(root, path))),
  folder.map<Deed>((path) => (disk, root) => disk.rm(join(root, path, 'deep'), { recursive: true, force: true })),
  name.map<Deed>((path) => async (disk, root) => {
    const { size } = await disk.stat(join(root, path));
    return size;
  }),
  fc.tuple(name, text, fc.nat({ max: 20 })).map<Deed>(([path, content, at]) => async (disk, root) => {
    const file = await disk.open(join(root, path), 'r+');
    try {
      const bytes = Buffer.from(content);
      await file.write(bytes, 0, bytes.length, at);
      const read = Buffer.alloc(30);
      const { bytesRead } = await file.read(read, 0, 30, 0);
      return [read.subarray(0, bytesRead).toString('hex'), (await file.stat()).size];
    } finally {
      await file.close();
    }
  }),
  fc.tuple(name, fc.nat({ max: 15 })).map<Deed>(([path, size]) => async (disk, root) => {
    const file = await disk.open(join(root, path), 'r+');
    await file.truncate(size);
    await file.close();
  }),
);

const outcomeOf = async (deed: Deed, disk: Disk, root: string): Promise<unknown> => {
  try {
    return { answer: (await deed(disk, root)) ?? null };
  } catch (error) {
    return { code: (error as NodeJS.ErrnoException).code };
  }
};

describe('the simulated disk', () => {
  it('answers as the disk of this machine does, whatever is done in whatever order', () =>
    fc.assert(
      fc.asyncProperty(fc.array(anyDeed, { maxLength: 25 }), async (deeds) => {
        const root = await mkdtemp(join(tmpdir(), 'disk-'));
        const simulated = simulatedDisk(new MemoryFiles(() => 0), atOnce);
        for (const disk of [systemDisk, simulated]) await disk.mkdir(join(root, 'folder/deep'), { recursive: true });
        try {
          for (const deed of deeds)
            expect(await outcomeOf(deed, simulated, root)).toEqual(await outcomeOf(deed, systemDisk, root));
        } finally {
          await rm(root, { recursive: true, force: true });
        }
      }),
      { numRuns: 60 },
    ));

  it('leaves a part of a write that was cut short', async () => {
    const files = new MemoryFiles(() => 0);
    const torn: DiskTurns = {
      ...atOnce,
      writing: async (_name, sizeBytes, effect) => effect(Math.floor(sizeBytes / 2)),
    };
    const disk = simulatedDisk(files, torn);
    files.makeFolder('/data');
    await disk.writeFile('/data/file', 'abcdef');
    expect(await disk.readFile('/data/file', 'utf8')).toBe('abc');
  });
});
