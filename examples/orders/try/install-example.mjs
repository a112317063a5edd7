import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from './run-command.mjs';

const EXAMPLE = join(import.meta.dirname, '..');
const FILES = ['src', 'package.json', 'tsconfig.json', 'cdk.json'];

/** Installs the example with these tarballs in a folder of its own, type-checks, bundles and synthesizes it. */
export const installExample = async (folder, tarballs) => {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const file of FILES) await cp(join(EXAMPLE, file), join(folder, file), { recursive: true });
  await runCommand('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', ...tarballs], folder);
  await runCommand('npm', ['run', 'synth', '--silent'], folder);
};
