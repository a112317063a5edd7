import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as t from 'io-ts';
import { type FirehoseEvent } from './stream-events.js';

interface RuleBrand {
  readonly Rule: unique symbol;
}
type Kept<A> = t.Branded<A, RuleBrand>;

const SaleId = t.brand(t.string, (s): s is Kept<string> => s.length >= 1 && s.length <= 128, 'Rule');
const NonEmptyString = t.brand(t.string, (s): s is Kept<string> => s !== '', 'Rule');
const Quantity = t.brand(t.number, (n): n is Kept<number> => Number.isInteger(n) && n !== 0, 'Rule');
const Price = t.brand(t.number, (n): n is Kept<number> => n >= 0, 'Rule');
const Currency = t.brand(t.string, (s): s is Kept<string> => /^[A-Z]{3}$/.test(s), 'Rule');
const Version = t.brand(t.number, (n): n is Kept<number> => Number.isInteger(n) && n >= 1, 'Rule');

const DateFromText = new t.Type<Date, string>(
  'DateFromText',
  (input): input is Date => input instanceof Date,
  (input, context) => {
    if (typeof input !== 'string') return t.failure(input, context);
    const date = new Date(input);
    return Number.isNaN(date.getTime()) ? t.failure(input, context) : t.success(date);
  },
  (date) => date.toISOString(),
);

/** The rules of a sale as one writes them with io-ts, less exact only where a float is. */
const UsualSale = t.exact(
  t.intersection([
    t.type({ sale_id: SaleId, product_id: NonEmptyString, product_name: NonEmptyString }),
    t.partial({
      category: t.string,
      customer_id: t.string,
      store_id: t.string,
      channel: t.string,
      country: t.string,
      payment_method: t.string,
    }),
    t.type({
      quantity: Quantity,
      unit_price: Price,
      currency: Currency,
      status: t.keyof({ COMPLETED: null, CANCELLED: null, REFUNDED: null }),
      version: Version,
      creation_datetime: DateFromText,
    }),
  ]),
);
type UsualSale = t.TypeOf<typeof UsualSale>;

const row = (sale: UsualSale): object => ({
  ...sale,
  creation_datetime: lakeTime(sale.creation_datetime),
  total_amount: sale.quantity * sale.unit_price,
});

const lakeTime = (date: Date): string => date.toISOString().replace('T', ' ').replace('Z', '');

type Item = Parameters<typeof unmarshall>[0];

/** What a team would write first: `unmarshall`, io-ts `decode`, `JSON.stringify`. It keeps the same rules, but its decimals are floats. */
export const usual = ({ records }: FirehoseEvent): object => ({
  records: records.map(({ recordId, data }) => {
    const { eventID, eventName, dynamodb } = JSON.parse(Buffer.from(data, 'base64').toString()) as {
      readonly eventID: string;
      readonly eventName: string;
      readonly dynamodb: {
        readonly SequenceNumber: string;
        readonly ApproximateCreationDateTime: number;
        readonly NewImage?: Item;
        readonly OldImage?: Item;
      };
    };
    const { NewImage, OldImage, SequenceNumber, ApproximateCreationDateTime } = dynamodb;
    const image = UsualSale.decode(unmarshall(NewImage ?? OldImage ?? {}));
    const before = NewImage && OldImage ? UsualSale.decode(unmarshall(OldImage)) : undefined;
    if (image._tag === 'Left' || before?._tag === 'Left') return { recordId, result: 'ProcessingFailed', data };
    const line = {
      op: eventName,
      event_id: eventID,
      sequence_number: SequenceNumber.padStart(40, '0'),
      committed_at: lakeTime(new Date(ApproximateCreationDateTime * 1000)),
      ...row(image.right),
      before: before ? row(before.right) : null,
    };
    return {
      recordId,
      result: 'Ok',
      data: Buffer.from(`${JSON.stringify(line)}\n`).toString('base64'),
      metadata: { partitionKeys: { dt: image.right.creation_datetime.toISOString().slice(0, 10) } },
    };
  }),
});
