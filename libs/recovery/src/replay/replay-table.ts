import { LAKE_COLUMNS, PARTITION_KEYS, SERDE, type GlueColumn } from '@sales-cdc/lake-table';
import { partitionProjection } from '@sales-cdc/partitioning';
import { keysUnder, type ObjectStore } from '../objects/object-store.js';
import { Refusal } from '../refusal.js';
import { isServiceError } from '../shard-range/service-error.js';

interface Column {
  Name: string;
  Type: string;
  Comment: string;
}

/** The operations of Glue that make a table, in the shapes of the SDK. */
export interface TableCatalog {
  GetTable(input: { readonly DatabaseName: string; readonly Name: string }): Promise<unknown>;
  CreateTable(input: {
    readonly DatabaseName: string;
    readonly TableInput: {
      Name: string;
      Description: string;
      TableType: string;
      Parameters: Record<string, string>;
      PartitionKeys: Column[];
      StorageDescriptor: {
        Columns: Column[];
        Location: string;
        InputFormat: string;
        OutputFormat: string;
        SerdeInfo: { SerializationLibrary: string; Parameters: Record<string, string> };
      };
    };
  }): Promise<unknown>;
}

/** Where a replay goes to. */
export interface ReplayTarget {
  readonly store: ObjectStore;
  readonly catalog: TableCatalog;
  /** The bucket of the lake. */
  readonly bucket: string;
  readonly databaseName: string;
  /** The name of the new table. */
  readonly tableName: string;
}

/** The folder of replayed tables; outside of what any other table reads. */
const REPLAY_PREFIX = 'replays/';
/** https://docs.aws.amazon.com/athena/latest/ug/tables-databases-columns-names.html */
const NAME = /^[a-z][a-z0-9_]{0,127}$/;

export const replayPrefix = (tableName: string): string => `${REPLAY_PREFIX}${tableName}/`;

/**
 * Makes room for the rows of a new table. Without the table nobody reads its folder, so what lies there is of a replay
 * that was cut short, and goes. Throws a Refusal for a name that is none, and for a table that is there.
 */
export const prepareTable = async (target: ReplayTarget, dryRun: boolean): Promise<void> => {
  const { store, catalog, bucket: Bucket, databaseName: DatabaseName, tableName: Name } = target;
  if (!NAME.test(Name))
    throw new Refusal(`${JSON.stringify(Name)} names no table: use small letters, digits and underscores.`);
  if (await isThere(catalog, DatabaseName, Name))
    throw new Refusal(`The table ${DatabaseName}.${Name} is there already: name another, or drop it first.`);
  if (dryRun) return;
  const leftovers: string[] = [];
  for await (const key of keysUnder(store, Bucket, replayPrefix(Name))) leftovers.push(key);
  for (const Key of leftovers) await store.DeleteObject({ Bucket, Key });
};

const isThere = async (catalog: TableCatalog, DatabaseName: string, Name: string): Promise<boolean> => {
  try {
    await catalog.GetTable({ DatabaseName, Name });
    return true;
  } catch (error) {
    if (isServiceError(error, ['EntityNotFoundException'])) return false;
    throw error;
  }
};

/** Declares the table with today's columns; last, so that no query sees half of its rows. */
export const declareTable = async (
  { catalog, bucket, databaseName, tableName }: ReplayTarget,
  description: string,
): Promise<void> => {
  await catalog.CreateTable({
    DatabaseName: databaseName,
    TableInput: {
      Name: tableName,
      Description: description,
      TableType: 'EXTERNAL_TABLE',
      Parameters: { classification: 'json', compressionType: 'gzip', ...partitionProjection },
      PartitionKeys: PARTITION_KEYS.map(columnOf),
      StorageDescriptor: {
        Columns: LAKE_COLUMNS.map(columnOf),
        Location: `s3://${bucket}/${replayPrefix(tableName)}`,
        InputFormat: SERDE.inputFormat,
        OutputFormat: SERDE.outputFormat,
        SerdeInfo: { SerializationLibrary: SERDE.serializationLibrary, Parameters: { ...SERDE.parameters } },
      },
    },
  });
};

const columnOf = ({ name, type, comment }: GlueColumn): Column => ({ Name: name, Type: type, Comment: comment });
