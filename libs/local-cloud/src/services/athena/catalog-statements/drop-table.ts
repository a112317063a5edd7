import { NO_TEXT, type TextResult } from '../text-result.js';
import { databaseOf, findNamedTable, isView } from './named-table.js';
import { semanticFailure } from './statement-failures.js';
import type { StatementOf, StatementScope } from './statement-scope.js';

/** The data stays where it is. https://docs.aws.amazon.com/athena/latest/ug/drop-table.html */
export const dropTable = async (
  { kind, table, ifExists }: StatementOf<'drop-table' | 'drop-view'>,
  scope: StatementScope,
): Promise<TextResult> => {
  const found = await findNamedTable(table, scope);
  if (!found && ifExists) return NO_TEXT;
  const name = `${databaseOf(table, scope)}.${table.table}`;
  if (!found) throw semanticFailure(`Table not found ${name}`, 10001);
  if (isView(found) && kind === 'drop-table') throw semanticFailure('Cannot drop a view with DROP TABLE', 10126);
  if (!isView(found) && kind === 'drop-view') throw semanticFailure('Cannot drop a base table with DROP VIEW', 10127);
  await scope.ports.glue.DeleteTable({ DatabaseName: databaseOf(table, scope), Name: table.table });
  return NO_TEXT;
};
