import { connectionOf, givenEndpoint, type Connection, type ConnectionOptions } from './connection.js';
import { readDeployment, stackNameOf, type Deployment } from './deployment.js';
import type { Environment } from './environment.js';
import { UserError } from './user-error.js';

/** What the user may say about which pipeline is meant, and where it is. */
export interface PipelineOptions extends ConnectionOptions {
  readonly stage: string;
  /** The file of a deployment's outputs; it has to be there. */
  readonly outputs?: string | undefined;
}

/** What the process knows beside its options. */
export interface Surroundings {
  readonly env: Environment;
  /** Where `nx run infra:deploy` writes its outputs; nothing need be there. */
  readonly usualOutputs: string;
  /** The text of a file; throws the system's error, such as ENOENT. */
  readonly readText: (file: string) => string;
}

/** A stage's pipeline: how to reach it, and what its deployment tells, where there is one to ask. */
export interface LocatedPipeline {
  readonly connection: Connection;
  readonly deployed: Deployment | undefined;
}

/**
 * Where the pipeline of a stage is: as options and environment say, else as it was deployed last. Throws a UserError
 * when that cannot be told.
 */
export const locatePipeline = (options: PipelineOptions, surroundings: Surroundings): LocatedPipeline => {
  const deployed = lastDeployment(options, surroundings);
  return { connection: connectionOf(options, surroundings.env, deployed), deployed };
};

const lastDeployment = (options: PipelineOptions, surroundings: Surroundings): Deployment | undefined => {
  const { env, usualOutputs, readText } = surroundings;
  const { outputs: named, stage } = options;
  // Whoever says where the cloud is may mean another one than that of the last deployment.
  if (named === undefined && givenEndpoint(options, env) !== undefined) return undefined;
  const file = named ?? usualOutputs;
  const text = textOf(file, readText);
  if (text !== undefined) return readDeployment(text, stackNameOf(stage), file);
  if (named === undefined) return undefined;
  throw new UserError(
    `There is no file ${file}: name with --outputs what "nx run infra:deploy" wrote, or leave it out to use the last deployment.`,
  );
};

const textOf = (file: string, readText: Surroundings['readText']): string | undefined => {
  try {
    return readText(file);
  } catch (error) {
    const { code, message } = error as { readonly code?: unknown; readonly message: string };
    if (code === 'ENOENT') return undefined;
    throw new UserError(`Cannot read ${file}, which tells where the last deployment is: ${message}.`, { cause: error });
  }
};
