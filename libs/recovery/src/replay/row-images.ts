import { saleStream, type Image } from '@sales-cdc/stream-codec';

type Members = ReadonlyMap<string, string>;

/** The kind of each column that an item has itself, by name; derived ones are worked out anew. */
const KINDS: ReadonlyMap<string, string> = new Map(
  saleStream.columns
    .flatMap((column) => (column.kind === 'struct' ? column.columns : []))
    .map(({ name, kind }) => [name, kind]),
);

/** The item that a row, or its `before`, was made of, in the JSON of DynamoDB; what is null is left out. */
export const imageOf = (row: Members): Image => {
  const image: Record<string, object> = {};
  for (const [name, kind] of KINDS) {
    const value = row.get(name);
    if (value !== undefined && value !== 'null') image[name] = attributeOf(value, kind);
  }
  return image;
};

/** A value of another kind than the column's stays what it is, so that the codec can say what is wrong with it. */
const attributeOf = (json: string, kind: string): object => {
  const isText = json.startsWith('"');
  if (kind === 'timestamp' && isText) return { S: isoTimestamp(JSON.parse(json) as string) };
  if (isText) return { S: JSON.parse(json) as string };
  return { N: json };
};

/** `2026-11-23 09:00:00.000`, which is UTC in the lake, as the codec reads a moment; other text as it is. */
export const isoTimestamp = (text: string): string => (LAKE_TIMESTAMP.test(text) ? `${text.replace(' ', 'T')}Z` : text);

const LAKE_TIMESTAMP = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/;
