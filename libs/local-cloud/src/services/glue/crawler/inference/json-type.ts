/** What a crawler makes of JSON values; it never finds a timestamp, a date or a decimal. */
export type JsonType =
  | { readonly kind: 'null' | 'boolean' | 'int' | 'bigint' | 'double' | 'string' }
  | { readonly kind: 'array'; readonly element: JsonType }
  | { readonly kind: 'struct'; readonly fields: JsonFields };

/** By name, in the order of their first appearance. */
export type JsonFields = ReadonlyMap<string, JsonType>;

export const NULL: JsonType = { kind: 'null' };
export const BOOLEAN: JsonType = { kind: 'boolean' };
export const INT: JsonType = { kind: 'int' };
export const BIGINT: JsonType = { kind: 'bigint' };
export const DOUBLE: JsonType = { kind: 'double' };
export const STRING: JsonType = { kind: 'string' };

const NUMBERS: readonly JsonType['kind'][] = ['int', 'bigint', 'double'];

/**
 * The narrowest type that holds the values of both.
 *
 * Law: commutative but for the order of fields, associative, idempotent; `NULL` is its unit.
 */
export const mergeTypes = (a: JsonType, b: JsonType): JsonType => {
  if (a === b || b.kind === 'null') return a;
  if (a.kind === 'null') return b;
  if (a.kind === 'struct' && b.kind === 'struct') {
    const fields = mergeFields(a.fields, b.fields);
    return fields === a.fields ? a : { kind: 'struct', fields };
  }
  if (a.kind === 'array' && b.kind === 'array') {
    const element = mergeTypes(a.element, b.element);
    return element === a.element ? a : { kind: 'array', element };
  }
  if (a.kind === b.kind) return a;
  const [rankOfA, rankOfB] = [NUMBERS.indexOf(a.kind), NUMBERS.indexOf(b.kind)];
  if (rankOfA < 0 || rankOfB < 0) return STRING;
  return rankOfA > rankOfB ? a : b;
};

/** All fields of both; the very first map when the second adds nothing, so that equal records cost no copy. */
export const mergeFields = (a: JsonFields, b: JsonFields): JsonFields => {
  let merged: Map<string, JsonType> | undefined;
  for (const [name, type] of b) {
    const known = a.get(name);
    const next = known ? mergeTypes(known, type) : type;
    if (next !== known) (merged ??= new Map(a)).set(name, next);
  }
  return merged ?? a;
};

/** As the catalog writes it: `struct<sku:string,count:int>`. A field that is always null is a string. */
export const glueTypeOf = (type: JsonType): string => {
  if (type.kind === 'array') return `array<${glueTypeOf(type.element)}>`;
  if (type.kind === 'null') return 'string';
  if (type.kind !== 'struct') return type.kind;
  return `struct<${[...type.fields].map(([name, field]) => `${name}:${glueTypeOf(field)}`).join(',')}>`;
};
