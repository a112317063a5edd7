import { type Sale, SaleStatus } from '@sales-cdc/sales-event';
import { saleItem } from '@sales-cdc/stream-codec';

/** What Firehose hands to the function, as far as a transform reads it. */
export interface FirehoseEvent {
  readonly invocationId: string;
  readonly deliveryStreamArn: string;
  readonly region: string;
  readonly records: readonly { recordId: string; approximateArrivalTimestamp: number; data: string }[];
}

const STARTED_MS = Date.UTC(2026, 0, 15);
const PRODUCTS = ['Laptop', 'Phone', 'Desk lamp, "Nordic"', 'Café set', 'Monitor 27"', 'Headset'];

/** Events of real size: in ten sales one update and, with them, one delete; the rest are inserts. Always the same. */
export const streamEvents = (count: number, recordsEach: number): FirehoseEvent[] =>
  Array.from({ length: count }, (_, event) => ({
    invocationId: `invocation-${event}`,
    deliveryStreamArn: 'arn:aws:firehose:eu-west-1:000000000000:deliverystream/sales',
    region: 'eu-west-1',
    records: Array.from({ length: recordsEach }, (__, index) => {
      const n = event * recordsEach + index;
      return {
        recordId: `${String(n).padStart(50, '4961')}000000`,
        approximateArrivalTimestamp: STARTED_MS + n,
        data: Buffer.from(JSON.stringify(streamRecord(n))).toString('base64'),
      };
    }),
  }));

const streamRecord = (n: number): object => {
  const eventName = n % 10 === 3 ? 'MODIFY' : n % 10 === 7 ? 'REMOVE' : 'INSERT';
  const sale = saleNumber(n);
  return {
    eventID: n.toString(16).padStart(32, 'c4ca4238a0b92382'),
    eventName,
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'eu-west-1',
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(STARTED_MS / 1000) + Math.floor(n / 100),
      Keys: { sale_id: { S: sale.sale_id } },
      ...(eventName === 'REMOVE' ? {} : { NewImage: saleItem.encode(sale) }),
      ...(eventName === 'INSERT' ? {} : { OldImage: saleItem.encode({ ...sale, status: 'COMPLETED' }) }),
      SequenceNumber: String(100_000_000_000 + n).padStart(25, '4'),
      SizeBytes: 420,
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    },
    eventSourceARN: 'arn:aws:dynamodb:eu-west-1:000000000000:table/sales-dev/stream/2026-01-01T00:00:00.000',
  };
};

const saleNumber = (n: number): Sale =>
  ({
    sale_id: `sale-${String(n).padStart(12, '0')}`,
    product_id: `product-${n % 997}`,
    product_name: PRODUCTS[n % PRODUCTS.length],
    category: n % 2 === 0 ? 'Electronics' : 'Home',
    customer_id: `customer-${n % 10_007}`,
    store_id: `store-${n % 31}`,
    channel: n % 3 === 0 ? 'WEB' : 'STORE',
    country: n % 4 === 0 ? 'Deutschland' : 'France',
    payment_method: 'CARD',
    quantity: 1 + (n % 7),
    unit_price: `${10 + (n % 1990)}.${10 + (n % 89)}`.replace(/0$/, ''),
    currency: 'EUR',
    status: SaleStatus.is('REFUNDED') && n % 10 === 3 ? 'REFUNDED' : 'COMPLETED',
    version: n % 10 === 3 ? 2 : 1,
    creation_datetime: new Date(STARTED_MS + n * 37).toISOString(),
  }) as Sale;
