import { leafMatcher, type LeafTest } from './leaf-matcher.js';
import { InvalidPattern } from './invalid-pattern.js';

/** Whether an event matches. */
export type EventPattern = (event: unknown) => boolean;

const MAXIMUM_LENGTH = 4096;

/**
 * Compiles an event pattern. Throws an InvalidPattern that says what is wrong in it.
 *
 * Fields are ANDed, the values of a field ORed. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export const compileEventPattern = (text: string): EventPattern => {
  if (text.length > MAXIMUM_LENGTH) throw new InvalidPattern('', `it is longer than ${MAXIMUM_LENGTH} characters`);
  return objectPattern(parse(text), '');
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InvalidPattern('', 'it is not valid JSON', { cause });
  }
};

const objectPattern = (pattern: unknown, path: string): EventPattern => {
  if (!isObject(pattern)) throw new InvalidPattern(path, 'it must be an object or an array');
  const fields = Object.entries(pattern).map(([name, inner]) =>
    fieldPattern(name, inner, path === '' ? name : `${path}.${name}`),
  );
  if (fields.length === 0) throw new InvalidPattern(path, 'empty objects are not allowed');
  const matchesAll: EventPattern = (value) => fields.every((matches) => matches(value));
  return (value) => matchesElement(value, matchesAll);
};

const fieldPattern = (name: string, inner: unknown, path: string): EventPattern => {
  if (name === '$or' && Array.isArray(inner)) return orPattern(inner, path);
  if (Array.isArray(inner)) {
    const test = leafMatcher(inner, path);
    return (value) => matchesLeaf(memberOf(value, name), test);
  }
  const matches = objectPattern(inner, path);
  return (value) => matches(memberOf(value, name));
};

const orPattern = (alternatives: readonly unknown[], path: string): EventPattern => {
  if (alternatives.length < 2) throw new InvalidPattern(path, 'it must hold at least two patterns');
  const patterns = alternatives.map((alternative, index) => objectPattern(alternative, `${path}[${index}]`));
  return (value) => patterns.some((matches) => matches(value));
};

/** All fields of a pattern must match in one and the same element of an array of objects. */
const matchesElement = (value: unknown, matches: EventPattern): boolean =>
  Array.isArray(value) && value.length > 0 ? value.some((element) => matchesElement(element, matches)) : matches(value);

/** Only scalars are leaves: an object or an empty array counts as a field that is not there. */
const matchesLeaf = (value: unknown, test: LeafTest): boolean => {
  const leaves = (Array.isArray(value) ? (value as unknown[]).flat(Infinity) : [value]).filter(
    (leaf) => leaf === null || (typeof leaf !== 'object' && leaf !== undefined),
  );
  return test(leaves);
};

/** A dotted name is a member of that name or a path of members: to AWS both are the same field. */
const memberOf = (value: unknown, name: string): unknown => {
  if (!isObject(value)) return undefined;
  if (Object.hasOwn(value, name)) return value[name];
  const dot = name.indexOf('.');
  return dot < 0 ? undefined : memberOf(memberOf(value, name.slice(0, dot)), name.slice(dot + 1));
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
