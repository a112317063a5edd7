import type { Token } from 'antlr4ng';
import { SqlError } from '../sql-error.js';

/** Nested deeper than any person writes; the parser's recursion would end the process's stack. */
const DEEPEST_NESTING = 200;

/** Throws for brackets (and what else opens and closes) that are nested too deep to be parsed. */
export const refuseDeepNesting = (
  tokens: readonly Token[],
  opening: ReadonlySet<string>,
  closing: ReadonlySet<string>,
): void => {
  let depth = 0;
  for (const { text, line, column } of tokens) {
    const word = (text ?? '').toUpperCase();
    if (opening.has(word)) depth += 1;
    if (closing.has(word)) depth -= 1;
    if (depth > DEEPEST_NESTING)
      throw new SqlError('SYNTAX_ERROR', `line ${line}:${column + 1}`, 'statement is too large (nested too deep)');
  }
};
