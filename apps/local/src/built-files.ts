import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Stage } from './stage.js';

/** `apps/`, seen from `apps/local/dist` and `apps/local/src` alike. */
const apps = (): string => join(dirname(fileURLToPath(import.meta.url)), '..', '..');

const built = (path: string, command: string): string => {
  if (!existsSync(path)) throw new Error(`${path} is missing; run "npx nx run ${command}" first.`);
  return path;
};

/** The cloud assembly that `nx run infra:synth` wrote for a stage. */
export const synthesizedAssembly = (stage: Stage): string =>
  built(join(apps(), 'infra', 'dist', 'cdk.out', stage), `infra:synth:${stage}`);

/** The generator's command line, a program of its own: apps never import apps. */
export const generatorMain = (): string => built(join(apps(), 'generator', 'dist', 'main.mjs'), 'generator:build');

/** The script that runs a Lambda's bundle in a worker thread. */
export const lambdaRuntime = (): URL =>
  pathToFileURL(createRequire(import.meta.url).resolve('@sales-cdc/local-cloud/lambda-runtime'));
