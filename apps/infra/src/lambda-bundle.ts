import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of a Lambda's bundle, checked. Throws one sentence when the project's bundle has not been built. */
export const requireLambdaBundle = (project: string, folder: string): string => {
  if (!existsSync(join(folder, 'index.cjs')))
    throw new Error(`The bundle ${join(folder, 'index.cjs')} is missing; build it with "nx run ${project}:build".`);
  return folder;
};
