/** A number of a JSON text with the very digits that it had there. */
export class ExactNumber {
  constructor(readonly text: string) {}
}

export type ExactJson = null | boolean | string | ExactNumber | readonly ExactJson[] | ReadonlyMap<string, ExactJson>;

/** Texts as a whole, and the numbers between them. */
const TOKEN = /"(?:[^"\\]|\\.)*"|-?[0-9][0-9.eE+-]*/g;
const NUMBER = '\0n';
const TEXT = '\0t';

/**
 * The value of a JSON text, its numbers with every digit: JSON.parse alone would take them through a binary double.
 * Throws a SyntaxError for what is not JSON.
 */
export const parseExactJson = (text: string): ExactJson => {
  JSON.parse(text);
  // Numbers become texts with a mark, and so do texts that begin like a mark.
  const marked = text.replace(TOKEN, (token) => {
    if (!token.startsWith('"')) return `"\\u0000n${token}"`;
    return token.startsWith('"\\u0000') ? `"\\u0000t${token.slice(1)}` : token;
  });
  return unmarked(JSON.parse(marked));
};

const unmarked = (value: unknown): ExactJson => {
  if (typeof value === 'string')
    return value.startsWith(NUMBER) ? new ExactNumber(value.slice(2)) : unmarkedText(value);
  if (Array.isArray(value)) return value.map(unmarked);
  if (typeof value !== 'object' || value === null) return value as null | boolean;
  return new Map(Object.entries(value).map(([key, member]) => [unmarkedText(key), unmarked(member)]));
};

const unmarkedText = (text: string): string => (text.startsWith(TEXT) ? text.slice(2) : text);

/** The JSON text of a value, its numbers digit by digit and its keys as `keyOf` has them. */
export const exactJsonText = (value: ExactJson, keyOf: (key: string) => string = (key) => key): string => {
  if (value instanceof ExactNumber) return value.text;
  if (Array.isArray(value))
    return `[${(value as readonly ExactJson[]).map((element) => exactJsonText(element, keyOf)).join(',')}]`;
  if (!(value instanceof Map)) return JSON.stringify(value);
  const members = [...(value as ReadonlyMap<string, ExactJson>)].map(
    ([key, member]) => `${JSON.stringify(keyOf(key))}:${exactJsonText(member, keyOf)}`,
  );
  return `{${members.join(',')}}`;
};
