import type { Image } from '@sales-cdc/stream-codec';
import { wireForm } from '../dead-letters/pipe-data.js';
import type { ItemSource } from './item-source.js';

/** The key of a sale in the JSON of the wire. */
type ItemKey = Record<string, { S: string }>;

/** The operation of DynamoDB that a backfill needs, in the shapes of the SDK. */
export interface TableScanner {
  Scan(input: {
    readonly TableName: string;
    readonly Segment: number;
    readonly TotalSegments: number;
    readonly ExclusiveStartKey?: ItemKey;
  }): Promise<{ readonly Items?: readonly object[] | undefined; readonly LastEvaluatedKey?: object | undefined }>;
}

export interface ScanSourceOptions {
  readonly scanner: TableScanner;
  readonly tableName: string;
  readonly segments: number;
  /** Milliseconds since 1970. */
  readonly nowMs: () => number;
}

/**
 * Every item of a table by a parallel Scan, while it is written on.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Scan.html#Scan.ParallelScan
 */
export const scanSource = ({ scanner, tableName, segments, nowMs }: ScanSourceOptions): ItemSource => ({
  description: `the table ${tableName} in ${segments} segments`,
  segments,
  pages: async function* (Segment, from) {
    let start = from as ItemKey | undefined;
    do {
      // Before the question: what is committed later must not seem older than what was read.
      const readAtMs = nowMs();
      const { Items = [], LastEvaluatedKey } = await scanner.Scan({
        TableName: tableName,
        Segment,
        TotalSegments: segments,
        ...(start && { ExclusiveStartKey: start }),
      });
      start = LastEvaluatedKey as ItemKey | undefined;
      yield { items: Items.map((item) => wireForm(item) as Image), readAtMs, next: start };
    } while (start !== undefined);
  },
});
