import { ListAggContext } from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';
import { fragment, type Fragment } from '../text/fragment.js';
import type { Rewriter, Rule } from './rewriter.js';
import { rule } from './rule.js';

/**
 * Texts of a group in the order that WITHIN GROUP gives.
 *
 * Differs: a result over 1 MiB does not end the query. https://trino.io/docs/current/functions/aggregate.html#listagg
 */
const listAgg = (context: ListAggContext, rewriter: Rewriter): Fragment => {
  if (context.listAggOverflowBehavior()?.KW_TRUNCATE())
    throw rewriter.refusal(context, 'LISTAGG with ON OVERFLOW TRUNCATE');
  const { written, type } = rewriter.operand(context.expression());
  if (type && type.kind !== 'varchar' && type.kind !== 'null')
    throw rewriter.error(
      'TYPE_MISMATCH',
      context.expression(),
      `Expected expression of varchar, but '${context.expression().getText()}' has ${type.name} type`,
    );
  const separator = context.string();
  const filter = context.filter();
  const order = context.sortItem();
  return fragment(
    rewriter.at(context),
    `string_agg(${context.setQuantifier()?.getText() ?? ''} `,
    written,
    ', ',
    separator ? rewriter.emit(separator) : "''",
    ...(order.length > 0 ? [' ORDER BY ', rewriter.list(order)] : []),
    ')',
    ...(filter ? [' ', rewriter.emit(filter)] : []),
  );
};

export const LIST_AGG_RULES: ReadonlyMap<unknown, Rule> = new Map([rule(ListAggContext, listAgg)]);
