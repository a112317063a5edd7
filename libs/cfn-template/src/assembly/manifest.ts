import { join } from 'node:path';
import { isObject } from '../template/is-object.js';
import { readJson } from './read-json.js';

/** The members of `manifest.json` that matter here: CDK's cloud assembly schema. */
export interface Artifact {
  readonly id: string;
  readonly type: string;
  readonly dependencies: readonly string[];
  readonly properties: Readonly<Record<string, unknown>>;
}

export const readArtifacts = async (directory: string): Promise<readonly Artifact[]> => {
  const path = join(directory, 'manifest.json');
  const manifest = await readJson(path, `${directory} is no cloud assembly: its manifest.json`);
  const artifacts = isObject(manifest) ? manifest['artifacts'] : undefined;
  if (!isObject(artifacts))
    throw new Error(
      `${directory} is no cloud assembly: its manifest.json lists no artifacts. Synthesize the CDK app first.`,
    );
  return Object.entries(artifacts).map(([id, artifact]) => toArtifact(id, isObject(artifact) ? artifact : {}));
};

const toArtifact = (id: string, { type, dependencies, properties }: Readonly<Record<string, unknown>>): Artifact => ({
  id,
  type: typeof type === 'string' ? type : '',
  dependencies: Array.isArray(dependencies) ? dependencies.filter((name) => typeof name === 'string') : [],
  properties: isObject(properties) ? properties : {},
});

/** A property of an artifact that must be there for its type. */
export const textProperty = ({ id, properties }: Artifact, name: string): string => {
  const value = properties[name];
  if (typeof value !== 'string')
    throw new Error(`The cloud assembly's artifact ${id} has no ${name}; synthesize the CDK app again.`);
  return value;
};
