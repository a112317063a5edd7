import type { Clock } from '../../core/clock.js';
import type { Disk } from '../../core/disk.js';
import type { DeliveryCounts } from './delivery-counts.js';
import type { Failure, RetryPolicy } from './retry-policy.js';
import type { StreamEvent } from './stream-event.js';
import type { StreamSource } from './stream-source.js';

export type DeadLetterCondition = 'RetryAttemptsExhausted' | 'RecordAgeExceeded';

/** Events that a consumer gives up. */
export interface GivenUp {
  readonly shardId: string;
  readonly events: readonly StreamEvent[];
  readonly condition: DeadLetterCondition;
  /** How often they were sent. */
  readonly executions: number;
  /** The failure after which they were given up; undefined for records that were too old. */
  readonly failure: Failure | undefined;
}

/** How a consumer takes a stream to its target; shared by the pollers of all shards. */
export interface PollerContext {
  /** Who reads, in problems: `pipe`. */
  readonly consumer: string;
  readonly source: StreamSource;
  readonly batchSize: number;
  readonly batchingWindowMs: number;
  /** Batches of one shard that may be under way at a time; events of one partition key stay in order. */
  readonly parallelization: number;
  readonly retryPolicy: RetryPolicy;
  /** The target's name in problems. */
  readonly target: string;
  /** What the target did not take, in order; undefined when it took all. */
  deliver(events: readonly StreamEvent[], shardId: string): Promise<Failure | undefined>;
  /** Where events go that are given up; undefined when they are discarded. Throws what the queue answers. */
  readonly deadLetters: { readonly name: string; send(given: GivenUp): Promise<void> } | undefined;
  /** Where the positions lie. */
  readonly disk: Disk;
  readonly clock: Clock;
  readonly counts: DeliveryCounts;
  /** Something failed; one sentence. */
  readonly onProblem: (message: string) => void;
  /** The target has taken something. */
  readonly onSuccess: () => void;
}
