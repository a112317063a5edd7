import { UserError } from '../user-error.js';

/** What every client of the SDK is made with, and what to call the place it talks to. */
export interface Connection {
  readonly place: string;
  readonly isLocal: boolean;
  readonly config: {
    readonly region?: string;
    readonly endpoint?: string;
    readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
}

type Environment = Readonly<Record<string, string | undefined>>;

/** A local cloud needs some region and some key to be signed for, and cares for neither. */
const LOCAL_REGION = 'us-east-1';
const LOCAL_CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' } as const;

/**
 * Where and as whom to ask: the endpoint given, else the one of the environment, else AWS itself. A loopback endpoint
 * needs neither region nor credentials. Throws a UserError for an endpoint that is no URL and for a region that is missing.
 */
export const connectionOf = (
  options: { readonly region?: string; readonly endpoint?: string },
  env: Environment,
): Connection => {
  const endpoint = options.endpoint ?? env['AWS_ENDPOINT_URL'];
  const isLocal = endpoint !== undefined && isLoopback(urlOf(endpoint));
  const hasKey = env['AWS_ACCESS_KEY_ID'] !== undefined && env['AWS_SECRET_ACCESS_KEY'] !== undefined;
  const region =
    options.region ?? env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'] ?? (isLocal ? LOCAL_REGION : undefined);
  // A profile of the shared configuration may name the region too; then the SDK finds it.
  if (region === undefined && env['AWS_PROFILE'] === undefined)
    throw new UserError('No region is set: give --region or AWS_REGION, or --endpoint for a local cloud.');
  return {
    place: endpoint ?? 'AWS',
    isLocal,
    config: {
      ...(region !== undefined && { region }),
      ...(endpoint !== undefined && { endpoint }),
      ...(isLocal && !hasKey && { credentials: LOCAL_CREDENTIALS }),
    },
  };
};

const urlOf = (endpoint: string): URL => {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw new UserError(`The endpoint ${JSON.stringify(endpoint)} is no URL: write it like http://127.0.0.1:4566.`);
};

const isLoopback = ({ hostname }: URL): boolean =>
  hostname === 'localhost' ||
  hostname.endsWith('.localhost') ||
  hostname === '[::1]' ||
  /^127(?:\.\d+){3}$/.test(hostname);
