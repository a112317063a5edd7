import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { RunOptions } from './arguments.js';

/** Where a run keeps its state: the folder that was asked for, or a temporary one that goes with the run. */
export interface RunDirectory extends AsyncDisposable {
  readonly path: string;
}

export const openRunDirectory = async ({ ephemeral, dataDirectory }: RunOptions): Promise<RunDirectory> => {
  if (!ephemeral) return { path: resolve(dataDirectory), [Symbol.asyncDispose]: async () => undefined };
  const path = await mkdtemp(join(tmpdir(), 'sales-cdc-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 3 }) };
};
