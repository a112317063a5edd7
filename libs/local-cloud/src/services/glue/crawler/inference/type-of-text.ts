import { BIGINT, BOOLEAN, DOUBLE, INT, mergeTypes, NULL, STRING, type JsonType } from './json-type.js';

/** Differs: how deep AWS reads is not known; what is nested deeper than this is taken for no JSON. */
export const DEEPEST = 100;

/** The type of a JSON text; undefined when it is none. */
export const typeOfText = (text: string): JsonType | undefined => {
  try {
    const isMarked = MAYBE_AMBIGUOUS.test(text);
    return typeOf(JSON.parse(isMarked ? marked(text) : text), 0, isMarked);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TooDeep) return undefined; // the file is of another format
    throw error;
  }
};

class TooDeep extends Error {}

/** Numbers whose type JSON.parse does not keep: `10.0` and `1e3` are doubles, and long ones lose digits. */
const MAYBE_AMBIGUOUS = /\d(?:\.0+(?=[\s,}\]])|[eE][-+\d])|\d{16}(?=[\s,}\]])/;

const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/gs;

/** The same with its numbers as texts that begin with n, and its texts beginning with s. */
const marked = (text: string): string =>
  text.replace(TOKEN, (token) => (token.startsWith('"') ? `"s${token.slice(1)}` : `"n${token}"`));

const typeOf = (value: unknown, depth: number, isMarked: boolean): JsonType => {
  if (value === null) return NULL;
  if (typeof value === 'string') return isMarked && value.startsWith('n') ? typeOfDigits(value.slice(1)) : STRING;
  if (typeof value === 'boolean') return BOOLEAN;
  if (typeof value === 'number') return typeOfNumber(value);
  if (depth === DEEPEST) throw new TooDeep();
  if (Array.isArray(value)) {
    const members: readonly unknown[] = value;
    const types = members.map((member) => typeOf(member, depth + 1, isMarked));
    return { kind: 'array', element: types.reduce(mergeTypes, NULL) };
  }
  const fields = new Map<string, JsonType>();
  for (const [name, member] of Object.entries(value as object)) {
    const column = name.slice(isMarked ? 1 : 0).toLowerCase();
    const [known, type] = [fields.get(column), typeOf(member, depth + 1, isMarked)];
    fields.set(column, known ? mergeTypes(known, type) : type);
  }
  return { kind: 'struct', fields };
};

const typeOfNumber = (number: number): JsonType => {
  if (!Number.isInteger(number)) return DOUBLE;
  return number >= -(2 ** 31) && number < 2 ** 31 ? INT : BIGINT;
};

const typeOfDigits = (digits: string): JsonType => {
  if (/[.eE]/.test(digits)) return DOUBLE;
  const number = BigInt(digits);
  if (BigInt.asIntN(32, number) === number) return INT;
  return BigInt.asIntN(64, number) === number ? BIGINT : DOUBLE;
};
