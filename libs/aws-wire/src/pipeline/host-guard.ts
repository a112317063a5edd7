import { WireFault } from './wire-fault.js';
import type { WireHead } from './wire-message.js';

/** Refuses requests whose Host is not this endpoint, so that no web page can reach it by rebinding a name of its own. */
export class HostGuard {
  readonly #allowed: ReadonlySet<string>;

  constructor(port: number) {
    const names = ['127.0.0.1', 'localhost', '[::1]'];
    const withPort = names.map((name) => `${name}:${port}`);
    // A client leaves the port out of the header when it is HTTP's own.
    this.#allowed = new Set(port === 80 ? [...withPort, ...names] : withPort);
  }

  check({ headers }: WireHead): void {
    const host = headers.host ?? headers[':authority'];
    if (typeof host === 'string' && this.#allowed.has(host.toLowerCase())) return;
    // Differs: no virtual-host style addresses (`bucket.localhost`); buckets are in the path.
    throw new WireFault(
      'foreignHost',
      `This endpoint answers only as ${[...this.#allowed].join(', ')}, not as '${String(host ?? '')}'; S3 clients need path-style addresses.`,
    );
  }
}
