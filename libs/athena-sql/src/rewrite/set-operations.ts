import { ParserRuleContext } from 'antlr4ng';
import { SetOperationContext, WithContext } from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';
import { fragment, type Fragment } from '../text/fragment.js';
import { areCompatible, type EngineType } from '../types/engine-type.js';
import { refuseMixedRows } from './mixed-rows.js';
import type { Rewriter, Rule } from './rewriter.js';
import { rule } from './rule.js';

/** UNION, INTERSECT and EXCEPT of queries whose columns fit, one by one. */
const setOperation = (context: SetOperationContext, rewriter: Rewriter): Fragment => {
  const { _left: left, _right: right } = context;
  if (!left || !right) return rewriter.children(context);
  const at = rewriter.at(context);
  const [a, b] = [rewriter.rows(left), rewriter.rows(right)];
  const quantifier = context.setQuantifier()?.getText() ?? '';
  const operation = fragment(at, a.written, ` ${context._operator?.text ?? ''} ${quantifier} `, b.written);
  // A recursive query is one for the engine only as a UNION.
  if ((!a.types || !b.types) && isRecursive(context)) return operation;
  if (!a.types || !b.types)
    return fragment(at, 'SELECT * FROM (', a.written, ') AS "\u00a7left" WHERE EXISTS (', b.written, ')');
  check(context, rewriter, a.types, b.types);
  return operation;
};

const isRecursive = (context: ParserRuleContext): boolean => {
  const { parent } = context;
  if (parent instanceof WithContext) return parent.KW_RECURSIVE() !== null;
  return parent instanceof ParserRuleContext && isRecursive(parent);
};

const check = (
  context: SetOperationContext,
  rewriter: Rewriter,
  left: readonly EngineType[],
  right: readonly EngineType[],
): void => {
  const word = context._operator?.text?.toUpperCase() ?? '';
  if (left.length !== right.length)
    throw rewriter.error(
      'TYPE_MISMATCH',
      context,
      `${word} query has different number of fields: ${left.length}, ${right.length}`,
    );
  left.forEach((type, index) => {
    const other = right[index] ?? type;
    if (!areCompatible(type, other))
      throw rewriter.error(
        'TYPE_MISMATCH',
        context,
        `column ${index + 1} in ${word} query has incompatible types: ${type.name}, ${other.name}`,
      );
    refuseMixedRows(context, rewriter, [type, other]);
  });
};

export const SET_OPERATION_RULES: ReadonlyMap<unknown, Rule> = new Map([rule(SetOperationContext, setOperation)]);
