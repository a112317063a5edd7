import type { NormalizedSchema } from '@smithy/core/schema';
import type { StaticStructureSchema } from '@smithy/types';
import { WireFault } from '../pipeline/wire-fault.js';

/** `TableName` → `tableName`, as AWS names members in its messages. */
const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** A client's schema lists required members first and ends with their number. */
export const requiredMembers = (struct: NormalizedSchema): readonly string[] => {
  const schema = struct.getSchema() as StaticStructureSchema;
  return schema[4].slice(0, schema[6] ?? 0);
};

const typeOf = (value: unknown): string => {
  if (Array.isArray(value)) return 'LIST_VALUE';
  if (value instanceof Uint8Array) return 'BLOB_VALUE';
  return Number.isNaN(value)
    ? 'STRING_VALUE'
    : `${typeof value === 'object' ? 'structure' : typeof value}_value`.toUpperCase();
};

const isMapLike = (value: unknown): boolean =>
  typeof value === 'object' && !Array.isArray(value) && !(value instanceof Uint8Array) && !(value instanceof Date);

/** The name of a type and whether a value is of it. */
const expectation = (schema: NormalizedSchema, value: unknown): readonly [string, boolean] => {
  if (schema.isStructSchema()) return ['a Structure', isMapLike(value)];
  if (schema.isMapSchema()) return ['a Map', isMapLike(value)];
  if (schema.isListSchema()) return ['a List', Array.isArray(value)];
  if (schema.isStringSchema()) return ['a String', typeof value === 'string' || value instanceof String];
  if (schema.isNumericSchema()) return ['a Number', typeof value === 'number' && !Number.isNaN(value)];
  if (schema.isBooleanSchema()) return ['a Boolean', typeof value === 'boolean'];
  if (schema.isBlobSchema()) return ['a Blob', value instanceof Uint8Array];
  if (schema.isTimestampSchema()) return ['a Timestamp', value instanceof Date && !Number.isNaN(value.getTime())];
  return ['', true];
};

const visit = (schema: NormalizedSchema, value: unknown, path: string, missing: string[]): void => {
  if (schema.isUnitSchema()) return;
  const [type, fits] = expectation(schema, value);
  if (!fits) throw new WireFault('malformedBody', `${typeOf(value)} can not be converted to ${type} at '${path}'.`);

  if (schema.isStructSchema()) visitMembers(schema, value as Record<string, unknown>, path, missing);
  else if (schema.isListSchema()) {
    const item = schema.getValueSchema();
    (value as unknown[]).forEach((entry, index) => {
      const itemPath = `${path}.${index + 1}.member`;
      if (entry != null) visit(item, entry, itemPath, missing);
      else if (!schema.getMergedTraits().sparse) missing.push(itemPath);
    });
  } else if (schema.isMapSchema()) {
    const item = schema.getValueSchema();
    for (const [key, entry] of Object.entries(value as object)) {
      if (entry != null) visit(item, entry, `${path}.${key}.member`, missing);
    }
  }
};

const visitMembers = (
  struct: NormalizedSchema,
  value: Record<string, unknown>,
  path: string,
  missing: string[],
): void => {
  const prefix = path === '' ? '' : `${path}.`;
  for (const name of requiredMembers(struct)) {
    if (value[name] == null) missing.push(prefix + lowerFirst(name));
  }
  for (const [name, member] of struct.structIterator()) {
    const entry = value[name];
    if (entry != null) visit(member, entry, prefix + lowerFirst(name), missing);
  }
};

/**
 * Throws a `WireFault` when a decoded input has a value of another type than its schema says, or lacks a required member;
 * the message names the member as AWS does. The codecs of the SDK do not look: they trust what a server sends.
 */
export const checkShape = (schema: NormalizedSchema, value: unknown): void => {
  const missing: string[] = [];
  visit(schema, value, '', missing);
  if (missing.length === 0) return;

  const complaints = missing.map(
    (path) => `Value null at '${path}' failed to satisfy constraint: Member must not be null`,
  );
  const count = missing.length === 1 ? '1 validation error' : `${missing.length} validation errors`;
  throw new WireFault('missingMember', `${count} detected: ${complaints.join('; ')}`);
};
