export { readErrorLine, type ErrorLine } from './error-output/error-line.js';
export {
  redriveErrorOutput,
  type ErrorOutputRedrive,
  type RedriveErrorOutputOptions,
} from './error-output/redrive-error-output.js';
export { readLines, zippedLines } from './objects/lines.js';
export { keysUnder, type ObjectStore } from './objects/object-store.js';
export { readDeadLetter, type DeadLetter } from './dead-letters/dead-letter.js';
export type { ChangeSource, StreamRecord } from './dead-letters/ports.js';
export type { ChangeTarget } from './kinesis/put-records.js';
export type { MessageQueue, QueueMessage } from './queue/ports.js';
export {
  redriveDeadLetters,
  type DeadLetterRedrive,
  type RedriveDeadLettersOptions,
} from './dead-letters/redrive-dead-letters.js';
export {
  redriveAlertFailures,
  type AlertFailureRedrive,
  type RedriveAlertFailuresOptions,
} from './alert-failures/redrive-alert-failures.js';
export type { FunctionInvoker, ShardReader } from './alert-failures/ports.js';
export { QueryFailed, type QueryEngine } from './athena/query-engine.js';
export { runQuery, type QueryContext } from './athena/run-query.js';
export type { EntrySource } from './reconcile/entry-source.js';
export type { ColumnDifference, Finding, FindingKind } from './reconcile/finding.js';
export { lakeSource } from './reconcile/lake-source.js';
export { reconcile, type ReconcileOptions, type Reconciliation } from './reconcile/reconcile.js';
export type { TableItem } from './reconcile/table-entry.js';
export { tableSource, type TableReader, type TableSourceOptions } from './reconcile/table-source.js';
export { memoryScratch, type Scratch } from './scratch/scratch.js';
export type { ItemRefusal } from './backfill/checkpoint.js';
export { exportLocation, type ExportLocation } from './backfill/export-manifest.js';
export { exportSource, type ExportSourceOptions } from './backfill/export-source.js';
export type { ItemSource } from './backfill/item-source.js';
export { runBackfill, type BackfillOptions, type BackfillResult } from './backfill/run-backfill.js';
export { scanSource, type ScanSourceOptions, type TableScanner } from './backfill/scan-source.js';
export { Refusal } from './refusal.js';
export { replayLake, type ReplayLakeOptions } from './replay/replay-lake.js';
export type { ReplayResult } from './replay/replay-report.js';
export { replayStream, type ReplayStreamOptions } from './replay/replay-stream.js';
export type { ReplayTarget, TableCatalog } from './replay/replay-table.js';
export type { StreamReader } from './replay/stream-reader.js';
export { tableDrift, type CatalogTable, type ColumnDrift, type TableDrift } from './drift/column-drift.js';
export { isRequiredColumn } from './drift/required-columns.js';
export { unknownAttributes, type UnknownAttribute } from './drift/unknown-attributes.js';
export { explainRecords, type ExplanationCounts } from './explain/explain-records.js';
export { explainer, type Explanation, type RejectedRecord } from './explain/explanation.js';
export { recordInText, recordsInObjects, recordsInView, type FoundRecord } from './explain/read-records.js';
export { compactLake, type Compaction, type CompactOptions } from './compact/compact.js';
export type { DayCompaction } from './compact/compact-day.js';
export type { LakeStore } from './compact/ports.js';
