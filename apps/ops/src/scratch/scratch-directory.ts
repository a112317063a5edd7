import { createReadStream } from 'node:fs';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Scratch } from '@sales-cdc/recovery';

/** Read at a time: whole lines are put together from pieces of this size. */
const PIECE_BYTES = 256 * 1024;

/** Scratch in a new folder for temporary files (TMPDIR says where); it goes with everything in it when it is disposed of. */
export const openScratchDirectory = async (): Promise<Scratch & AsyncDisposable> => {
  const directory = await mkdtemp(join(tmpdir(), 'sales-cdc-ops-'));
  const sizes = new Map<string, number>();
  return {
    append: async (name, text) => {
      await appendFile(join(directory, name), text);
      sizes.set(name, (sizes.get(name) ?? 0) + text.length);
    },
    sizeOf: (name) => sizes.get(name) ?? 0,
    read: async function* (name) {
      if (!sizes.has(name)) return;
      const pieces = createReadStream(join(directory, name), { encoding: 'utf8', highWaterMark: PIECE_BYTES });
      yield* pieces as AsyncIterable<string>;
    },
    remove: async (name) => {
      if (sizes.delete(name)) await rm(join(directory, name));
    },
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  };
};
