import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';

/** A request before its body is read. `path` is as it was sent: still percent-encoded, nothing normalised. */
export interface WireHead {
  /** What the answer carries as its request id. */
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** Without the question mark. */
  readonly search: string;
  readonly headers: IncomingHttpHeaders;
}

export interface WireRequest extends WireHead {
  readonly body: Buffer;
}

export interface WireResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | Readable;
}
