import { mergeFields, type JsonFields, type JsonType } from '../inference/json-type.js';
import type { CrawledObject } from './crawled-object.js';

/** One folder whose objects are a partition, or the whole of a table without partitions. */
export interface Leaf {
  /** Prefix of its keys, or the key of a table that is one object. */
  readonly path: string;
  /** One for each partition key of the group. */
  readonly values: readonly string[];
  readonly objects: readonly CrawledObject[];
  readonly fields: JsonFields;
}

/** Objects that are, or could be, one table. */
export interface TableGroup {
  /** Name of the folder or object that is the table's root; empty for the bucket. */
  readonly name: string;
  readonly path: string;
  readonly compression: 'gzip' | 'none';
  readonly fields: JsonFields;
  /** From the root down; undefined for a folder that is not named `key=value`. */
  readonly keys: readonly (string | undefined)[];
  readonly leaves: readonly Leaf[];
}

/** How much two schemas must have in common. Differs: AWS does not tell how it compares two schemas. */
const LEAST_SIMILARITY = 0.7;

/** Whether two groups can be one table: same compression and partition keys and, if asked for, similar fields. */
export const canMerge = (a: TableGroup, b: TableGroup, ignoreSimilarity: boolean): boolean =>
  a.compression === b.compression &&
  a.keys.length === b.keys.length &&
  a.keys.every((key, index) => key === b.keys[index]) &&
  (ignoreSimilarity || similarity(a.fields, b.fields) >= LEAST_SIMILARITY);

/** The share of the larger schema's fields that the other has too, with a type that can be the same. */
const similarity = (a: JsonFields, b: JsonFields): number => {
  const shared = [...a].filter(([name, type]) => isAlike(type, b.get(name))).length;
  return shared / Math.max(a.size, b.size, 1);
};

const NUMBERS: readonly string[] = ['int', 'bigint', 'double'];

const isAlike = (a: JsonType, b: JsonType | undefined): boolean =>
  b !== undefined &&
  (a.kind === b.kind ||
    a.kind === 'null' ||
    b.kind === 'null' ||
    (NUMBERS.includes(a.kind) && NUMBERS.includes(b.kind)));

/** Both as one table; leaves of the same folder become one. They must fit: `canMerge`. */
export const merge = (a: TableGroup, b: TableGroup): TableGroup => ({
  ...a,
  fields: mergeFields(a.fields, b.fields),
  leaves: b.leaves.reduce(addLeaf, a.leaves),
});

const addLeaf = (leaves: readonly Leaf[], leaf: Leaf): readonly Leaf[] => {
  // Groups are merged child by child, so the leaf of the same folder is always the last.
  const last = leaves.at(-1);
  if (last?.path !== leaf.path) return [...leaves, leaf];
  return [
    ...leaves.slice(0, -1),
    { ...last, objects: [...last.objects, ...leaf.objects], fields: mergeFields(last.fields, leaf.fields) },
  ];
};
