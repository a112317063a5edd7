import type { CreateTable, StorageFormat } from './catalog-statement.js';
import { columnList, propertyList, tableName } from './hive-parts.js';
import type { Words } from './words.js';

const LAZY_SIMPLE = 'org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe';
const TEXT_INPUT = 'org.apache.hadoop.mapred.TextInputFormat';
const TEXT_OUTPUT = 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat';

type Format = Omit<StorageFormat, 'serdeProperties'>;

/** https://docs.aws.amazon.com/athena/latest/ug/create-table.html (STORED AS) */
const FORMATS: Readonly<Record<string, Format>> = {
  textfile: { inputFormat: TEXT_INPUT, outputFormat: TEXT_OUTPUT },
  parquet: {
    serde: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe',
    inputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
    outputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
  },
  orc: {
    serde: 'org.apache.hadoop.hive.ql.io.orc.OrcSerde',
    inputFormat: 'org.apache.hadoop.hive.ql.io.orc.OrcInputFormat',
    outputFormat: 'org.apache.hadoop.hive.ql.io.orc.OrcOutputFormat',
  },
  avro: {
    serde: 'org.apache.hadoop.hive.serde2.avro.AvroSerDe',
    inputFormat: 'org.apache.hadoop.hive.ql.io.avro.AvroContainerInputFormat',
    outputFormat: 'org.apache.hadoop.hive.ql.io.avro.AvroContainerOutputFormat',
  },
};

/** Reads what follows `CREATE EXTERNAL TABLE`. */
export const readCreateTable = (words: Words): CreateTable => {
  const ifNotExists = words.take('IF', 'NOT', 'EXISTS');
  const table = tableName(words);
  const columns = columnList(words);
  const comment = words.take('COMMENT') ? words.string() : undefined;
  const partitionColumns = words.take('PARTITIONED', 'BY') ? columnList(words) : [];
  const rowFormat = readRowFormat(words);
  const stored = words.take('STORED', 'AS') ? readStoredAs(words) : FORMATS['textfile'];
  const location = words.take('LOCATION') ? words.string() : undefined;
  return {
    kind: 'create-table',
    table,
    ifNotExists,
    columns,
    partitionColumns,
    ...(comment !== undefined && { comment }),
    format: { serde: LAZY_SIMPLE, ...stored, ...rowFormat },
    ...(location !== undefined && { location }),
    properties: words.take('TBLPROPERTIES') ? propertyList(words) : new Map(),
  };
};

const readRowFormat = (words: Words): Pick<StorageFormat, 'serde' | 'serdeProperties'> => {
  if (words.take('ROW', 'FORMAT', 'SERDE')) {
    const serde = words.string();
    return { serde, serdeProperties: words.take('WITH', 'SERDEPROPERTIES') ? propertyList(words) : new Map() };
  }
  if (words.take('ROW', 'FORMAT', 'DELIMITED')) return { serdeProperties: new Map(delimiters(words)) };
  return { serdeProperties: new Map() };
};

/** `FIELDS TERMINATED BY ','` and its like, as the SerDe knows them. */
function* delimiters(words: Words): Generator<readonly [string, string]> {
  if (words.take('FIELDS', 'TERMINATED', 'BY')) {
    const delimiter = words.string();
    yield ['field.delim', delimiter];
    yield ['serialization.format', delimiter];
    if (words.take('ESCAPED', 'BY')) yield ['escape.delim', words.string()];
  }
  if (words.take('COLLECTION', 'ITEMS', 'TERMINATED', 'BY')) yield ['collection.delim', words.string()];
  if (words.take('MAP', 'KEYS', 'TERMINATED', 'BY')) yield ['mapkey.delim', words.string()];
  if (words.take('LINES', 'TERMINATED', 'BY')) yield ['line.delim', words.string()];
  if (words.take('NULL', 'DEFINED', 'AS')) yield ['serialization.null.format', words.string()];
}

const readStoredAs = (words: Words): Format => {
  if (words.take('INPUTFORMAT')) {
    const inputFormat = words.string();
    words.expect('OUTPUTFORMAT');
    return { inputFormat, outputFormat: words.string() };
  }
  const refusal = words.refusal();
  const format = FORMATS[words.name()];
  if (!format) throw refusal;
  return format;
};
