import { execFileSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A program of this machine. */
export interface InstalledProgram {
  readonly program: string;
  /** `2.31.0` */
  readonly version: string;
}

/**
 * Every program of that name on the PATH and in `/usr/bin`, each version once; none where it is not installed. npm puts
 * Node's own folder first, so the first one need not be the one that has what is asked for.
 */
export const installedPrograms = (
  name: string,
  versionOf: (program: string) => string | undefined,
): readonly InstalledProgram[] => {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin'];
  const programs = new Set(folders.map((folder) => realPathOf(join(folder, name))));
  const found = new Map<string, InstalledProgram>();
  for (const program of programs) {
    const version = versionOf(program);
    if (version !== undefined && !found.has(version)) found.set(version, { program, version });
  }
  return [...found.values()];
};

/** What the program prints; undefined when it is not there or fails. */
export const printedBy = (program: string, ...args: readonly string[]): string | undefined => {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return undefined;
  }
};

const realPathOf = (path: string): string => {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
};
