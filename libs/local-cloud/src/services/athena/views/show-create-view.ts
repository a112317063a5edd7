import { requireNamedTable, isView } from '../catalog-statements/named-table.js';
import { semanticFailure } from '../catalog-statements/statement-failures.js';
import type { StatementOf, StatementScope } from '../catalog-statements/statement-scope.js';
import { textResult, type TextResult } from '../text-result.js';
import { decodeView } from './presto-view.js';

/** https://docs.aws.amazon.com/athena/latest/ug/show-create-view.html */
export const showCreateView = async (
  { table: name }: StatementOf<'show-create-view'>,
  scope: StatementScope,
): Promise<TextResult> => {
  const table = await requireNamedTable(name, scope);
  if (!isView(table)) throw semanticFailure(`${name.table} is a table, and not a view`);
  const lines = [`CREATE VIEW ${name.table} AS`, ...decodeView(table).originalSql.split('\n')];
  return textResult(['Create View'], lines);
};
