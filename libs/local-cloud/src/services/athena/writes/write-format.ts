import type { PropertyValue } from '@sales-cdc/athena-sql';
import type { StorageDescriptor } from '@aws-sdk/client-glue';
import { QueryFailed } from '../engine/query-failed.js';
import { PARQUET_SERDE } from '../lake-format.js';

/** How objects are written. */
export interface WriteFormat {
  readonly kind: 'json' | 'parquet';
  /** DuckDB's name. */
  readonly compression: string;
}

/** Athena's names of codecs in DuckDB's words, by format; the first is what is taken where none is named. */
const COMPRESSIONS: Readonly<Record<WriteFormat['kind'], Readonly<Record<string, string>>>> = {
  parquet: {
    GZIP: 'gzip',
    SNAPPY: 'snappy',
    ZSTD: 'zstd',
    LZ4: 'lz4_raw',
    NONE: 'uncompressed',
    UNCOMPRESSED: 'uncompressed',
  },
  json: { GZIP: 'gzip', ZSTD: 'zstd', NONE: 'none', UNCOMPRESSED: 'none' },
};

export type Properties = ReadonlyMap<string, PropertyValue>;

/**
 * The format that `WITH (…)` asks for.
 *
 * https://docs.aws.amazon.com/athena/latest/ug/create-table-as.html#ctas-table-properties
 */
export const writeFormat = (properties: Properties, otherwise: string | undefined): WriteFormat => {
  const name = String(properties.get('format') ?? otherwise ?? '').toUpperCase();
  if (name === '') throw new QueryFailed("INVALID_TABLE_PROPERTY: line 1:1: the property 'format' is required");
  if (name !== 'JSON' && name !== 'PARQUET')
    throw new QueryFailed(`NOT_SUPPORTED: the local cloud writes JSON and PARQUET, not ${name}`);
  const kind = name === 'JSON' ? 'json' : 'parquet';
  const codec = ['write_compression', `${kind}_compression`, 'compression']
    .map((key) => properties.get(key))
    .find((value) => value !== undefined);
  return { kind, compression: compressionOf(kind, String(codec ?? 'GZIP')) };
};

const compressionOf = (kind: WriteFormat['kind'], codec: string): string => {
  const compression = COMPRESSIONS[kind][codec.toUpperCase()];
  if (compression === undefined)
    throw new QueryFailed(`NOT_SUPPORTED: the local cloud does not write ${kind} with the compression ${codec}`);
  return compression;
};

/** Refuses what is not among the properties that the statement takes. */
export const refuseOtherProperties = (properties: Properties, known: readonly string[]): void => {
  for (const name of properties.keys())
    if (!known.includes(name))
      throw new QueryFailed(`NOT_SUPPORTED: the local cloud does not support the property ${name}`);
};

/** The property's texts; none where it is not there. */
export const textsOf = (properties: Properties, name: string): readonly string[] => {
  const value = properties.get(name) ?? [];
  if (typeof value !== 'object')
    throw new QueryFailed(`INVALID_TABLE_PROPERTY: the property ${name} must be an array of texts`);
  return value.map((text) => text.toLowerCase());
};

/** How the catalog says that a table has the format. */
export const storageOf = ({
  kind,
}: WriteFormat): Pick<StorageDescriptor, 'InputFormat' | 'OutputFormat' | 'SerdeInfo'> =>
  kind === 'parquet'
    ? {
        InputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
        OutputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
        SerdeInfo: { SerializationLibrary: PARQUET_SERDE },
      }
    : {
        InputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
        OutputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
        SerdeInfo: { SerializationLibrary: 'org.openx.data.jsonserde.JsonSerDe' },
      };
