import { InvalidPattern } from './invalid-pattern.js';
import type { ScalarTest } from './leaf-matcher.js';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOperand = (operand: unknown, operator: string, path: string): string => {
  if (typeof operand !== 'string' || operand === '')
    throw new InvalidPattern(path, `${operator} must be a text that is not empty`);
  return operand;
};

export const prefix = (operand: unknown, path: string): ScalarTest =>
  affix(operand, 'prefix', path, (text, part) => text.startsWith(part));

export const suffix = (operand: unknown, path: string): ScalarTest =>
  affix(operand, 'suffix', path, (text, part) => text.endsWith(part));

/** `{"prefix": "a"}` and `{"prefix": {"equals-ignore-case": "a"}}` */
const affix = (
  operand: unknown,
  operator: string,
  path: string,
  has: (text: string, part: string) => boolean,
): ScalarTest => {
  if (isObject(operand) && Object.keys(operand).length === 1 && 'equals-ignore-case' in operand) {
    const part = textOperand(operand['equals-ignore-case'], operator, path).toLowerCase();
    return (leaf) => typeof leaf === 'string' && has(leaf.toLowerCase(), part);
  }
  const part = textOperand(operand, operator, path);
  return (leaf) => typeof leaf === 'string' && has(leaf, part);
};

export const equalsIgnoreCase = (operand: unknown, path: string): ScalarTest => {
  const expected = textOperand(operand, 'equals-ignore-case', path).toLowerCase();
  return (leaf) => typeof leaf === 'string' && leaf.toLowerCase() === expected;
};

/** `*` stands for any characters; `\*` and `\\` for themselves. */
export const wildcard = (operand: unknown, path: string): ScalarTest => {
  const text = textOperand(operand, 'wildcard', path);
  const parts = text.match(/\\[*\\]|[^\\]/gsu);
  if (!parts || parts.join('') !== text)
    throw new InvalidPattern(path, 'in a wildcard a backslash must stand before * or \\');
  if (parts.some((part, index) => part === '*' && parts[index + 1] === '*'))
    throw new InvalidPattern(path, 'a wildcard cannot have two * in a row');
  const segments = parts.reduce<string[]>(
    (all, part) => (part === '*' ? [...all, ''] : [...all.slice(0, -1), (all.at(-1) ?? '') + part.replace(/^\\/, '')]),
    [''],
  );
  return (leaf) => typeof leaf === 'string' && matchesSegments(leaf, segments);
};

/** The first segment begins the text, the last one ends it, those between follow in order: greedy from the left is enough. */
const matchesSegments = (text: string, segments: readonly string[]): boolean => {
  const [first = '', ...rest] = segments;
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let from = first.length;
  for (const segment of rest) {
    const found = text.indexOf(segment, from);
    if (found < 0) return false;
    from = found + segment.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
};
