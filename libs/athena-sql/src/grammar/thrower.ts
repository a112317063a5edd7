import { BaseErrorListener } from 'antlr4ng';
import type { ANTLRErrorListener, Token } from 'antlr4ng';
import { SqlError } from '../sql-error.js';

/** Ends the parse at the first error, which is told as Athena tells it. */
export class Thrower extends BaseErrorListener {
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

/** Puts the listener in the place of those that print. */
export const listenOnly = (
  recognizer: { removeErrorListeners(): void; addErrorListener(listener: ANTLRErrorListener): void },
  listener: ANTLRErrorListener,
): void => {
  recognizer.removeErrorListeners();
  recognizer.addErrorListener(listener);
};

const inTrinosWords = (message: string): string =>
  message.replace(/^((?:mismatched|extraneous) input .*) expecting \{?(.*?)\}?$/s, '$1. Expecting: $2');
