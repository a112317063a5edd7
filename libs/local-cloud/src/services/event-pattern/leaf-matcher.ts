import { anythingBut } from './anything-but.js';
import { cidr } from './cidr.js';
import { InvalidPattern } from './invalid-pattern.js';
import { numeric } from './numeric.js';
import { equalsIgnoreCase, prefix, suffix, wildcard } from './text-operators.js';

/** Tests the scalars at a field: none when the field is not there, several when it is an array. */
export type LeafTest = (leaves: readonly unknown[]) => boolean;
/** Tests one scalar. */
export type ScalarTest = (leaf: unknown) => boolean;

const OPERATORS: Readonly<Record<string, (operand: unknown, path: string) => ScalarTest>> = {
  'anything-but': anythingBut,
  cidr,
  'equals-ignore-case': equalsIgnoreCase,
  numeric,
  prefix,
  suffix,
  wildcard,
};

/** The values of a field in a pattern, any of which may match. */
export const leafMatcher = (values: readonly unknown[], path: string): LeafTest => {
  if (values.length === 0) throw new InvalidPattern(path, 'empty arrays are not allowed');
  const tests = values.map((value) => valueTest(value, path));
  return (leaves) => tests.some((test) => test(leaves));
};

const valueTest = (value: unknown, path: string): LeafTest => {
  if (Array.isArray(value)) throw new InvalidPattern(path, 'an array cannot hold another array');
  if (typeof value === 'object' && value !== null) return operatorTest(value, path);
  return (leaves) => leaves.includes(value);
};

const operatorTest = (value: object, path: string): LeafTest => {
  const [[name, operand] = ['', undefined], ...more] = Object.entries(value) as [string, unknown][];
  if (more.length > 0) throw new InvalidPattern(path, 'an object in an array must have one operator only');
  if (name === 'exists') return existsTest(operand, path);
  const operator = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  if (!operator) throw new InvalidPattern(path, `unrecognized match type ${name}`);
  const test = operator(operand, path);
  return (leaves) => leaves.some(test);
};

const existsTest = (operand: unknown, path: string): LeafTest => {
  if (typeof operand !== 'boolean') throw new InvalidPattern(path, 'exists must be true or false');
  return (leaves) => leaves.length > 0 === operand;
};
