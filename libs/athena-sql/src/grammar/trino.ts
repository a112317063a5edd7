import { CharStreams, CommonTokenStream, PredictionMode } from 'antlr4ng';
import type { Token } from 'antlr4ng';
import { TrinoSqlLexer } from 'dt-sql-parser/dist/lib/trino/TrinoSqlLexer.js';
import { TrinoSqlParser, type ProgramContext } from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';
import { SqlError } from '../sql-error.js';
import { refuseDeepNesting } from './nesting.js';
import { listenOnly, Thrower } from './thrower.js';

const OPENING: ReadonlySet<string> = new Set(['(', '[', 'CASE']);
const CLOSING: ReadonlySet<string> = new Set([')', ']', 'END']);

/**
 * Parses by Trino's grammar. Throws `SqlError` for what is not in it: `line 1:1: mismatched input 'SELEC'. Expecting: …`.
 *
 * Differs: the list after "Expecting" is the grammar's and may be another than AWS prints.
 */
export const parseTrino = (sql: string): ProgramContext => parseTrinoRule(sql, (parser) => parser.program());

/** Parses by one rule of Trino's grammar, in which alone the text has to be. */
export const parseTrinoRule = <Context>(sql: string, rule: (parser: TrinoSqlParser) => Context): Context => {
  try {
    return parseWith(sql, PredictionMode.SLL, rule);
  } catch (error) {
    // SLL is fast and refuses a few statements that are right; LL has the last word.
    if (error instanceof SqlError) return parseWith(sql, PredictionMode.LL, rule);
    throw error;
  }
};

/** The words and signs of the statement, without spaces and comments; the last is its end. */
export const trinoTokens = (sql: string): readonly Token[] => {
  const lexer = new TrinoSqlLexer(CharStreams.fromString(sql));
  listenOnly(lexer, new Thrower());
  const tokens = new CommonTokenStream(lexer);
  tokens.fill();
  return tokens.getTokens().filter(({ channel }) => channel === 0);
};

const parseWith = <Context>(sql: string, mode: number, rule: (parser: TrinoSqlParser) => Context): Context => {
  const lexer = new TrinoSqlLexer(CharStreams.fromString(sql));
  const tokens = new CommonTokenStream(lexer);
  const parser = new TrinoSqlParser(tokens);
  for (const recognizer of [lexer, parser]) listenOnly(recognizer, new Thrower());
  tokens.fill();
  refuseDeepNesting(tokens.getTokens(), OPENING, CLOSING);
  parser.interpreter.predictionMode = mode;
  return rule(parser);
};
