import { counted } from './counted.js';
import type { Reconciliation } from './reconcile.js';
import type { DeliveryTracker } from './delivery-tracker.js';
import type { WriteCounts } from './generator-process.js';

/** What one run did: the object that `--json` prints. Every count is of this run; `lost` and `duplicates` are of all data. */
export interface Summary {
  /** Sales written. */
  readonly sales: number;
  /** Lines of a file that are no sale, each reported. */
  readonly skipped: number;
  /** Changes of the table, by any client. */
  readonly changes: number;
  /** Changes whose row arrived in the lake. */
  readonly delivered: number;
  /** Records in the error output. */
  readonly rejected: number;
  /** Alerts of sales of high value that a subscriber received. */
  readonly alerts: number;
  readonly lost: number;
  /** Sales that `sales_current` holds wrongly or twice. */
  readonly duplicates: number;
  /** Rows that arrived again, which a reader drops by their sequence number: delivery is at least once. */
  readonly redelivered: number;
  /** Objects of rows. */
  readonly objects: number;
  /** From the acknowledged write to the row that SQL can read. */
  readonly freshnessMs: { readonly p50: number | null; readonly p99: number | null };
  readonly changesPerSecond: number;
  /** From the first write to the last. */
  readonly writesPerSecond: number;
  /** From the start of the process until the local cloud answered. */
  readonly startMs: number;
  /** From the template being read until the local cloud answered. */
  readonly readyMs: number;
  /** From the start of the process until the first row was in the lake; null if there was none. */
  readonly firstRowMs: number | null;
  /** The most memory that the process of the local cloud ever held. */
  readonly peakRssMiB: number;
}

export interface RunFigures {
  /** Undefined when nothing was written. */
  readonly written: WriteCounts | undefined;
  readonly tracker: DeliveryTracker;
  readonly objects: number;
  readonly rejected: number;
  readonly alerts: number;
  readonly reconciliation: Reconciliation;
  readonly startMs: number;
  readonly readyMs: number;
  readonly firstRowMs: number | undefined;
  readonly peakRssMiB: number;
}

export const summarize = ({
  written,
  tracker,
  objects,
  rejected,
  alerts,
  reconciliation,
  firstRowMs,
  ...process
}: RunFigures): Summary => ({
  sales: written?.written ?? 0,
  skipped: written?.skipped ?? 0,
  changes: tracker.changes,
  delivered: tracker.delivered,
  rejected,
  alerts,
  lost: reconciliation.lost.length,
  duplicates: reconciliation.duplicates.length,
  redelivered: tracker.redelivered,
  objects,
  freshnessMs: { p50: tracker.freshness.percentile(0.5), p99: tracker.freshness.percentile(0.99) },
  changesPerSecond: tracker.changesPerSecond,
  writesPerSecond: tracker.writesPerSecond,
  startMs: Math.round(process.startMs),
  readyMs: Math.round(process.readyMs),
  firstRowMs: firstRowMs === undefined ? null : Math.round(firstRowMs),
  peakRssMiB: Math.round(process.peakRssMiB),
});

/** The summary for people. */
export const summaryLines = (summary: Summary, { lost, duplicates, sales }: Reconciliation): string[] => [
  [
    `${counted(summary.sales, 'sale')} written`,
    ...(summary.skipped > 0 ? [`${counted(summary.skipped, 'line')} skipped`] : []),
    counted(summary.changes, 'change'),
    `${counted(summary.delivered, 'row')} delivered in ${counted(summary.objects, 'object')}`,
    `${summary.rejected} rejected`,
    counted(summary.alerts, 'alert'),
  ].join(', '),
  ...(summary.freshnessMs.p50 === null || summary.freshnessMs.p99 === null
    ? []
    : [
        `from write to row: half within ${summary.freshnessMs.p50} ms, 99 of 100 within ${summary.freshnessMs.p99} ms; ${summary.changesPerSecond} changes per second`,
      ]),
  ...(summary.redelivered > 0
    ? [`${counted(summary.redelivered, 'row')} arrived again; readers drop them by their sequence number`]
    : []),
  lost.length + duplicates.length === 0
    ? `reconciled: ${counted(sales, 'sale')} in the table, each as it is in the lake; nothing lost, no duplicates`
    : `NOT reconciled: ${counted(lost.length, 'sale')} lost${examples(lost)}, ${duplicates.length} wrong or twice${examples(duplicates)}`,
];

const examples = (keys: readonly string[]): string =>
  keys.length > 0 ? ` (${keys.slice(0, 3).join(', ')}${keys.length > 3 ? ', …' : ''})` : '';
