import type { EngineSql, Query } from '@sales-cdc/athena-sql';
import type { GlueType } from './glue-type.js';

export interface LakeColumn {
  readonly name: string;
  readonly type: GlueType;
}

/** Values of the partition columns in their order, as text; undefined stands for NULL. */
export type PartitionValues = readonly (string | undefined)[];

/** An object of a table, as the engine reads it. */
export interface LakeFile {
  /** On this machine; never shown. */
  readonly path: string;
  /** `s3://bucket/key` */
  readonly uri: string;
  readonly etag: string;
  readonly sizeBytes: number;
  readonly compression: 'uncompressed' | 'gzip' | 'zstd';
  readonly partition: PartitionValues;
}

/** Tells of each partition whether the statement may read rows of it. */
export type KeepPartitions = (partitions: readonly PartitionValues[]) => Promise<readonly boolean[]>;

/** How the objects of a table are to be read. */
export type LakeFormat =
  | { readonly kind: 'parquet' }
  | {
      readonly kind: 'json';
      /** `ignore.malformed.json`: a line that is no JSON object is a row of NULLs and not the end of the query. */
      readonly ignoreMalformed: boolean;
      /**
       * `mapping.<column>`: the key of the data that a column reads, where it is not the column's name.
       *
       * Differs: keys must be written as the column or the mapping says, also where `case.insensitive` is true.
       */
      readonly keys: ReadonlyMap<string, string>;
    };

/** A table of the catalog with the objects that a query of it may see. */
export interface LakeTable {
  readonly database: string;
  readonly name: string;
  readonly columns: readonly LakeColumn[];
  /** They come last, as in Athena. */
  readonly partitionColumns: readonly LakeColumn[];
  readonly format: LakeFormat;
  /** Lists the objects of the partitions that are kept. */
  files(keep: KeepPartitions): Promise<readonly LakeFile[]>;
}

/** A column that a view promises, with Trino's name of its type. */
export interface ViewColumn {
  readonly name: string;
  readonly type: string;
}

/** A view of the catalog; names in its query are those of its own database. */
export interface LakeView {
  readonly database: string;
  readonly name: string;
  readonly query: Query;
  /** What its definition promises; absent where its query alone says it. */
  readonly columns?: readonly ViewColumn[];
  /** Where the statement names it: `line 1:15`. */
  readonly place?: string;
}

/** What a statement names. Views come after the views that they name. */
export interface LakeCatalog {
  readonly tables: readonly LakeTable[];
  readonly views: readonly LakeView[];
}

/** A view whose names and types are checked. */
export interface CheckedView {
  readonly database: string;
  readonly name: string;
  readonly sql: EngineSql;
}
