import { invalidPattern } from './invalid-pattern.js';

export interface Token {
  readonly kind: 'symbol' | 'selector' | 'text' | 'word';
  readonly value: string;
}

const TOKEN =
  /\s*(?:(&&|\|\||!=|>=|<=|[=<>(){}])|(\$(?:\.[A-Za-z0-9_*-]+|\[[^\]]*\])*)|"((?:[^"\\]|\\.)*)"|([^\s"&|=!<>(){}]+))/y;

/** The words and signs of a pattern for JSON. */
export const readTokens = (pattern: string): readonly Token[] => {
  const tokens: Token[] = [];
  const reader = new RegExp(TOKEN);
  while (reader.lastIndex < pattern.length) {
    const [match, symbol, selector, text, word] = reader.exec(pattern) ?? [];
    if (match === undefined) throw invalidPattern('Invalid filter pattern');
    if (symbol !== undefined) tokens.push({ kind: 'symbol', value: symbol });
    else if (selector !== undefined) tokens.push({ kind: 'selector', value: selector });
    else if (text !== undefined) tokens.push({ kind: 'text', value: text.replace(/\\(.)/g, '$1') });
    else tokens.push({ kind: 'word', value: word ?? '' });
  }
  return tokens;
};
