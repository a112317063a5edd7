import { type Sale } from '@sales-cdc/sales-event';
import * as fc from 'fast-check';
import { saleItem } from '../sale-stream.js';
import { anySale } from '@sales-cdc/sales-event/arbitraries';

/** A sale in plain words, for tests that tell a story. */
export const laptop = {
  sale_id: 's-1',
  product_id: 'p-1',
  product_name: 'Laptop',
  quantity: 3,
  unit_price: '1299.9',
  currency: 'EUR',
  status: 'COMPLETED',
  version: 1,
  creation_datetime: '2026-11-23T09:00:00.000Z',
} as unknown as Sale;

interface RecordOptions {
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly image?: object;
  readonly before?: object;
}

/** The JSON that Pipes puts on Kinesis for one change. */
export const streamRecord = ({ eventName, image, before }: RecordOptions) => ({
  eventID: 'c4ca4238a0b923820dcc509a6f75849b',
  eventName,
  eventVersion: '1.1',
  eventSource: 'aws:dynamodb',
  awsRegion: 'eu-west-1',
  dynamodb: {
    ApproximateCreationDateTime: 1_763_888_400,
    Keys: { sale_id: { S: 's-1' } },
    ...(image && { NewImage: image }),
    ...(before && { OldImage: before }),
    SequenceNumber: '111100000000000000000000001',
    SizeBytes: 200,
    StreamViewType: 'NEW_AND_OLD_IMAGES',
  },
  eventSourceARN: 'arn:aws:dynamodb:eu-west-1:000000000000:table/sales/stream/2026-01-01T00:00:00.000',
});

export const base64Json = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64');

const anyItem = anySale.map((sale) => saleItem.encode(sale) as Record<string, unknown>);

/** A record of any change of any sale. */
export const anyRecord = fc.oneof(
  anyItem.map((image) => streamRecord({ eventName: 'INSERT', image })),
  fc.tuple(anyItem, anyItem).map(([image, before]) => streamRecord({ eventName: 'MODIFY', image, before })),
  anyItem.map((before) => streamRecord({ eventName: 'REMOVE', before })),
);

const nearMiss = fc.oneof(
  fc.constantFrom(
    undefined,
    null,
    {},
    [],
    { NULL: true },
    { S: 3 },
    { N: 3 },
    { N: '1E+2' },
    { N: '3.0' },
    { N: '-0' },
    { N: '' },
    { S: '' },
    { S: '3' },
    { S: '\ud800' },
    { S: '2026-02-30T00:00:00.000Z' },
    { S: '2026-02-28T00:00:00+02:00' },
    { BOOL: true },
    { S: 'x', N: '1' },
  ),
  fc.record({ S: fc.string() }),
  fc.record({ N: fc.oneof(fc.double().map(String), fc.bigInt().map(String), fc.string()) }),
  fc.jsonValue(),
);

/** An item that is a sale but for some members, which may be anything. */
export const anyNearItem = fc
  .tuple(anyItem, fc.dictionary(fc.constantFrom(...Object.keys(laptop), 'category', 'channel', 'colour'), nearMiss))
  .map(([item, changes]) => ({ ...item, ...changes }));
