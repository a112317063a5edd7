import { invalidPattern } from './invalid-pattern.js';
import type { Token } from './json-tokens.js';

/** Judges the value that a selector found; undefined is no value. */
export type ValueTest = (value: unknown) => boolean;

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

const NUMERIC: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '=': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/** `= "ERROR"`, `!= retry*`, `> 5`. A value of another type than the pattern's never matches, nor does a missing one. */
export const comparison = (operator: string, operand: Token): ValueTest => {
  if (operand.kind === 'word' && operand.value.startsWith('%'))
    throw invalidPattern('The local cloud does not support regular expressions in filter patterns.');
  if (operand.kind === 'word' && NUMBER.test(operand.value)) return numeric(operator, Number(operand.value));
  if (operator !== '=' && operator !== '!=')
    throw invalidPattern(`The operator ${operator} needs a number, not '${operand.value}'.`);
  const pattern = wildcards(operand.value);
  return (value) => typeof value === 'string' && pattern.test(value) === (operator === '=');
};

const numeric = (operator: string, operand: number): ValueTest => {
  const compare = NUMERIC[operator];
  if (!compare) throw invalidPattern(`Invalid operator ${operator}`);
  return (value) => typeof value === 'number' && compare(value, operand);
};

const wildcards = (text: string): RegExp =>
  new RegExp(
    `^${text
      .split('*')
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
    's',
  );
