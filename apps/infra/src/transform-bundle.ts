import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the transform's bundle, checked. Throws one sentence when the bundle has not been built. */
export const requireTransformBundle = (folder: string): string => {
  if (!existsSync(join(folder, 'index.cjs')))
    throw new Error(
      `The transform bundle ${join(folder, 'index.cjs')} is missing; build it with "nx run transform:build".`,
    );
  return folder;
};
