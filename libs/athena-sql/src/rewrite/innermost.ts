import { ParserRuleContext } from 'antlr4ng';
import { NullLiteralContext, StringLiteralContext } from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';

/** The construct below the levels of the grammar that only pass on. */
export const innermost = (node: ParserRuleContext): ParserRuleContext => {
  const child = node.getChildCount() === 1 ? node.getChild(0) : null;
  return child instanceof ParserRuleContext && !(node instanceof StringLiteralContext) ? innermost(child) : node;
};

/** The text that a string literal says; undefined for any other expression. */
export const literalTextOf = (node: ParserRuleContext): string | undefined => {
  const value = innermost(node);
  return value instanceof StringLiteralContext && value.getText().startsWith("'")
    ? value.getText().slice(1, -1).replaceAll("''", "'")
    : undefined;
};

export const isNullLiteral = (node: ParserRuleContext): boolean => innermost(node) instanceof NullLiteralContext;
