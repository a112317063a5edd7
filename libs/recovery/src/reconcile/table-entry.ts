import { isLeft } from 'fp-ts/lib/Either.js';
import { placeSale } from '@sales-cdc/partitioning';
import { totalAmount, type Sale } from '@sales-cdc/sales-event';
import { saleStream } from '@sales-cdc/stream-codec';
import type { KeyedText } from '../scratch/keyed-lines.js';
import { SALE_COLUMNS, comparedText } from './compared-values.js';

/** An item as DynamoDB gives it: by the SDK with bytes, by the wire with base64. */
export type TableItem = Readonly<Record<string, unknown>>;

/**
 * Reads items of the table as the lake should have them by today's codec. An item that is no sale has no row; its text
 * says why, in the form of {@link rejectionIn}.
 */
export const tableEntries = (nowMs: number): ((item: TableItem) => KeyedText) => {
  const place = placeSale(nowMs);
  return (item) => {
    const key = keyOf(item);
    const change = saleStream.change(insertOf(item));
    if (isLeft(change)) return { key, text: rejection(change.left.details) };
    const { image, unrecognised = null } = change.right;
    const partition = place(image);
    if (isLeft(partition)) return { key, text: rejection([partition.left]) };
    const total = totalAmount(image.quantity, image.unit_price);
    if (isLeft(total)) return { key, text: rejection([total.left]) };
    return { key, text: comparedText([...valuesOf({ ...image, total_amount: total.right }), unrecognised]) };
  };
};

/** Why the item of an entry has no row, or undefined for one that has. */
export const rejectionIn = (text: string): string | undefined =>
  text.startsWith('{') ? (JSON.parse(text) as { readonly rejected: string }).rejected : undefined;

const rejection = (details: readonly string[]): string => JSON.stringify({ rejected: details.join('; ') });

const keyOf = ({ sale_id }: TableItem): string => {
  const { S } = (sale_id ?? {}) as { readonly S?: unknown };
  return typeof S === 'string' ? S : '';
};

/** The stream record of an insert of the item: the codec reads nothing else. */
const insertOf = (item: TableItem): object => ({
  eventID: 'none',
  eventName: 'INSERT',
  dynamodb: { SequenceNumber: '0', ApproximateCreationDateTime: 0, NewImage: wireForm(item) },
});

const SALE_NAMES: ReadonlySet<string> = new Set(SALE_COLUMNS.map(({ name }) => name));

/** As the item stands in a stream record. A sale's own attributes hold no bytes, so few items need a copy. */
const wireForm = (item: TableItem): TableItem =>
  Object.keys(item).every((name) => SALE_NAMES.has(name)) ? item : (withBase64(item) as TableItem);

const withBase64 = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(withBase64);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withBase64(member)]));
};

const valuesOf = (row: Sale & { readonly total_amount: string }): readonly (string | null)[] => {
  const values = row as Readonly<Record<string, string | number | undefined>>;
  return SALE_COLUMNS.map(({ name, kind }) => {
    const value = values[name];
    if (value === undefined) return null;
    return kind === 'timestamp' ? athenaTimestamp(String(value)) : String(value);
  });
};

/** `2026-11-23T08:00:00.000Z` as Athena writes it. */
const athenaTimestamp = (utc: string): string => `${utc.slice(0, 10)} ${utc.slice(11, 23)}`;
