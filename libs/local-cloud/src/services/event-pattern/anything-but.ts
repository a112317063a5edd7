import { InvalidPattern } from './invalid-pattern.js';
import type { ScalarTest } from './leaf-matcher.js';
import { equalsIgnoreCase, prefix, suffix, wildcard } from './text-operators.js';

const NEGATABLE: Readonly<Record<string, (operand: unknown, path: string) => ScalarTest>> = {
  'equals-ignore-case': equalsIgnoreCase,
  prefix,
  suffix,
  wildcard,
};

/** A value, a list of texts only or of numbers only, or an operator on texts. A field that is not there does not match. */
export const anythingBut = (operand: unknown, path: string): ScalarTest => {
  if (typeof operand === 'object' && operand !== null && !Array.isArray(operand)) return negated(operand, path);
  const excluded: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
  const isList = (type: string): boolean => excluded.every((value) => typeof value === type);
  if (excluded.length === 0 || !(isList('string') || isList('number')))
    throw new InvalidPattern(path, 'anything-but must be a text, a number, or a list of only texts or only numbers');
  return (leaf) => !excluded.includes(leaf);
};

const negated = (operand: object, path: string): ScalarTest => {
  const [[name, inner] = ['', undefined], ...more] = Object.entries(operand) as [string, unknown][];
  const operator = Object.hasOwn(NEGATABLE, name) ? NEGATABLE[name] : undefined;
  if (!operator || more.length > 0)
    throw new InvalidPattern(path, `anything-but takes one of ${Object.keys(NEGATABLE).join(', ')}`);
  const tests = (Array.isArray(inner) ? (inner as unknown[]) : [inner]).map((one) => operator(one, path));
  return (leaf) => !tests.some((test) => test(leaf));
};
