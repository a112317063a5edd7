import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runNx, workspaceRoot } from '../../../tools/workspace/nx.mjs';
import { runCommand } from './run-command.mjs';

/** What the example depends on, and what that depends on. */
const LIBS = ['sales-event', 'stream-codec', 'partitioning', 'lake-table', 'transform-handler', 'cdc-constructs'];

/** Packs the packages into a folder, after building them, and answers the paths of the tarballs. */
export const packPackages = async (folder, isBuilt) => {
  if (!isBuilt && (await runNx(['run-many', '-t', 'build', '-p', ...LIBS], (text) => process.stdout.write(text))) !== 0)
    throw new Error('The packages could not be built.');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const lib of LIBS) {
    const root = join(workspaceRoot, 'libs', lib);
    await requireExports(root);
    await runCommand('npm', ['pack', '--silent', '--pack-destination', folder, root], folder);
  }
  return (await readdir(folder)).map((file) => join(folder, file));
};

/** A package that names a file which is not there would fail only at its user's. */
const requireExports = async (root) => {
  const { name, exports } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  for (const path of Object.values(exports).flatMap((entry) =>
    typeof entry === 'string' ? entry : Object.values(entry),
  ))
    if (!existsSync(join(root, path))) throw new Error(`${name} exports ${path}, which is not there; build it first.`);
};
