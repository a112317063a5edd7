import { type RejectionReason } from '@sales-cdc/stream-codec';

/** What happened in one batch, counted while it happens. */
export interface BatchCounts {
  /** Alerts that SNS took in this batch; one that had been published before counts no more. */
  published: number;
  /** Records that no sale could be read from, by the reason; the lake's error output holds them. */
  readonly skippedBy: Map<RejectionReason, number>;
  /** Records that Lambda is asked to bring again. */
  failed: number;
}

export const newCounts = (): BatchCounts => ({ published: 0, skippedBy: new Map(), failed: 0 });

/** Counts a record that is no sale. */
export const countSkipped = ({ skippedBy }: BatchCounts, reason: RejectionReason): void => {
  skippedBy.set(reason, (skippedBy.get(reason) ?? 0) + 1);
};
