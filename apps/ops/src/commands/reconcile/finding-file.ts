import { open } from 'node:fs/promises';
import { UserError } from '@sales-cdc/deployment';
import type { Finding } from '@sales-cdc/recovery';

export interface FindingFile extends AsyncDisposable {
  write(finding: Finding): Promise<void>;
}

/** A new file of findings, one JSON object a line; throws a UserError when it cannot be written. */
export const openFindingFile = async (path: string): Promise<FindingFile> => {
  const file = await open(path, 'w').catch((error: unknown) => {
    throw new UserError(`--output ${path} cannot be written: ${(error as Error).message}.`, { cause: error });
  });
  return {
    write: async (finding) => {
      await file.write(`${JSON.stringify(finding)}\n`);
    },
    [Symbol.asyncDispose]: () => file.close(),
  };
};
