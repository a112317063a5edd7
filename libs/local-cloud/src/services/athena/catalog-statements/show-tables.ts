import type { Table } from '@aws-sdk/client-glue';
import { textResult, type TextResult } from '../text-result.js';
import { hivePattern } from './hive-pattern.js';
import { allColumns, isView, requireNamedTable } from './named-table.js';
import { semanticFailure, unlessMissing } from './statement-failures.js';
import type { StatementOf, StatementScope } from './statement-scope.js';

/** Tables and views. https://docs.aws.amazon.com/athena/latest/ug/show-tables.html */
export const showTables = async (
  { database, pattern }: StatementOf<'show-tables'>,
  scope: StatementScope,
): Promise<TextResult> => {
  const tables = await tablesOf(database ?? scope.database, scope);
  return textResult(['tab_name'], tables.map(nameOf).filter(hivePattern(pattern)).sort());
};

/** https://docs.aws.amazon.com/athena/latest/ug/show-views.html */
export const showViews = async (
  { database, pattern }: StatementOf<'show-views'>,
  scope: StatementScope,
): Promise<TextResult> => {
  const tables = await tablesOf(database ?? scope.database, scope);
  return textResult(['views'], tables.filter(isView).map(nameOf).filter(hivePattern(pattern)).sort());
};

/** Names are padded, as Hive pads them. https://docs.aws.amazon.com/athena/latest/ug/show-columns.html */
export const showColumns = async (
  { table: name }: StatementOf<'show-columns'>,
  scope: StatementScope,
): Promise<TextResult> => {
  const table = await requireNamedTable(name, scope);
  return textResult(
    ['field'],
    allColumns(table).map(({ Name = '' }) => Name.padEnd(20)),
  );
};

/** https://docs.aws.amazon.com/athena/latest/ug/show-tblproperties.html */
export const showProperties = async (
  { table: name, property }: StatementOf<'show-properties'>,
  scope: StatementScope,
): Promise<TextResult> => {
  const table = await requireNamedTable(name, scope);
  const properties = Object.entries(table.Parameters ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  if (property === undefined)
    return textResult(
      ['prpt_name', 'prpt_value'],
      properties.map(([key, value]) => `${key}\t${value}`),
    );
  const found = properties.find(([key]) => key === property);
  return textResult(
    ['prpt_name', 'prpt_value'],
    [found?.[1] ?? `Table ${table.DatabaseName ?? ''}.${table.Name ?? ''} does not have property: ${property}`],
  );
};

const nameOf = ({ Name = '' }: Table): string => Name;

const tablesOf = async (database: string, { ports: { glue } }: StatementScope): Promise<readonly Table[]> => {
  if (!(await unlessMissing(glue.GetDatabase({ Name: database }))))
    throw semanticFailure(`Database does not exist: ${database}`, 10072);
  const tables: Table[] = [];
  let token: string | undefined;
  do {
    const page = await glue.GetTables({ DatabaseName: database, NextToken: token });
    tables.push(...(page.TableList ?? []));
    token = page.NextToken;
  } while (token !== undefined);
  return tables;
};
