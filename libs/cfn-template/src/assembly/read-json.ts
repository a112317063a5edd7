import { readFile } from 'node:fs/promises';

/** The parsed file. Throws an Error that starts with the words given and says why it cannot be read. */
export const readJson = async (path: string, describedAs: string): Promise<unknown> => {
  const content = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new Error(`${describedAs} cannot be read: ${reason(cause as Error)}.`, { cause });
  });
  try {
    return JSON.parse(content);
  } catch (cause) {
    throw new Error(`${describedAs} is not valid JSON: ${reason(cause as Error)}.`, { cause });
  }
};

const reason = ({ code, message }: Partial<NodeJS.ErrnoException>): string =>
  code === 'ENOENT' ? 'there is no such file' : (message ?? 'it failed');
