import type { OutgoingRecord } from '../kinesis/put-records.js';
import type { StreamRecord } from './ports.js';

/** The record as the pipe puts it on Kinesis: one JSON object without a newline, by the key of its item. */
export const pipeRecord = (record: StreamRecord, streamArn: string): OutgoingRecord => ({
  Data: Buffer.from(JSON.stringify(eventOf(record, streamArn))),
  PartitionKey: keyOf(record),
});

const eventOf = ({ userIdentity, ...record }: StreamRecord, eventSourceARN: string): object => ({
  ...(wireForm(record) as object),
  ...(userIdentity && { userIdentity: lowerCased(userIdentity) }),
  eventSourceARN,
});

const keyOf = ({ dynamodb }: StreamRecord): string => {
  const [key] = Object.values(dynamodb?.Keys ?? {}) as readonly Readonly<Record<string, string>>[];
  return Object.values(key ?? {})[0] ?? '';
};

/** The SDK writes the members of an identity with capitals, the event does not. */
const lowerCased = (identity: object): object =>
  Object.fromEntries(
    Object.entries(identity).map(([name, value]) => [
      `${name.charAt(0).toLowerCase()}${name.slice(1)}`,
      value as unknown,
    ]),
  );

/** The SDK gives times as dates and bytes as arrays, where JSON has whole seconds and base64. */
export const wireForm = (value: unknown): unknown => {
  if (value instanceof Date) return Math.floor(value.getTime() / 1000);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(wireForm);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(entries.map(([name, member]) => [name, wireForm(member)]));
};
