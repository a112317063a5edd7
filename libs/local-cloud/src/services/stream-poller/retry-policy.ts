import type { StreamEvent } from './stream-event.js';

export interface RetryPolicy {
  /** Infinity: as long as the stream keeps the record. */
  readonly maximumRecordAgeMs: number;
  /** Executions after the first one that failed; Infinity: until the record is too old. */
  readonly maximumRetryAttempts: number;
  /** Halve a batch that fails until the one bad record is found. */
  readonly bisects: boolean;
}

/** Events that go to the target together. */
export interface Batch {
  readonly events: readonly StreamEvent[];
  /** Failures that the retry policy counts. */
  readonly failures: number;
  /** Executions without any success since the last one with some; sets the pause before the next. */
  readonly fruitless: number;
  /** Executions so far. */
  readonly executions: number;
}

export const newBatch = (events: readonly StreamEvent[]): Batch => ({
  events,
  failures: 0,
  fruitless: 0,
  executions: 0,
});

/** What an execution left undone. */
export interface Failure {
  readonly failed: readonly StreamEvent[];
  /**
   * True when the fault lies with the events or the settings; false when the target is busy or broken: that passes, and
   * is retried as long as the records live.
   */
  readonly counted: boolean;
  readonly reason: string;
  /** True when the target itself has said where to go on: what failed is then not halved. */
  readonly keepsTogether?: boolean;
  /** What a function answered, for the message about records given up. */
  readonly invocation?: FailedInvocation;
}

export interface FailedInvocation {
  readonly requestId: string;
  readonly statusCode: number;
  readonly functionError?: string | undefined;
}

export type AfterFailure = { readonly retry: readonly Batch[] } | { readonly giveUp: readonly StreamEvent[] };

/**
 * What becomes of a batch after a failure. Only what failed is tried again. Halving a batch costs no retry: each half
 * starts anew, until one event is alone with its failures.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-batching-concurrency.html
 */
export const afterFailure = (
  batch: Batch,
  { failed, counted, keepsTogether = false }: Failure,
  { bisects, maximumRetryAttempts }: RetryPolicy,
): AfterFailure => {
  const executions = batch.executions + 1;
  const fruitless = failed.length < batch.events.length ? 1 : batch.fruitless + 1;
  if (!counted) return { retry: [{ events: failed, failures: batch.failures, fruitless, executions }] };
  if (bisects && keepsTogether) return { retry: [newBatch(failed)] };
  if (bisects && failed.length > 1) {
    const middle = Math.ceil(failed.length / 2);
    return { retry: [newBatch(failed.slice(0, middle)), newBatch(failed.slice(middle))] };
  }
  const failures = batch.failures + 1;
  return failures > maximumRetryAttempts
    ? { giveUp: failed }
    : { retry: [{ events: failed, failures, fruitless, executions }] };
};

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;

/** Differs: AWS does not publish its pauses; these double from a quarter of a second up to ten seconds. */
export const pauseMs = ({ fruitless }: Batch): number =>
  fruitless === 0 ? 0 : Math.min(FIRST_PAUSE_MS * 2 ** (fruitless - 1), LONGEST_PAUSE_MS);
