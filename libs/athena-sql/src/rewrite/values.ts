import type { ParserRuleContext } from 'antlr4ng';
import { InlineTableContext, RowConstructorContext } from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';
import { fragment, separated, type Fragment } from '../text/fragment.js';
import { areCompatible, type EngineType } from '../types/engine-type.js';
import { standIn } from './conditionals.js';
import { innermost } from './innermost.js';
import { refuseMixedRows } from './mixed-rows.js';
import type { Rewriter, Rule } from './rewriter.js';
import { rule } from './rule.js';

/** `VALUES 1, 2` are two rows of one column. */
const inlineTable = (context: InlineTableContext, rewriter: Rewriter): Fragment => {
  const rows = context.expression().map(cellsOf);
  const [first = []] = rows;
  const other = rows.find(({ length }) => length !== first.length);
  if (other)
    throw rewriter.error(
      'TYPE_MISMATCH',
      context,
      `Values rows have mismatched sizes: ${first.length} vs ${other.length}`,
    );
  const at = rewriter.at(context);
  const columns = first.map((_, column) =>
    writtenColumn(
      context,
      rows.map((row) => row[column] ?? context),
      rewriter,
    ),
  );
  const written = rows.map((row, index) =>
    fragment(
      rewriter.at(row[0] ?? context),
      '(',
      separated(
        at,
        columns.map((column) => column[index] ?? []),
        ', ',
      ),
      ')',
    ),
  );
  const names = first.map((_, index) => `"_col${index}"`).join(', ');
  return fragment(at, 'SELECT * FROM (VALUES ', separated(0, written, ', '), `) AS "values"(${names})`);
};

const cellsOf = (row: ParserRuleContext): readonly ParserRuleContext[] => {
  const value = innermost(row);
  return value instanceof RowConstructorContext ? value.expression() : [row];
};

/** The cells of one column; while their types are not known the engine is given none that may not fit the others. */
const writtenColumn = (
  context: InlineTableContext,
  cells: readonly ParserRuleContext[],
  rewriter: Rewriter,
): readonly Fragment[] => {
  let types: readonly EngineType[] | undefined;
  const checked = rewriter.typed(context, cells, (known) => {
    types = known;
    return known ? rewriter.emit(cells[0] ?? context) : standIn(cells, rewriter, rewriter.at(context));
  });
  if (types) refuseUnlike(context, types, rewriter);
  return cells.map((cell, index) => {
    if (index === 0) return checked;
    return types ? rewriter.emit(cell) : fragment(rewriter.at(cell), 'NULL');
  });
};

const refuseUnlike = (context: InlineTableContext, types: readonly EngineType[], rewriter: Rewriter): void => {
  const [first] = types;
  const other = types.find((type) => first && !areCompatible(first, type));
  if (first && other)
    throw rewriter.error('TYPE_MISMATCH', context, `Values rows have mismatched types: ${first.name} vs ${other.name}`);
  refuseMixedRows(context, rewriter, types);
};

export const VALUES_RULES: ReadonlyMap<unknown, Rule> = new Map([rule(InlineTableContext, inlineTable)]);
