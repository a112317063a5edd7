import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js';
import { SALES_PREFIX, placeSale } from '@sales-cdc/partitioning';
import { saleStream } from '@sales-cdc/stream-codec';
import { readLines } from '../objects/lines.js';
import { keysUnder } from '../objects/object-store.js';
import { folderOf, writeRows, type PlacedRow } from '../objects/write-rows.js';
import { readLakeRow, type ReadRow } from './lake-row.js';
import { ReplayReport, type ReplayResult } from './replay-report.js';
import { declareTable, prepareTable, replayPrefix, type ReplayTarget } from './replay-table.js';

export interface ReplayLakeOptions extends ReplayTarget {
  /** The first and the last day, `yyyy-MM-dd`, whose folders are read; all when left out. */
  readonly firstDay?: string;
  readonly lastDay?: string;
  /** Milliseconds since 1970: what `processed_at` says, and which days the table holds. */
  readonly nowMs: number;
  /** Reads and tells, and writes nothing. */
  readonly dryRun?: boolean;
  readonly onObject?: (key: string) => void;
}

/**
 * Reads rows of the lake with today's codec and writes them as rows of a new table, which is there when all of them are.
 * Repeated rows stay repeated: views over the new table collapse them as they do over the old one.
 */
export const replayLake = async (options: ReplayLakeOptions): Promise<ReplayResult> => {
  const { store, bucket, tableName, dryRun = false, onObject } = options;
  await prepareTable(options, dryRun);
  const report = new ReplayReport();
  const convert = converter(options.nowMs);
  const target = { store, bucket, prefix: replayPrefix(tableName), label: 'replayed' };
  for await (const key of keysUnder(store, bucket, SALES_PREFIX)) {
    if (!isWanted(key, options)) continue;
    onObject?.(key);
    const rows: PlacedRow[] = [];
    (await readLines(store, bucket, key)).forEach((line, index) => {
      const place = `${key} line ${index + 1}`;
      const row = convert(line, place);
      if (isLeft(row)) report.addRejection(place, row.left);
      else {
        report.addRow(row.right);
        rows.push(row.right.row);
      }
    });
    if (!dryRun) report.addObjects(await writeRows(rows, target));
  }
  if (!dryRun) await declareTable(options, `Rows of ${SALES_PREFIX} by the codec of another day`);
  return report.result();
};

const isWanted = (key: string, { firstDay = '', lastDay = '9999-12-31' }: ReplayLakeOptions): boolean => {
  const [, day] = /\bdt=(\d{4}-\d\d-\d\d)\//.exec(key) ?? [];
  return day !== undefined && firstDay <= day && day <= lastDay;
};

type Converted = Omit<ReadRow, 'change'> & { readonly row: PlacedRow };

const converter = (nowMs: number): ((line: string, origin: string) => Either<string, Converted>) => {
  const place = placeSale(nowMs);
  const write = saleStream.linesAt(nowMs);
  return (text, origin) => {
    const read = readLakeRow(text);
    if (isLeft(read)) return read;
    const { change, ...findings } = read.right;
    const partitionKeys = place(change.image);
    if (isLeft(partitionKeys)) return partitionKeys;
    const line = write(change);
    if (isLeft(line)) return left(line.left.details.join('; '));
    return right({ ...findings, row: { folder: folderOf(partitionKeys.right), origin, line: line.right } });
  };
};
