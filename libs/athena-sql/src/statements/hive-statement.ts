import { parseHive } from '../grammar/hive.js';
import type { Statement } from '../statement.js';
import { readAlterTable } from './alter-table.js';
import { readCreateTable } from './create-table.js';
import { propertyList, tableName } from './hive-parts.js';
import { readDescribe, readShow } from './show.js';
import { Words } from './words.js';

/**
 * Reads a statement of Athena's DDL, which is Hive's. Throws `SqlError` for what Hive's grammar does not know, and for
 * clauses that the local cloud does not know.
 *
 * https://docs.aws.amazon.com/athena/latest/ug/ddl-reference.html
 */
export const readHiveStatement = (sql: string): Statement => {
  const words = new Words(sql, parseHive(sql));
  const statement = readFrom(words);
  words.end();
  return statement;
};

const readFrom = (words: Words): Statement => {
  if (words.take('CREATE')) return readCreate(words);
  if (words.take('DROP')) return readDrop(words);
  if (words.take('ALTER', 'TABLE')) return readAlterTable(words);
  if (words.take('SHOW')) return readShow(words);
  if (words.take('DESCRIBE') || words.take('DESC')) return readDescribe(words);
  words.expect('MSCK', 'REPAIR', 'TABLE');
  return { kind: 'repair-table', table: tableName(words) };
};

const readCreate = (words: Words): Statement => {
  if (words.take('DATABASE') || words.take('SCHEMA')) return readCreateDatabase(words);
  words.expect('EXTERNAL', 'TABLE');
  return readCreateTable(words);
};

/** https://docs.aws.amazon.com/athena/latest/ug/create-database.html */
const readCreateDatabase = (words: Words): Statement => {
  const ifNotExists = words.take('IF', 'NOT', 'EXISTS');
  const name = words.name();
  const comment = words.take('COMMENT') ? words.string() : undefined;
  const location = words.take('LOCATION') ? words.string() : undefined;
  return {
    kind: 'create-database',
    ifNotExists,
    name,
    ...(comment !== undefined && { comment }),
    ...(location !== undefined && { location }),
    properties: words.take('WITH', 'DBPROPERTIES') ? propertyList(words) : new Map(),
  };
};

const readDrop = (words: Words): Statement => {
  if (words.take('DATABASE') || words.take('SCHEMA')) return readDropDatabase(words);
  const isView = words.take('VIEW');
  if (!isView) words.expect('TABLE');
  const ifExists = words.take('IF', 'EXISTS');
  return { kind: isView ? 'drop-view' : 'drop-table', ifExists, table: tableName(words) };
};

/** https://docs.aws.amazon.com/athena/latest/ug/drop-database.html */
const readDropDatabase = (words: Words): Statement => {
  const ifExists = words.take('IF', 'EXISTS');
  const name = words.name();
  const cascade = words.take('CASCADE');
  if (!cascade) words.take('RESTRICT');
  return { kind: 'drop-database', ifExists, name, cascade };
};
