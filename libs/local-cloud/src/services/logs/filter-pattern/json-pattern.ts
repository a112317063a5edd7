import type { MessageFilter } from './filter-pattern.js';
import { invalidPattern } from './invalid-pattern.js';
import { comparison, type ValueTest } from './json-comparison.js';
import { parseSelector, select } from './json-selector.js';
import { readTokens, type Token } from './json-tokens.js';

type DocumentTest = (document: unknown) => boolean;

/** `{ $.level = "ERROR" && ($.count > 5 || $.reason NOT EXISTS) }`. A message that is no JSON object never matches. */
export const parseJsonPattern = (pattern: string): MessageFilter => {
  const test = new JsonPatternParser(readTokens(pattern)).parse();
  return (message) => {
    const document = readDocument(message);
    return document !== undefined && test(document);
  };
};

const readDocument = (message: string): object | undefined => {
  if (!message.trimStart().startsWith('{')) return undefined;
  try {
    return JSON.parse(message) as object;
  } catch {
    return undefined;
  }
};

/** The words that may follow a selector in place of a comparison. */
const WORD_TESTS: Readonly<Record<string, ValueTest>> = {
  'IS NULL': (value) => value === null,
  'IS TRUE': (value) => value === true,
  'IS FALSE': (value) => value === false,
  'NOT EXISTS': (value) => value === undefined,
};

class JsonPatternParser {
  #next = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  parse(): DocumentTest {
    this.#expect('{');
    const test = this.#anyOf();
    this.#expect('}');
    if (this.#next < this.tokens.length) throw invalidPattern('Invalid filter pattern');
    return test;
  }

  #anyOf(): DocumentTest {
    const tests = [this.#allOf()];
    while (this.#accept('||')) tests.push(this.#allOf());
    return (document) => tests.some((test) => test(document));
  }

  #allOf(): DocumentTest {
    const tests = [this.#condition()];
    while (this.#accept('&&')) tests.push(this.#condition());
    return (document) => tests.every((test) => test(document));
  }

  #condition(): DocumentTest {
    if (this.#accept('(')) {
      const test = this.#anyOf();
      this.#expect(')');
      return test;
    }
    const { kind, value } = this.#take();
    if (kind !== 'selector') throw invalidPattern(`Invalid filter pattern: expected a selector, found '${value}'`);
    const selector = parseSelector(value);
    const test = this.#valueTest();
    return (document) => test(select(document, selector));
  }

  #valueTest(): ValueTest {
    const first = this.#take();
    const second = this.#take();
    if (first.kind === 'symbol' && (second.kind === 'word' || second.kind === 'text'))
      return comparison(first.value, second);
    const test = WORD_TESTS[`${first.value} ${second.value}`.toUpperCase()];
    if (!test) throw invalidPattern(`Invalid filter pattern: ${first.value} ${second.value}`);
    return test;
  }

  #take(): Token {
    const token = this.tokens[this.#next];
    if (!token) throw invalidPattern('Invalid filter pattern: it ends too early');
    this.#next += 1;
    return token;
  }

  #accept(symbol: string): boolean {
    const token = this.tokens[this.#next];
    if (token?.kind !== 'symbol' || token.value !== symbol) return false;
    this.#next += 1;
    return true;
  }

  #expect(symbol: string): void {
    if (!this.#accept(symbol)) throw invalidPattern(`Invalid filter pattern: expected '${symbol}'`);
  }
}
