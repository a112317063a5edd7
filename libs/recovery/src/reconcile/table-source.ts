import type { EntrySource, TakeEntries } from './entry-source.js';
import { tableEntries, type TableItem } from './table-entry.js';

/** The operations of DynamoDB that reading a table needs, in the shapes of the SDK. */
export interface TableReader {
  Scan(input: {
    readonly TableName: string;
    readonly Segment: number;
    readonly TotalSegments: number;
    readonly Limit?: number;
    readonly ExclusiveStartKey?: TableItem;
  }): Promise<{
    readonly Items?: readonly TableItem[] | undefined;
    readonly LastEvaluatedKey?: TableItem | undefined;
  }>;
  GetItem(input: {
    readonly TableName: string;
    readonly Key: { readonly sale_id: { readonly S: string } };
    readonly ConsistentRead: true;
  }): Promise<{ readonly Item?: TableItem | undefined }>;
}

/** A page of 1 MiB in each segment would be too much for a small memory. */
const PAGE_ITEMS = 1_000;

export interface TableSourceOptions {
  readonly reader: TableReader;
  readonly tableName: string;
  /** How many parts of the table are read at a time. */
  readonly segments: number;
  /** Milliseconds since 1970: which days the lake can hold. */
  readonly nowMs: number;
}

/** The items of the table, read by a parallel Scan. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Scan.html */
export const tableSource = ({ reader, tableName: TableName, segments, nowMs }: TableSourceOptions): EntrySource => {
  const entryOf = tableEntries(nowMs);

  const readSegment = async (Segment: number, take: TakeEntries): Promise<void> => {
    let start: TableItem | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await reader.Scan({
        TableName,
        Segment,
        TotalSegments: segments,
        Limit: PAGE_ITEMS,
        ...(start !== undefined && { ExclusiveStartKey: start }),
      });
      await take(Items.map(entryOf));
      start = LastEvaluatedKey;
    } while (start !== undefined);
  };

  return {
    readAll: async (take) => {
      await Promise.all(Array.from({ length: segments }, (_, segment) => readSegment(segment, take)));
    },
    readSome: async (keys, take) => {
      const waiting = [...keys];
      const readNext = async (): Promise<void> => {
        for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
          const { Item } = await reader.GetItem({ TableName, Key: { sale_id: { S: key } }, ConsistentRead: true });
          if (Item) await take([entryOf(Item)]);
        }
      };
      await Promise.all(Array.from({ length: segments }, readNext));
    },
  };
};
