import { dirname } from 'node:path';
import type { Disk } from './disk.js';

/** Replaces the file as a whole: after a kill at any moment it holds the old content or the new, never a part. */
export const writeDurably = async (disk: Disk, path: string, content: string | Uint8Array): Promise<void> => {
  await disk.mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.tmp`;
  await disk.writeFile(temporary, content);
  await disk.rename(temporary, path);
};

/** The parsed content, or undefined where there is no such file. */
export const readJsonFile = async <Content>(disk: Disk, path: string): Promise<Content | undefined> => {
  const text = await disk.readFile(path, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
  return text === undefined ? undefined : (JSON.parse(text) as Content);
};
