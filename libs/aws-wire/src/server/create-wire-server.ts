import { randomUUID } from 'node:crypto';
import { createRoutes, type BodyLimits } from '../pipeline/routes.js';
import type { WireCall, WireService } from '../wire-service.js';
import { HttpEndpoint } from './http-endpoint.js';

/** A running endpoint. Disposing it stops listening, ends idle connections and lets running requests end, for a bounded time. */
export interface WireServer extends AsyncDisposable {
  readonly port: number;
  /** `http://127.0.0.1:4566` */
  readonly url: string;
}

export interface WireServerOptions {
  readonly services: readonly WireService[];
  /** Loopback only: nothing else is safe without checking signatures. */
  readonly host: '127.0.0.1';
  /** 0 takes any free one. */
  readonly port: number;
  /** Told of every error that is neither the caller's nor an operation's `AwsError`; the caller sees an internal failure. */
  readonly onDefect: (error: unknown) => void;
  /** Bodies over these are refused. 16 MiB for documents and 256 MiB for objects when not given. */
  readonly limits?: Partial<BodyLimits>;
  /** How long requests may go on after disposal has begun; 5 seconds when not given. */
  readonly closeGraceMs?: number;
  /** Makes the id of a request; random when not given. */
  readonly nextRequestId?: () => string;
  /** Milliseconds since the epoch, by which presigned URLs expire; the machine's clock when not given. */
  readonly now?: () => number;
  /** Throws an `AwsError` when the caller may not make the call; every caller may make every call when not given. */
  readonly authorize?: (call: WireCall) => void;
}

const MIB = 1024 * 1024;

// Differs: AWS takes objects of up to 5 GiB; here the whole body of a request is in memory.
const DEFAULT_LIMITS: BodyLimits = { documentBytes: 16 * MIB, objectBytes: 256 * MIB };

/**
 * Serves all the services on one port, over HTTP/1.1 and over HTTP/2 with prior knowledge. Rejects with a plain `Error` of one
 * sentence when the port cannot be had or two services claim the same route.
 */
export const createWireServer = async (options: WireServerOptions): Promise<WireServer> => {
  const routes = createRoutes(options.services, { ...DEFAULT_LIMITS, ...options.limits });
  const endpoint = new HttpEndpoint({
    routes,
    onDefect: options.onDefect,
    closeGraceMs: options.closeGraceMs ?? 5000,
    nextRequestId: options.nextRequestId ?? randomUUID,
    // eslint-disable-next-line no-restricted-properties -- the default of an option
    now: options.now ?? Date.now,
    authorize: options.authorize,
  });
  const port = await endpoint.listen(options.host, options.port);
  return {
    port,
    url: `http://${options.host}:${port}`,
    [Symbol.asyncDispose]: () => endpoint.close(),
  };
};
