import type { Deployment } from './deployment.js';
import { endpointUrl, isLoopback } from './endpoint-url.js';
import { firstSet, type Environment } from './environment.js';
import { UserError } from './user-error.js';

/** What the user may say about where to connect to. */
export interface ConnectionOptions {
  readonly endpoint?: string | undefined;
  readonly region?: string | undefined;
  /** The one service that will be asked, as in AWS_ENDPOINT_URL_<SERVICE>: its own variable goes before the general one. */
  readonly service?: string | undefined;
}

/** What every client of the SDK is made with, and what to call the place it talks to. */
export interface Connection {
  readonly place: string;
  readonly isLocal: boolean;
  /** Whether only the last deployment says that the endpoint is there. */
  readonly isAsDeployed: boolean;
  readonly config: {
    readonly region?: string;
    readonly endpoint?: string;
    readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
}

/** A local cloud needs some region and some key to be signed for, and cares for neither. */
const LOCAL_REGION = 'us-east-1';
const LOCAL_CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' } as const;

/**
 * Where and as whom to connect: endpoint and region as given, else as in the environment, else as deployed, else AWS
 * itself. A loopback endpoint needs neither region nor credentials. Throws a UserError for an endpoint that is no URL
 * and for a region that is missing.
 */
export const connectionOf = (options: ConnectionOptions, env: Environment, deployed?: Deployment): Connection => {
  const given = givenEndpoint(options, env);
  const endpoint = given ?? deployed?.endpoint;
  const isLocal = endpoint !== undefined && isLoopback(urlOf(endpoint));
  const region = options.region ?? firstSet(env, REGIONS) ?? deployed?.region ?? (isLocal ? LOCAL_REGION : undefined);
  // A profile of the shared configuration may name the region too; then the SDK finds it.
  if (region === undefined && firstSet(env, ['AWS_PROFILE']) === undefined)
    throw new UserError('No region is set: give --region or AWS_REGION, or --endpoint for a local cloud.');
  return {
    place: endpoint ?? 'AWS',
    isLocal,
    isAsDeployed: given === undefined && endpoint !== undefined,
    config: {
      ...(region !== undefined && { region }),
      ...(endpoint !== undefined && { endpoint }),
      ...(isLocal && !hasKey(env) && { credentials: LOCAL_CREDENTIALS }),
    },
  };
};

const REGIONS = ['AWS_REGION', 'AWS_DEFAULT_REGION'];

/** The endpoint that options or environment name; undefined when they leave it open. */
export const givenEndpoint = ({ endpoint, service }: ConnectionOptions, env: Environment): string | undefined =>
  endpoint ?? firstSet(env, [...(service === undefined ? [] : [`AWS_ENDPOINT_URL_${service}`]), 'AWS_ENDPOINT_URL']);

const hasKey = (env: Environment): boolean =>
  env['AWS_ACCESS_KEY_ID'] !== undefined && env['AWS_SECRET_ACCESS_KEY'] !== undefined;

const urlOf = (endpoint: string): URL => {
  const url = endpointUrl(endpoint);
  if (url) return url;
  throw new UserError(`The endpoint ${JSON.stringify(endpoint)} is no URL: write it like http://127.0.0.1:4566.`);
};
