import { BaseErrorListener, CharStreams, CommonTokenStream, PredictionMode } from 'antlr4ng';
import type { Token } from 'antlr4ng';
import { TrinoSqlLexer } from 'dt-sql-parser/dist/lib/trino/TrinoSqlLexer.js';
import { TrinoSqlParser, type ProgramContext } from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';
import { SqlError } from '../sql-error.js';

/** Nested deeper than any person writes; the parser's recursion would end the process's stack. */
const DEEPEST_NESTING = 200;

/**
 * Parses by Trino's grammar. Throws `SqlError` for what is not in it: `line 1:1: mismatched input 'SELEC'. Expecting: …`.
 *
 * Differs: the list after "Expecting" is the grammar's and may be another than AWS prints.
 */
export const parseTrino = (sql: string): ProgramContext => {
  try {
    return parseWith(sql, PredictionMode.SLL);
  } catch (error) {
    // SLL is fast and refuses a few statements that are right; LL has the last word.
    if (error instanceof SqlError) return parseWith(sql, PredictionMode.LL);
    throw error;
  }
};

const parseWith = (sql: string, mode: number): ProgramContext => {
  const lexer = new TrinoSqlLexer(CharStreams.fromString(sql));
  const tokens = new CommonTokenStream(lexer);
  const parser = new TrinoSqlParser(tokens);
  for (const recognizer of [lexer, parser]) {
    recognizer.removeErrorListeners();
    recognizer.addErrorListener(new Thrower());
  }
  tokens.fill();
  refuseDeepNesting(tokens.getTokens());
  parser.interpreter.predictionMode = mode;
  return parser.program();
};

const refuseDeepNesting = (tokens: readonly Token[]): void => {
  let depth = 0;
  for (const { text, line, column } of tokens) {
    if (text === '(' || text === '[' || text?.toUpperCase() === 'CASE') depth += 1;
    if (text === ')' || text === ']' || text?.toUpperCase() === 'END') depth -= 1;
    if (depth > DEEPEST_NESTING)
      throw new SqlError('SYNTAX_ERROR', `line ${line}:${column + 1}`, 'statement is too large (nested too deep)');
  }
};

class Thrower extends BaseErrorListener {
  override syntaxError(
    _recognizer: unknown,
    _offendingSymbol: Token | null,
    line: number,
    column: number,
    message: string,
  ): void {
    throw new SqlError('SYNTAX_ERROR', `line ${line}:${column + 1}`, inTrinosWords(message));
  }
}

const inTrinosWords = (message: string): string =>
  message.replace(/^((?:mismatched|extraneous) input .*) expecting \{?(.*?)\}?$/s, '$1. Expecting: $2');
