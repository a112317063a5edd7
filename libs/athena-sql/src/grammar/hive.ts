import { CharStreams, CommonTokenStream, PredictionMode, type Token } from 'antlr4ng';
import { HiveSqlLexer } from 'dt-sql-parser/dist/lib/hive/HiveSqlLexer.js';
import { HiveSqlParser } from 'dt-sql-parser/dist/lib/hive/HiveSqlParser.js';
import { SqlError } from '../sql-error.js';
import { refuseDeepNesting } from './nesting.js';
import { listenOnly, Thrower } from './thrower.js';

const OPENING: ReadonlySet<string> = new Set(['(', '<', '[', 'CASE']);
const CLOSING: ReadonlySet<string> = new Set([')', '>', ']', 'END']);

/**
 * The words and signs of a statement that Hive's grammar knows, without spaces, comments and the end. Throws `SqlError`
 * for what is not in it.
 *
 * Differs: the list after "Expecting" is the grammar's and may be another than AWS prints.
 */
export const parseHive = (sql: string): readonly Token[] => {
  try {
    return parseWith(sql, PredictionMode.SLL);
  } catch (error) {
    // SLL is fast and refuses a few statements that are right; LL has the last word.
    if (error instanceof SqlError) return parseWith(sql, PredictionMode.LL);
    throw error;
  }
};

const parseWith = (sql: string, mode: number): readonly Token[] => {
  const lexer = new HiveSqlLexer(CharStreams.fromString(sql));
  const tokens = new CommonTokenStream(lexer);
  const parser = new HiveSqlParser(tokens);
  for (const recognizer of [lexer, parser]) listenOnly(recognizer, new Thrower());
  tokens.fill();
  refuseDeepNesting(tokens.getTokens(), OPENING, CLOSING);
  parser.interpreter.predictionMode = mode;
  parser.program();
  return tokens.getTokens().filter(({ channel, type, text }) => channel === 0 && type >= 0 && text !== ';');
};
