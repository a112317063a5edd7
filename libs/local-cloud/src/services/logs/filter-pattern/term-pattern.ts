import type { MessageFilter } from './filter-pattern.js';
import { invalidPattern } from './invalid-pattern.js';

interface Term {
  readonly kind: 'required' | 'optional' | 'excluded';
  readonly text: string;
}

const TERM = /\s*([?-]?)(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))/y;

/**
 * `ERROR "timed out" -retry`: every term must be in the message and no excluded one; `?a ?b`: one of them must be. As on
 * AWS, terms with a question mark count for nothing beside others.
 * A term matches wherever it stands, within a word too.
 */
export const parseTermPattern = (pattern: string): MessageFilter => {
  const terms = readTerms(pattern);
  const of = (kind: Term['kind']): readonly string[] =>
    terms.filter((term) => term.kind === kind).map(({ text }) => text);
  const [required, optional, excluded] = [of('required'), of('optional'), of('excluded')];
  if (required.length === 0 && excluded.length === 0 && optional.length > 0)
    return (message) => optional.some((text) => message.includes(text));
  return (message) =>
    required.every((text) => message.includes(text)) && !excluded.some((text) => message.includes(text));
};

const readTerms = (pattern: string): readonly Term[] => {
  const terms: Term[] = [];
  const reader = new RegExp(TERM);
  while (reader.lastIndex < pattern.length) {
    const [match, sign = '', quoted, word] = reader.exec(pattern) ?? [];
    if (match === undefined) throw invalidPattern('Invalid filter pattern');
    const text = quoted === undefined ? checkWord(word ?? '') : quoted.replace(/\\(.)/g, '$1');
    terms.push({ kind: sign === '?' ? 'optional' : sign === '-' ? 'excluded' : 'required', text });
  }
  return terms;
};

const checkWord = (word: string): string => {
  if (word.startsWith('%'))
    throw invalidPattern('The local cloud does not support regular expressions in filter patterns.');
  if (!/^[\p{L}\p{N}_]+$/u.test(word)) throw invalidPattern(`Invalid character(s) in term '${word}'`);
  return word;
};
