import type { Clock } from '../../core/clock.js';

/** Lets through so many units a second of the template's time, and no more than one second's worth at once. */
export class TokenBucket {
  #tokens: number;
  #filledAtMs: number;

  constructor(
    private readonly perSecond: number,
    private readonly clock: Clock,
  ) {
    this.#tokens = perSecond;
    this.#filledAtMs = clock.elapsedMs();
  }

  /** Whether that much may pass now. */
  has(amount: number): boolean {
    const nowMs = this.clock.elapsedMs();
    this.#tokens = Math.min(this.perSecond, this.#tokens + ((nowMs - this.#filledAtMs) / 1000) * this.perSecond);
    this.#filledAtMs = nowMs;
    // A quarter of a second refilled in three steps is a few billionths short of what it is in one.
    return this.#tokens + 1e-6 >= amount;
  }

  /** Counts what has passed; more than there was leaves a debt that must be worked off first. */
  take(amount: number): void {
    this.#tokens -= amount;
  }
}

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
    return true;
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
