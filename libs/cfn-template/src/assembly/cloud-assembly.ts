import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CycleError, inDependencyOrder } from '../plan/order.js';
import { checkTemplate } from '../template/check-template.js';
import type { StackTemplate } from '../template/stack-template.js';
import { readFileAssets } from './file-assets.js';
import { readArtifacts, textProperty, type Artifact } from './manifest.js';
import { readJson } from './read-json.js';

/** What `cdk synth` wrote: templates and assets. https://docs.aws.amazon.com/cdk/v2/guide/deploy.html */
export interface CloudAssembly {
  readonly directory: string;
  /** In dependency order, those of nested assemblies (CDK stages) included. */
  readonly stacks: readonly StackTemplate[];
  /** The folder or file of an asset, by the key that it would have in the assets bucket. */
  assetPath(objectKey: string): string | undefined;
}

/** Reads a cloud assembly. Throws an Error with one sentence when the folder is none or a file in it is broken. */
export const readCloudAssembly = async (directory: string): Promise<CloudAssembly> => {
  const isFolder = await stat(directory).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder)
    throw new Error(`There is no cloud assembly at ${directory}: no such folder. Synthesize the CDK app first.`);
  const parts = await readParts(directory);
  const assets = new Map(parts.assets);
  return { directory, stacks: ordered(parts.stacks), assetPath: (objectKey) => assets.get(objectKey) };
};

interface Parts {
  readonly stacks: readonly StackTemplate[];
  readonly assets: readonly (readonly [objectKey: string, path: string])[];
}

const readParts = async (directory: string): Promise<Parts> => {
  const artifacts = await readArtifacts(directory);
  const ofType = (type: string): readonly Artifact[] => artifacts.filter((artifact) => artifact.type === type);
  const stackArtifacts = ofType('aws:cloudformation:stack');
  const stackNames = new Map(stackArtifacts.map((artifact) => [artifact.id, stackNameOf(artifact)]));

  const stacks = await Promise.all(stackArtifacts.map((artifact) => readStack(directory, artifact, stackNames)));
  const assets = await Promise.all(
    ofType('cdk:asset-manifest').map((artifact) => readFileAssets(directory, textProperty(artifact, 'file'))),
  );
  const nested = await Promise.all(
    ofType('cdk:cloud-assembly').map((artifact) => readParts(join(directory, textProperty(artifact, 'directoryName')))),
  );
  return {
    stacks: [...stacks, ...nested.flatMap((parts) => parts.stacks)],
    assets: [...assets.flat(), ...nested.flatMap((parts) => parts.assets)],
  };
};

const stackNameOf = ({ id, properties: { stackName } }: Artifact): string =>
  typeof stackName === 'string' ? stackName : id;

const readStack = async (
  directory: string,
  artifact: Artifact,
  stackNames: ReadonlyMap<string, string>,
): Promise<StackTemplate> => {
  const stackName = stackNameOf(artifact);
  const file = textProperty(artifact, 'templateFile');
  const template = checkTemplate(
    await readJson(join(directory, file), `The template ${file} of the cloud assembly`),
    stackName,
  );
  return { stackName, template, dependsOn: artifact.dependencies.flatMap((id) => stackNames.get(id) ?? []) };
};

const ordered = (stacks: readonly StackTemplate[]): readonly StackTemplate[] => {
  const byName = new Map(stacks.map((stack) => [stack.stackName, stack]));
  try {
    const names = inDependencyOrder([...byName.keys()], (name) => byName.get(name)?.dependsOn ?? []);
    return names.flatMap((name) => byName.get(name) ?? []);
  } catch (cause) {
    if (!(cause instanceof CycleError)) throw cause;
    throw new Error(`The stacks of the cloud assembly cannot be ordered: ${cause.message}`, { cause });
  }
};
