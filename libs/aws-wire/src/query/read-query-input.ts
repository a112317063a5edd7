import { FromStringShapeDeserializer } from '@smithy/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import { numberedChildren, type FormNode } from './form-tree.js';

const scalars = new FromStringShapeDeserializer({
  timestampFormat: { useTrait: true, default: 5 },
  httpBindings: false,
});

const xmlNameOf = (schema: NormalizedSchema, otherwise: string): string =>
  schema.getMergedTraits().xmlName ?? otherwise;

/**
 * The value that a form's tree has for a schema.
 *
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#request-serialization
 */
export const readQueryInput = (schema: NormalizedSchema, node: FormNode): unknown => {
  if (schema.isStructSchema()) return readStruct(schema, node);
  if (schema.isListSchema()) return readList(schema, node);
  if (schema.isMapSchema()) return readMap(schema, node);
  return node.value === undefined ? undefined : scalars.read(schema, node.value);
};

const readStruct = (schema: NormalizedSchema, node: FormNode): Record<string, unknown> => {
  const output: Record<string, unknown> = {};
  for (const [name, member] of schema.structIterator()) {
    const child = node.children.get(xmlNameOf(member, name));
    if (child) output[name] = readQueryInput(member, child);
  }
  return output;
};

const isFlattened = (schema: NormalizedSchema): boolean => Boolean(schema.getMergedTraits().xmlFlattened);

const readList = (schema: NormalizedSchema, node: FormNode): readonly unknown[] => {
  const item = schema.getValueSchema();
  const entries = isFlattened(schema) ? node : node.children.get(xmlNameOf(item, 'member'));
  return entries ? numberedChildren(entries).map((entry) => readQueryInput(item, entry)) : [];
};

const readMap = (schema: NormalizedSchema, node: FormNode): Record<string, unknown> => {
  const keyName = xmlNameOf(schema.getKeySchema(), 'key');
  const item = schema.getValueSchema();
  const entries = isFlattened(schema) ? node : node.children.get('entry');
  const pairs = (entries ? numberedChildren(entries) : []).flatMap(({ children }) => {
    const key = children.get(keyName)?.value;
    const value = children.get(xmlNameOf(item, 'value'));
    return key === undefined || !value ? [] : [[key, readQueryInput(item, value)] as const];
  });
  return Object.fromEntries(pairs);
};
