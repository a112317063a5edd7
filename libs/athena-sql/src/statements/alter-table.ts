import type { CatalogStatement, PartitionSpec } from './catalog-statement.js';
import { columnList, partitionSpec, propertyList, tableName } from './hive-parts.js';
import type { QualifiedName } from './qualified-name.js';
import type { Words } from './words.js';

/** Reads what follows `ALTER TABLE`. https://docs.aws.amazon.com/athena/latest/ug/ddl-reference.html */
export const readAlterTable = (words: Words): CatalogStatement => {
  const table = tableName(words);
  if (words.take('ADD', 'COLUMNS')) return { kind: 'add-columns', table, columns: columnList(words) };
  if (words.take('REPLACE', 'COLUMNS')) return { kind: 'replace-columns', table, columns: columnList(words) };
  if (words.take('SET', 'TBLPROPERTIES')) return { kind: 'set-properties', table, properties: propertyList(words) };
  if (words.take('SET', 'LOCATION')) return { kind: 'set-location', table, location: words.string() };
  if (words.take('ADD')) return addPartitions(words, table);
  if (words.take('DROP')) return dropPartitions(words, table);
  words.expect('PARTITION');
  return alterPartition(words, table, partitionSpec(words));
};

/** https://docs.aws.amazon.com/athena/latest/ug/alter-table-add-partition.html */
const addPartitions = (words: Words, table: QualifiedName): CatalogStatement => {
  const ifNotExists = words.take('IF', 'NOT', 'EXISTS');
  const partitions: { spec: PartitionSpec; location?: string }[] = [];
  words.expect('PARTITION');
  do {
    const spec = partitionSpec(words);
    partitions.push({ spec, ...(words.take('LOCATION') && { location: words.string() }) });
  } while (words.take('PARTITION'));
  return { kind: 'add-partitions', table, ifNotExists, partitions };
};

/** https://docs.aws.amazon.com/athena/latest/ug/alter-table-drop-partition.html */
const dropPartitions = (words: Words, table: QualifiedName): CatalogStatement => {
  const ifExists = words.take('IF', 'EXISTS');
  const specs = words.list(() => {
    words.expect('PARTITION');
    return partitionSpec(words);
  });
  return { kind: 'drop-partitions', table, ifExists, specs };
};

const alterPartition = (words: Words, table: QualifiedName, partition: PartitionSpec): CatalogStatement => {
  if (words.take('SET', 'LOCATION')) return { kind: 'set-location', table, partition, location: words.string() };
  words.expect('RENAME', 'TO', 'PARTITION');
  return { kind: 'rename-partition', table, from: partition, to: partitionSpec(words) };
};
