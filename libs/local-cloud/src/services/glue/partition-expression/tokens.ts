import { invalidInput } from '../errors.js';

/** A part of a partition expression. */
export interface Token {
  readonly kind: 'word' | 'text' | 'number' | 'symbol';
  /** A word in lower case, the content of a text, anything else as it is written. */
  readonly value: string;
}

const TOKEN =
  /\s*(?:(?<text>'(?:[^']|'')*')|(?<number>-?\d+(?:\.\d+)?)|(?<word>[A-Za-z_][\w$]*|`[^`]+`|"[^"]+")|(?<symbol><>|<=|>=|!=|[=<>(),]))\s*/suy;

/** Throws `InvalidInputException` for what is no part of an expression. */
export const tokensOf = (expression: string): readonly Token[] => {
  const tokens: Token[] = [];
  const pattern = new RegExp(TOKEN);
  while (pattern.lastIndex < expression.length) {
    const start = pattern.lastIndex;
    const groups = pattern.exec(expression)?.groups;
    if (!groups) throw invalidInput(`The partition expression cannot be read from '${expression.slice(start)}' on.`);
    tokens.push(tokenOf(groups));
  }
  return tokens;
};

const tokenOf = ({ text, number, word, symbol = '' }: Readonly<Record<string, string | undefined>>): Token => {
  if (text !== undefined) return { kind: 'text', value: text.slice(1, -1).replaceAll("''", "'") };
  if (number !== undefined) return { kind: 'number', value: number };
  if (word !== undefined) return { kind: 'word', value: word.replace(/[`"]/g, '').toLowerCase() };
  return { kind: 'symbol', value: symbol };
};
