import { saleStream, type Change, type Image } from '@sales-cdc/stream-codec';
import type { Sale } from '@sales-cdc/sales-event';

export const NOW_MS = Date.UTC(2026, 10, 23, 12);

/** A sale as a DynamoDB item. */
export const itemOf = (saleId: string, change: Image = {}): Image => ({
  sale_id: { S: saleId },
  product_id: { S: 'p-1' },
  product_name: { S: 'Laptop' },
  quantity: { N: '3' },
  unit_price: { N: '999.9' },
  currency: { S: 'EUR' },
  status: { S: 'COMPLETED' },
  version: { N: '1' },
  creation_datetime: { S: '2026-11-20T09:00:00.000Z' },
  ...change,
});

/** The number of the n-th change of a table, as long as DynamoDB's shortest. */
export const sequenceOf = (position: number): string => `1${String(position).padStart(20, '0')}`;

/** The stream record of an insert, or of another change. */
export const recordOf = (image: Image, position = 1, eventName = 'INSERT') => ({
  eventID: `event-${position}`,
  eventName,
  dynamodb: {
    ApproximateCreationDateTime: NOW_MS / 1000,
    Keys: { sale_id: image['sale_id'] as { S: string } },
    [eventName === 'REMOVE' ? 'OldImage' : 'NewImage']: image,
    SequenceNumber: sequenceOf(position),
  },
});

export const base64Of = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64');

/** A line of the error output. */
export const errorLineOf = (rawData: string): string =>
  JSON.stringify({ attemptsMade: 1, errorCode: 'Lambda.ProcessingFailedStatus', errorMessage: 'no sale', rawData });

/** The line of a change in the lake. */
export const lineOf = (change: Change<Sale>, processedAtMs = NOW_MS): string => {
  const line = saleStream.linesAt(processedAtMs)(change);
  if (line._tag === 'Left') throw new Error(line.left.details.join(' '));
  return line.right;
};

/** The change that a stream record tells. */
export const changeOf = (record: object): Change<Sale> => {
  const change = saleStream.change(record);
  if (change._tag === 'Left') throw new Error(change.left.details.join(' '));
  return change.right;
};
