import type { GlueType } from './glue-type.js';

export interface LakeColumn {
  readonly name: string;
  readonly type: GlueType;
}

/** An object of a table, as the engine reads it. */
export interface LakeFile {
  /** On this machine; never shown. */
  readonly path: string;
  /** `s3://bucket/key` */
  readonly uri: string;
  readonly etag: string;
  readonly sizeBytes: number;
  readonly compression: 'uncompressed' | 'gzip' | 'zstd';
}

/** A table of the catalog with the objects that a query of it may see. */
export interface LakeTable {
  readonly database: string;
  readonly name: string;
  readonly columns: readonly LakeColumn[];
  /** They come last, as in Athena. */
  readonly partitionColumns: readonly LakeColumn[];
  readonly files: readonly LakeFile[];
  /** `ignore.malformed.json`: a line that is no JSON object is a row of NULLs and not the end of the query. */
  readonly ignoreMalformed: boolean;
}
