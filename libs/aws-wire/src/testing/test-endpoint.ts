import { createWireServer, type WireServer, type WireServerOptions } from '../server/create-wire-server.js';
import type { Protocol, WireService } from '../wire-service.js';

export interface TestEndpoint extends WireServer {
  /** What was told to `onDefect`, in order. */
  readonly defects: unknown[];
}

export const startEndpoint = async (
  services: readonly WireService[],
  options: Partial<WireServerOptions> = {},
): Promise<TestEndpoint> => {
  const defects: unknown[] = [];
  const server = await createWireServer({
    services,
    host: '127.0.0.1',
    port: 0,
    onDefect: (error) => defects.push(error),
    nextRequestId: () => 'request-1',
    ...options,
  });
  return Object.assign(server, { defects });
};

/** What an SDK client needs to reach the endpoint. */
export const clientOf = ({ url }: WireServer) => ({
  endpoint: url,
  region: 'us-east-1',
  credentials: { accessKeyId: 'AKID', secretAccessKey: 'secret' },
  maxAttempts: 1,
});

/** A service of the given operations; those that no test calls need not be there. */
export const serviceOf = (
  signingName: string,
  protocols: readonly Protocol[],
  operations: WireService['operations'],
  schemas?: () => Promise<object>,
): WireService => ({ signingName, protocols, operations, ...(schemas && { schemas }) });

/** An Authorization header in the right form. */
export const signedFor = (signingName: string): string =>
  `AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/${signingName}/aws4_request, SignedHeaders=host, Signature=00`;
