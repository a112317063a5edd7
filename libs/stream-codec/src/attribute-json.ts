import { isRecord } from './attribute-value.js';

/** DynamoDB nests no deeper: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
const MAX_DEPTH = 32;
const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * An attribute of any type as JSON text, with the digits that DynamoDB gave; binary stays base64 text, a set is a list.
 * Undefined when the value is no attribute, or is nested deeper than DynamoDB allows.
 */
export const attributeJson = (attribute: unknown, depth = 0): string | undefined => {
  if (!isRecord(attribute) || depth > MAX_DEPTH) return undefined;
  const [member, ...others] = Object.entries(attribute);
  if (!member || others.length > 0) return undefined;
  const [type, value] = member;
  return Object.hasOwn(WRITERS, type) ? WRITERS[type]?.(value, depth) : undefined;
};

type Writer = (value: unknown, depth: number) => string | undefined;

const writeText: Writer = (value) => (typeof value === 'string' ? JSON.stringify(value) : undefined);

const writeNumber: Writer = (value) => {
  if (typeof value !== 'string') return undefined;
  return JSON_NUMBER.test(value) ? value : JSON.stringify(value);
};

const listOf =
  (write: Writer): Writer =>
  (value, depth) =>
    Array.isArray(value)
      ? joined(
          '[',
          value.map((each) => write(each, depth)),
          ']',
        )
      : undefined;

const nested: Writer = (value, depth) => attributeJson(value, depth + 1);

const writeMap: Writer = (value, depth) =>
  isRecord(value) ? joined('{', Object.entries(value).map(namedBy(depth)), '}') : undefined;

const namedBy =
  (depth: number) =>
  ([name, value]: [string, unknown]): string | undefined => {
    const json = nested(value, depth);
    return json === undefined ? undefined : `${JSON.stringify(name)}:${json}`;
  };

const joined = (open: string, parts: readonly (string | undefined)[], close: string): string | undefined =>
  parts.includes(undefined) ? undefined : open + parts.join(',') + close;

const WRITERS: Readonly<Record<string, Writer>> = {
  S: writeText,
  N: writeNumber,
  B: writeText,
  BOOL: (value) => (typeof value === 'boolean' ? String(value) : undefined),
  NULL: () => 'null',
  SS: listOf(writeText),
  NS: listOf(writeNumber),
  BS: listOf(writeText),
  L: listOf(nested),
  M: writeMap,
};
