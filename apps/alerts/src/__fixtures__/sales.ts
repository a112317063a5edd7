import { isLeft } from 'fp-ts/lib/Either.js';
import { Sale } from '@sales-cdc/sales-event';
import { saleItem, type Change } from '@sales-cdc/stream-codec';

/** A sale of three laptops for 2999.70 euros in all, with some members changed. */
export const aSale = (members: Readonly<Record<string, unknown>> = {}): Sale => {
  const decoded = Sale.decode({
    sale_id: 's-1',
    product_id: 'P-1',
    product_name: 'Laptop',
    quantity: 3,
    unit_price: '999.90',
    currency: 'EUR',
    status: 'COMPLETED',
    version: 1,
    creation_datetime: '2026-11-23T08:00:00.000Z',
    ...members,
  });
  if (isLeft(decoded)) throw new Error(`The sale of this test is no sale: ${JSON.stringify(members)}`);
  return decoded.right;
};

export const COMMITTED_AT_MS = Date.UTC(2026, 10, 23, 9);

/** A change as the codec reads it. */
export const aChange = (change: Partial<Change<Sale>> = {}): Change<Sale> => ({
  op: 'c',
  eventId: 'e-1',
  sequenceNumber: '1'.padStart(40, '0'),
  committedAtMs: COMMITTED_AT_MS,
  image: aSale(),
  before: undefined,
  unrecognised: undefined,
  ...change,
});

/** The stream record of a change, as the pipe puts it on Kinesis. */
export const streamRecord = (
  eventID: string,
  eventName: 'INSERT' | 'MODIFY' | 'REMOVE',
  sale: Sale,
  before = sale,
) => ({
  eventID,
  eventName,
  dynamodb: {
    ApproximateCreationDateTime: COMMITTED_AT_MS / 1000,
    SequenceNumber: '1',
    ...(eventName !== 'REMOVE' && { NewImage: saleItem.encode(sale) }),
    ...(eventName !== 'INSERT' && { OldImage: saleItem.encode(before) }),
  },
});
