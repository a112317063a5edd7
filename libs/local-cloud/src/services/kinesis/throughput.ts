import type { Clock } from '../../core/clock.js';
import { TokenBucket } from '../../core/token-bucket.js';

const MIB = 1024 * 1024;

/**
 * What one shard lets through: 1,000 records and 1 MiB a second in, 5 calls and 2 MiB a second out.
 * https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html
 */
export class ShardThroughput {
  readonly #recordsIn: TokenBucket;
  readonly #bytesIn: TokenBucket;
  readonly #callsOut: TokenBucket;
  readonly #bytesOut: TokenBucket;
  #load = { records: 0, bytes: 0 };

  constructor(clock: Clock) {
    this.#recordsIn = new TokenBucket(1_000, clock);
    this.#bytesIn = new TokenBucket(MIB, clock);
    this.#callsOut = new TokenBucket(5, clock);
    this.#bytesOut = new TokenBucket(2 * MIB, clock);
  }

  /** Whether the shard takes a record of that size now; if so, it is counted. */
  admitRecord(sizeBytes: number): boolean {
    if (!this.#recordsIn.has(1) || !this.#bytesIn.has(sizeBytes)) return false;
    this.#recordsIn.take(1);
    this.#bytesIn.take(sizeBytes);
    this.#load = { records: this.#load.records + 1, bytes: this.#load.bytes + sizeBytes };
    return true;
  }

  /** What the shard has taken since the last call. */
  takeLoad(): { readonly records: number; readonly bytes: number } {
    const load = this.#load;
    this.#load = { records: 0, bytes: 0 };
    return load;
  }

  /** Whether the shard answers a GetRecords call now; if so, it is counted. A large answer delays the ones after it. */
  admitRead(): boolean {
    if (!this.#callsOut.has(1) || !this.#bytesOut.has(1)) return false;
    this.#callsOut.take(1);
    return true;
  }

  countRead(sizeBytes: number): void {
    this.#bytesOut.take(sizeBytes);
  }
}
