import { InvalidPattern } from './invalid-pattern.js';
import type { ScalarTest } from './leaf-matcher.js';

const COMPARISONS: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '=': (value, bound) => value === bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

/** EventBridge compares numbers in this range only. */
const LARGEST = 5e9;

/**
 * `["=", 5]`, `[">", 0]` or `[">", 0, "<=", 5]`. Only JSON numbers match: a DynamoDB `N` is a text and never does.
 */
export const numeric = (operand: unknown, path: string): ScalarTest => {
  if (!Array.isArray(operand) || (operand.length !== 2 && operand.length !== 4))
    throw new InvalidPattern(path, 'numeric must be a list of one or two comparisons, such as [">", 0, "<=", 5]');
  const tests = [
    comparison(operand[0], operand[1], path),
    ...(operand.length === 4 ? [comparison(operand[2], operand[3], path)] : []),
  ];
  if (operand.length === 4 && !isRange(operand))
    throw new InvalidPattern(path, 'a numeric range must have a lower bound and then a greater upper bound');
  return (leaf) => typeof leaf === 'number' && tests.every((test) => test(leaf));
};

const comparison = (operator: unknown, bound: unknown, path: string): ((value: number) => boolean) => {
  const compare =
    typeof operator === 'string' && Object.hasOwn(COMPARISONS, operator) ? COMPARISONS[operator] : undefined;
  if (!compare)
    throw new InvalidPattern(path, `${JSON.stringify(operator)} is no numeric comparison; use =, <, <=, > or >=`);
  if (typeof bound !== 'number' || Math.abs(bound) > LARGEST)
    throw new InvalidPattern(path, 'a numeric bound must be a number from -5.0e9 to 5.0e9');
  return (value) => compare(value, bound);
};

const isRange = ([lower, from, upper, to]: readonly unknown[]): boolean =>
  String(lower).startsWith('>') && String(upper).startsWith('<') && Number(from) < Number(to);
