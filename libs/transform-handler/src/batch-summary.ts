import { type Outcome, type RejectionReason } from '@sales-cdc/stream-codec';

/** What happened in one batch. */
export interface BatchSummary {
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
  readonly rejected: number;
  readonly rejectedBy: ReadonlyMap<RejectionReason, number>;
  /** Milliseconds from the commit of the oldest change in the batch to now; undefined when nothing was accepted. */
  readonly commitLagMs: number | undefined;
}

/** Counts the outcomes of a batch at a given time (milliseconds since 1970). */
export const summarise = (outcomes: readonly Outcome[], nowMs: number): BatchSummary => {
  const ops = { c: 0, u: 0, d: 0, r: 0 };
  const rejectedBy = new Map<RejectionReason, number>();
  let oldestMs = Infinity;
  for (const outcome of outcomes) {
    if (outcome._tag === 'Right') {
      ops[outcome.right.op]++;
      oldestMs = Math.min(oldestMs, outcome.right.committedAtMs);
    } else {
      const { reason } = outcome.left;
      rejectedBy.set(reason, (rejectedBy.get(reason) ?? 0) + 1);
    }
  }
  const accepted = ops.c + ops.u + ops.d + ops.r;
  return {
    inserted: ops.c,
    updated: ops.u,
    deleted: ops.d,
    rejected: outcomes.length - accepted,
    rejectedBy,
    // A commit that seems to lie ahead is a difference of clocks, not a lag.
    commitLagMs: accepted === 0 ? undefined : Math.max(0, nowMs - oldestMs),
  };
};
