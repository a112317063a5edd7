import { createHash } from 'node:crypto';
import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import { invalidParameter } from '../sqs-errors.js';

/** A message attribute as it lies on disk; binary values in base64. */
export interface StoredAttribute {
  readonly dataType: string;
  readonly text?: string;
  readonly binary?: string;
}
export type StoredAttributes = Readonly<Record<string, StoredAttribute>>;

const MAXIMUM_ATTRIBUTES = 10;

/** Throws an AwsError for what is no attribute of a message. */
export const storedAttributes = (given: Readonly<Record<string, MessageAttributeValue>>): StoredAttributes => {
  const entries = Object.entries(given);
  if (entries.length > MAXIMUM_ATTRIBUTES)
    throw invalidParameter(
      `Number of message attributes [${entries.length}] exceeds the allowed maximum [${MAXIMUM_ATTRIBUTES}].`,
    );
  return Object.fromEntries(entries.map(([name, value]) => [name, storedAttribute(name, value)]));
};

const storedAttribute = (
  name: string,
  { DataType: dataType, StringValue: text, BinaryValue: binary }: MessageAttributeValue,
): StoredAttribute => {
  const kind = dataType?.split('.')[0];
  if (dataType === undefined || (kind !== 'String' && kind !== 'Number' && kind !== 'Binary'))
    throw invalidParameter(`The message attribute '${name}' has an invalid type. It must be String, Number or Binary.`);
  if (kind === 'Binary' ? !binary?.length : !text)
    throw invalidParameter(`The message attribute '${name}' must contain a non-empty value of the type ${kind}.`);
  return {
    dataType,
    ...(text !== undefined && { text }),
    ...(binary && { binary: Buffer.from(binary).toString('base64') }),
  };
};

/** The attributes that a receiver asked for: by name, by prefix (`trace.*`), or `All`. */
export const wantedAttributes = (stored: StoredAttributes, wanted: readonly string[]): StoredAttributes =>
  Object.fromEntries(Object.entries(stored).filter(([name]) => wanted.some((pattern) => isWanted(name, pattern))));

const isWanted = (name: string, pattern: string): boolean =>
  pattern === 'All' || (pattern.endsWith('.*') ? name.startsWith(pattern.slice(0, -2)) : name === pattern);

export const outputAttributes = (stored: StoredAttributes): Record<string, MessageAttributeValue> =>
  Object.fromEntries(
    Object.entries(stored).map(([name, { dataType, text, binary }]) => [
      name,
      {
        DataType: dataType,
        ...(text !== undefined && { StringValue: text }),
        ...(binary !== undefined && { BinaryValue: new Uint8Array(Buffer.from(binary, 'base64')) }),
      },
    ]),
  );

export const attributesSizeBytes = (stored: StoredAttributes): number =>
  Object.entries(stored).reduce(
    (size, [name, { dataType, text = '', binary = '' }]) =>
      size +
      Buffer.byteLength(name) +
      Buffer.byteLength(dataType) +
      Buffer.byteLength(text) +
      Buffer.byteLength(binary, 'base64'),
    0,
  );

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html */
export const attributesMd5 = (stored: StoredAttributes): string | undefined => {
  const names = Object.keys(stored).sort();
  if (names.length === 0) return undefined;
  const digest = createHash('md5');
  const update = (bytes: Buffer): void => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    digest.update(length).update(bytes);
  };
  for (const name of names) {
    const { dataType, text = '', binary } = stored[name] ?? { dataType: '' };
    update(Buffer.from(name));
    update(Buffer.from(dataType));
    digest.update(Buffer.of(binary === undefined ? 1 : 2));
    update(binary === undefined ? Buffer.from(text) : Buffer.from(binary, 'base64'));
  }
  return digest.digest('hex');
};
