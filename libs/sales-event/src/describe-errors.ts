import type * as t from 'io-ts';

/** One readable sentence for each error, with the path of the bad member: `unit_price: must be a decimal …, got "x"`. */
export const describeErrors = (errors: t.Errors): string[] => [...new Set(errors.map(describe))];

const describe = ({ value, context, message }: t.ValidationError): string => {
  const path = context.filter((_, index) => isMember(context, index)).map(({ key }) => key);
  const rule = message ?? expectationOf(context.at(-1)?.type);
  const prefix = path.length === 0 ? '' : `${path.join('.')}: `;
  return value === undefined ? `${prefix}is missing, ${rule}` : `${prefix}${rule}, got ${shown(value)}`;
};

/** The first entry is the root, and under an intersection the key is only the number of a branch. */
const isMember = (context: t.Context, index: number): boolean =>
  index > 0 && shapeOf(context[index - 1]?.type) !== 'IntersectionType' && context[index]?.key !== '';

const OBJECTS = ['InterfaceType', 'PartialType', 'IntersectionType', 'AnyDictionaryType'];

const expectationOf = (type: object | undefined): string => {
  if (OBJECTS.includes(shapeOf(type) ?? '')) return 'must be an object';
  return `must be ${type && 'name' in type ? String(type.name) : 'something else'}`;
};

/** The io-ts tag of a codec, seen through what only wraps another codec. */
const shapeOf = (type: unknown): string | undefined => {
  const { _tag, type: inner } = (type ?? {}) as { readonly _tag?: string; readonly type?: unknown };
  return _tag === 'ExactType' || _tag === 'ReadonlyType' || _tag === 'RefinementType' ? shapeOf(inner) : _tag;
};

const LONGEST_QUOTE = 80;

const shown = (value: unknown): string => {
  if (typeof value === 'string') {
    return JSON.stringify(value.length > LONGEST_QUOTE ? `${value.slice(0, LONGEST_QUOTE)}…` : value);
  }
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
  return typeof value === 'function' ? 'a function' : String(value);
};
