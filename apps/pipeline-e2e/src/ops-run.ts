import { builtCommand } from './built-command.js';
import type { Ended } from './local-run.js';

/** Runs a command of the built ops against a local run. */
export const ops = (endpoint: string, ...args: readonly string[]): Promise<Ended> => opsWith('', endpoint, ...args);

/** As {@link ops}, with that text on stdin. */
export const opsWith = (stdin: string, endpoint: string, ...args: readonly string[]): Promise<Ended> =>
  builtCommand('ops', [...args, '--endpoint', endpoint], { stdin });
