import { isLeft } from 'fp-ts/lib/Either.js';
import { placeSale } from '@sales-cdc/partitioning';
import { recordReader, saleStream } from '@sales-cdc/stream-codec';
import { folderOf, writeRows, type PlacedRow } from '../objects/write-rows.js';
import { ReplayReport, type ReplayResult } from './replay-report.js';
import { declareTable, prepareTable, replayPrefix, type ReplayTarget } from './replay-table.js';
import { checkMoment, readStream, type ReadStreamOptions } from './stream-reader.js';

export interface ReplayStreamOptions extends ReplayTarget, ReadStreamOptions {
  /** Reads and tells, and writes nothing. */
  readonly dryRun?: boolean;
  readonly onProgress?: (shardId: string, soFar: ReplayResult) => void;
}

/** Rows after which objects are written. */
const CHUNK_ROWS = 20_000;

/**
 * Reads the records of the change stream from a moment on with today's codec and writes them as rows of a new table,
 * which is there when all of them are. A record that is no sale has no row, and its reason is told.
 */
export const replayStream = async (options: ReplayStreamOptions): Promise<ReplayResult> => {
  const { store, bucket, tableName, streamName, nowMs, dryRun = false, onProgress } = options;
  await checkMoment(options);
  await prepareTable(options, dryRun);
  const report = new ReplayReport();
  const read = recordReader(saleStream, placeSale)(nowMs);
  const target = { store, bucket, prefix: replayPrefix(tableName), label: 'replayed' };
  let rows: PlacedRow[] = [];
  const flush = async (): Promise<void> => {
    if (!dryRun) report.addObjects(await writeRows(rows, target));
    rows = [];
  };
  for await (const { shardId, records } of readStream(options)) {
    for (const { sequenceNumber, data } of records) {
      const origin = `${shardId} ${sequenceNumber}`;
      const outcome = read(Buffer.from(data).toString('base64'));
      if (isLeft(outcome)) {
        report.addRejection(origin, outcome.left.details.join('; '));
        continue;
      }
      report.addRow({});
      rows.push({ folder: folderOf(outcome.right.partitionKeys), origin, line: outcome.right.line });
    }
    if (rows.length >= CHUNK_ROWS) await flush();
    onProgress?.(shardId, report.result());
  }
  await flush();
  if (!dryRun) await declareTable(options, `Changes of ${streamName} since ${new Date(options.fromMs).toISOString()}`);
  return report.result();
};
