import { join } from 'node:path';
import type { Disk } from './disk.js';
import { readJsonFile, writeDurably } from './durable-file.js';

interface Identity {
  readonly format: 1;
  readonly stacks: readonly string[];
}

/**
 * Creates or takes over the folder of everything durable, which belongs to one set of stacks for good: data of one stage
 * is never read by another. Throws one sentence when the folder cannot be written or is another stage's.
 */
export const openDataDirectory = async (disk: Disk, path: string, stacks: readonly string[]): Promise<void> => {
  const unusable = (cause: unknown): never => {
    throw new Error(`The data directory ${path} cannot be written; choose a folder that you may write to.`, { cause });
  };
  await disk.mkdir(path, { recursive: true }).catch(unusable);
  const identityPath = join(path, 'cloud.json');
  const known = await readJsonFile<Identity>(disk, identityPath).catch(unusable);
  if (!known)
    await writeDurably(disk, identityPath, JSON.stringify({ format: 1, stacks } satisfies Identity)).catch(unusable);
  else if (known.stacks.join() !== stacks.join())
    throw new Error(
      `The data directory ${path} holds ${known.stacks.join(', ')}, not ${stacks.join(', ')}; choose another with --data-dir.`,
    );
};
