import type { Statement } from '@sales-cdc/athena-sql';
import type { StatementType } from '@aws-sdk/client-athena';

/** How Athena names a statement, and what its result is. */
export interface StatementTraits {
  readonly type: StatementType;
  readonly substatement: string;
  /** Rows as CSV with a header, or lines of text. */
  readonly result: 'csv' | 'text';
}

const ddl = (substatement: string): StatementTraits => ({ type: 'DDL', substatement, result: 'text' });
const utility = (substatement: string): StatementTraits => ({ type: 'UTILITY', substatement, result: 'text' });

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_QueryExecution.html (StatementType) */
const TRAITS: Readonly<Record<Statement['kind'], StatementTraits>> = {
  query: { type: 'DML', substatement: 'SELECT', result: 'csv' },
  'create-table-as': { type: 'DDL', substatement: 'CREATE_TABLE_AS_SELECT', result: 'csv' },
  insert: { type: 'DML', substatement: 'INSERT', result: 'csv' },
  unload: { type: 'DML', substatement: 'UNLOAD', result: 'csv' },
  'create-view': ddl('CREATE_VIEW'),
  explain: utility('EXPLAIN'),
  prepare: utility('PREPARE'),
  execute: utility('EXECUTE'),
  deallocate: utility('DEALLOCATE'),
  'create-table': ddl('CREATE_TABLE'),
  'create-database': ddl('CREATE_DATABASE'),
  'drop-database': ddl('DROP_DATABASE'),
  'drop-table': ddl('DROP_TABLE'),
  'drop-view': ddl('DROP_VIEW'),
  'add-partitions': ddl('ALTER_TABLE_ADD_PARTITION'),
  'drop-partitions': ddl('ALTER_TABLE_DROP_PARTITION'),
  'rename-partition': ddl('ALTER_TABLE_RENAME_PARTITION'),
  'add-columns': ddl('ALTER_TABLE_ADD_COLUMNS'),
  'replace-columns': ddl('ALTER_TABLE_REPLACE_COLUMNS'),
  'set-properties': ddl('ALTER_TABLE_SET_TBLPROPERTIES'),
  'set-location': ddl('ALTER_TABLE_SET_LOCATION'),
  'repair-table': ddl('MSCK_REPAIR_TABLE'),
  'show-databases': utility('SHOW_DATABASES'),
  'show-tables': utility('SHOW_TABLES'),
  'show-views': utility('SHOW_VIEWS'),
  'show-columns': utility('SHOW_COLUMNS'),
  'show-partitions': utility('SHOW_PARTITIONS'),
  'show-create-table': utility('SHOW_CREATE_TABLE'),
  'show-create-view': utility('SHOW_CREATE_VIEW'),
  'show-properties': utility('SHOW_TBLPROPERTIES'),
  describe: utility('DESCRIBE_TABLE'),
  unsupported: utility('UNSUPPORTED'),
};

export const traitsOf = ({ kind }: Statement): StatementTraits => TRAITS[kind];
