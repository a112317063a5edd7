import type { Column } from '@aws-sdk/client-glue';
import { invalidInput } from '../errors.js';
import { comparisonOf, isNumeric, likePattern } from './comparison.js';
import { tokensOf, type Token } from './tokens.js';

/** Whether a partition, by its values, is wanted. */
export type PartitionFilter = (values: readonly string[]) => boolean;

/**
 * Reads the Expression of GetPartitions: `=`, `<>`, `!=`, `<`, `<=`, `>`, `>=`, `IN`, `BETWEEN`, `LIKE`, `NOT`, `AND`,
 * `OR` and parentheses over partition keys and literals.
 * https://docs.aws.amazon.com/glue/latest/webapi/API_GetPartitions.html
 *
 * Differs: `IS NULL`, functions, and keys of types other than string, whole numbers and dates are refused.
 */
export const readPartitionExpression = (expression: string, keys: readonly Column[]): PartitionFilter => {
  const parser = new ExpressionParser(tokensOf(expression), keys);
  return parser.whole();
};

class ExpressionParser {
  #position = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly keys: readonly Column[],
  ) {}

  whole(): PartitionFilter {
    const filter = this.#or();
    if (this.#position < this.tokens.length) throw this.#unexpected();
    return filter;
  }

  #or(): PartitionFilter {
    const parts = [this.#and()];
    while (this.#takeWord('or')) parts.push(this.#and());
    return (values) => parts.some((part) => part(values));
  }

  #and(): PartitionFilter {
    const parts = [this.#not()];
    while (this.#takeWord('and')) parts.push(this.#not());
    return (values) => parts.every((part) => part(values));
  }

  #not(): PartitionFilter {
    if (!this.#takeWord('not')) return this.#condition();
    return negated(this.#not());
  }

  #condition(): PartitionFilter {
    if (!this.#takeSymbol('(')) return this.#predicate();
    const inner = this.#or();
    this.#requireSymbol(')');
    return inner;
  }

  #predicate(): PartitionFilter {
    const { index, key } = this.#key();
    const isNot = this.#takeWord('not');
    const test = this.#test(key, isNot);
    return (values) => test(values[index] ?? '') !== isNot;
  }

  #test(key: Column, isNot: boolean): (value: string) => boolean {
    if (this.#takeWord('in')) return this.#in(key);
    if (this.#takeWord('between')) return this.#between(key);
    if (this.#takeWord('like')) return this.#like(key);
    const operator = this.#next();
    const compare = isNot ? undefined : comparisonOf(operator, key);
    if (!compare) throw this.#unexpected(operator);
    const literal = this.#literal(key);
    return (value) => compare(value, literal);
  }

  #in(key: Column): (value: string) => boolean {
    const isEqual = comparisonOf({ kind: 'symbol', value: '=' }, key);
    const literals: string[] = [];
    this.#requireSymbol('(');
    do literals.push(this.#literal(key));
    while (this.#takeSymbol(','));
    this.#requireSymbol(')');
    return (value) => literals.some((literal) => isEqual?.(value, literal));
  }

  #between(key: Column): (value: string) => boolean {
    const isAtLeast = comparisonOf({ kind: 'symbol', value: '>=' }, key);
    const isAtMost = comparisonOf({ kind: 'symbol', value: '<=' }, key);
    const low = this.#literal(key);
    if (!this.#takeWord('and')) throw this.#unexpected();
    const high = this.#literal(key);
    return (value) => (isAtLeast?.(value, low) && isAtMost?.(value, high)) ?? false;
  }

  #like(key: Column): (value: string) => boolean {
    if (isNumeric(key)) throw invalidInput(`LIKE needs a key that is text; ${key.Name ?? ''} is ${key.Type ?? ''}.`);
    const pattern = likePattern(this.#literal(key));
    return (value) => pattern.test(value);
  }

  #key(): { readonly index: number; readonly key: Column } {
    const token = this.#next();
    const index = this.keys.findIndex(({ Name }) => token?.kind === 'word' && Name?.toLowerCase() === token.value);
    const key = this.keys[index];
    if (!key) throw this.#unexpected(token);
    return { index, key };
  }

  #literal(key: Column): string {
    const token = this.#next();
    if (token?.kind !== 'text' && token?.kind !== 'number') throw this.#unexpected(token);
    if (token.kind === 'number' && !isNumeric(key))
      throw invalidInput(`${key.Name ?? ''} is ${key.Type ?? ''}; write ${token.value} in quotes.`);
    if (isNumeric(key) && !/^-?\d+$/.test(token.value))
      throw invalidInput(`${key.Name ?? ''} is ${key.Type ?? ''}; ${token.value} is no whole number.`);
    return token.value;
  }

  #next(): Token | undefined {
    return this.tokens[this.#position++];
  }

  #takeWord(value: string): boolean {
    return this.#take({ kind: 'word', value });
  }

  #takeSymbol(value: string): boolean {
    return this.#take({ kind: 'symbol', value });
  }

  #take({ kind, value }: Token): boolean {
    const token = this.tokens[this.#position];
    const isIt = token?.kind === kind && token.value === value;
    if (isIt) this.#position++;
    return isIt;
  }

  #requireSymbol(value: string): void {
    if (!this.#takeSymbol(value)) throw this.#unexpected();
  }

  #unexpected(token: Token | undefined = this.tokens[this.#position]): Error {
    return invalidInput(
      `Unsupported expression: ${token ? `'${token.value}'` : 'the end'} is not expected there by the local cloud.`,
    );
  }
}

const negated =
  (filter: PartitionFilter): PartitionFilter =>
  (values) =>
    !filter(values);
