import type { Readable } from 'node:stream';
import { readBody } from '../body/read-body.js';
import { accessKeyIdOf, requireSignature } from './credential-scope.js';
import type { HostGuard } from './host-guard.js';
import type { Routes } from './routes.js';
import { AwsError } from '../aws-error.js';
import { toAwsError, WireFault } from './wire-fault.js';
import type { WireHead, WireResponse } from './wire-message.js';
import type { WireCall } from '../wire-service.js';

export interface Pipeline {
  readonly routes: Routes;
  readonly hosts: HostGuard;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Told of every error that is neither the caller's nor an operation's `AwsError`. */
  readonly onDefect: (error: unknown) => void;
  /** Throws AWS's error when the caller may not make the call. */
  readonly authorize: ((call: WireCall) => void) | undefined;
}

/** The whole way of a request: route, check, decode, authorize, operation, encode. Never rejects. */
export const answer = async (head: WireHead, body: Readable, pipeline: Pipeline): Promise<WireResponse> => {
  const protocol = pipeline.routes.find(head);
  try {
    pipeline.hosts.check(head);
    requireSignature(head, pipeline.now());
    const request = { ...head, body: await readBody(body, head.headers, protocol.bodyLimitBytes) };
    const { service, name, operation, input, encode } = await protocol.decode(request);
    const caller = { accessKeyId: accessKeyIdOf(head) };
    pipeline.authorize?.({ ...caller, service, operation: name, input });
    return encode(await operation(input, caller));
  } catch (error) {
    body.resume();
    if (!(error instanceof AwsError || error instanceof WireFault)) pipeline.onDefect(error);
    return protocol.encodeError(toAwsError(error, protocol.kind), head);
  }
};
