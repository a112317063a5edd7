import type { Table } from '@aws-sdk/client-glue';
import type { LakeFormat } from './engine/lake-table.js';
import { QueryFailed } from './engine/query-failed.js';

const OPENX = 'org.openx.data.jsonserde.JsonSerDe';
/** https://docs.aws.amazon.com/athena/latest/ug/json-serde.html */
const JSON_SERDES: ReadonlySet<string> = new Set([OPENX, 'org.apache.hive.hcatalog.data.JsonSerDe']);
/** https://docs.aws.amazon.com/athena/latest/ug/parquet-serde.html */
export const PARQUET_SERDE = 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe';

/** How the table's objects are to be read, by its SerDe. Throws `QueryFailed` for what the local cloud does not read. */
export const lakeFormat = (table: Table): LakeFormat => {
  const { SerializationLibrary: serde = 'none', Parameters: parameters = {} } =
    table.StorageDescriptor?.SerdeInfo ?? {};
  if (serde === PARQUET_SERDE) return { kind: 'parquet' };
  const name = `${table.DatabaseName ?? ''}.${table.Name ?? ''}`;
  if (!JSON_SERDES.has(serde))
    throw new QueryFailed(
      `NOT_SUPPORTED: the local cloud reads tables of JSON and Parquet only; ${name} has the SerDe ${serde}`,
    );
  for (const refused of ['dots.in.keys', 'timestamp.formats'])
    if (![undefined, 'false', ''].includes(parameters[refused]?.toLowerCase()))
      throw new QueryFailed(
        `NOT_SUPPORTED: the local cloud does not know the SerDe property ${refused}; ${name} has it`,
      );
  return {
    kind: 'json',
    ignoreMalformed: parameters['ignore.malformed.json']?.toLowerCase() === 'true',
    keys: serde === OPENX ? mappings(parameters) : new Map(),
  };
};

/** `mapping.<column>` = the key in the data. https://docs.aws.amazon.com/athena/latest/ug/openx-json-serde.html */
const mappings = (parameters: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(parameters).flatMap(([name, key]) =>
      name.startsWith('mapping.') ? [[name.slice('mapping.'.length).toLowerCase(), key] as const] : [],
    ),
  );
