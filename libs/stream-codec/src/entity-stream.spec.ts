import { Decimal, NonEmptyString, UtcTimestamp } from '@sales-cdc/sales-event';
import { left, right } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { laptop, streamRecord } from './__fixtures__/any-record.js';
import { entityStream } from './entity-stream.js';
import { saleItem, saleStream } from './sale-stream.js';

const AT_MS = Date.UTC(2026, 10, 23, 9, 0, 5, 7);
const item = saleItem.encode(laptop);

const lineOf = (record: object): string => {
  const change = saleStream.change(record);
  if (change._tag === 'Left') throw new Error(change.left.details.join('; '));
  const line = saleStream.linesAt(AT_MS)(change.right);
  if (line._tag === 'Left') throw new Error(line.left.details.join('; '));
  return line.right;
};

const rejectionOf = (record: unknown): object | undefined => {
  const change = saleStream.change(record);
  return change._tag === 'Left' ? change.left : undefined;
};

describe('a line of the lake', () => {
  it('is this, to the byte, for an insert', () => {
    expect(lineOf(streamRecord({ eventName: 'INSERT', image: item }))).toBe(
      '{"op":"c","event_id":"c4ca4238a0b923820dcc509a6f75849b","sequence_number":"0000000000000111100000000000000000000001"' +
        ',"committed_at":"2025-11-23 09:00:00.000","processed_at":"2026-11-23 09:00:05.007","schema_version":1' +
        ',"sale_id":"s-1","product_id":"p-1","product_name":"Laptop","category":null,"customer_id":null,"store_id":null' +
        ',"channel":null,"country":null,"payment_method":null,"quantity":3,"unit_price":1299.9,"currency":"EUR"' +
        ',"status":"COMPLETED","version":1,"creation_datetime":"2026-11-23 09:00:00.000","total_amount":3899.7' +
        ',"before":null,"unrecognised":null}\n',
    );
  });

  it('has the columns that the stream describes, in that order', () => {
    const line = JSON.parse(lineOf(streamRecord({ eventName: 'MODIFY', image: item, before: item }))) as {
      before: object;
    };
    const before = saleStream.columns.find((column) => column.kind === 'struct');
    expect(Object.keys(line)).toEqual(saleStream.columns.map(({ name }) => name));
    expect(Object.keys(line.before)).toEqual(before?.columns.map(({ name }) => name));
  });

  it('holds the last image of a delete, and both images of an update', () => {
    const cheaper = { ...item, unit_price: { N: '999.00' }, version: { N: '2' } };
    expect(JSON.parse(lineOf(streamRecord({ eventName: 'REMOVE', before: item })))).toMatchObject({
      op: 'd',
      sale_id: 's-1',
      before: null,
    });
    expect(JSON.parse(lineOf(streamRecord({ eventName: 'MODIFY', image: cheaper, before: item })))).toMatchObject({
      op: 'u',
      version: 2,
      total_amount: 2997,
      before: { version: 1, unit_price: 1299.9, total_amount: 3899.7, creation_datetime: '2026-11-23 09:00:00.000' },
    });
  });

  it('keeps digits that no binary float can hold', () => {
    const exact = { ...item, quantity: { N: '1' }, unit_price: { N: '12345678901234.1234' } };
    expect(lineOf(streamRecord({ eventName: 'INSERT', image: exact }))).toContain(
      '"unit_price":12345678901234.1234,"currency"',
    );
  });

  it('escapes what JSON must escape and stays one line', () => {
    const name = 'Café "deluxe"\n\u0000\\ 😀\u2028';
    const line = lineOf(streamRecord({ eventName: 'INSERT', image: { ...item, product_name: { S: name } } }));
    expect(line.indexOf('\n')).toBe(line.length - 1);
    expect(JSON.parse(line)).toMatchObject({ product_name: name });
  });

  it('keeps attributes that the schema does not know, with their digits', () => {
    const drifted = JSON.parse(
      `{"colour":{"S":"red \\"1\\""},"weight":{"N":"0.10"},"tags":{"SS":["a","b"]},"sizes":{"NS":["1","2E+1"]},
        "dims":{"M":{"__proto__":{"N":"1"},"deep":{"L":[{"BOOL":true},{"NULL":true},{"B":"AA=="},{"BS":["AA=="]}]}}},
        "__proto__":{"S":"harmless"}}`,
    ) as object;
    const image = Object.assign(Object.create(null) as object, item);
    for (const [name, value] of Object.entries(drifted))
      Object.defineProperty(image, name, { value, enumerable: true });
    const { unrecognised } = JSON.parse(lineOf(streamRecord({ eventName: 'INSERT', image }))) as {
      unrecognised: string;
    };
    expect(unrecognised).toBe(
      '{"colour":"red \\"1\\"","weight":0.10,"tags":["a","b"],"sizes":[1,2E+1]' +
        ',"dims":{"__proto__":1,"deep":[true,null,"AA==",["AA=="]]},"__proto__":"harmless"}',
    );
  });

  it('leaves out a previous image that breaks the schema: this update may be its repair', () => {
    const broken = { ...item, quantity: { N: '0' } };
    expect(JSON.parse(lineOf(streamRecord({ eventName: 'MODIFY', image: item, before: broken })))).toMatchObject({
      op: 'u',
      before: null,
    });
  });

  it('takes a fractional time of commit', () => {
    const record = streamRecord({ eventName: 'INSERT', image: item });
    const fractional = { ...record, dynamodb: { ...record.dynamodb, ApproximateCreationDateTime: 1763888400.123 } };
    expect(lineOf(fractional)).toContain('"committed_at":"2025-11-23 09:00:00.123"');
  });

  it('is refused when the total does not fit its column', () => {
    const huge = { ...item, unit_price: { N: '99999999999999' } };
    const change = saleStream.change(streamRecord({ eventName: 'INSERT', image: huge }));
    const line = change._tag === 'Right' ? saleStream.linesAt(AT_MS)(change.right) : undefined;
    expect(line).toMatchObject(left({ reason: 'invalid-item', details: [expect.stringMatching(/^total_amount: /)] }));
  });
});

describe('a record that is no change of a sale', () => {
  const record = streamRecord({ eventName: 'INSERT', image: item });
  const withMember = (changes: object) => ({ ...record, dynamodb: { ...record.dynamodb, ...changes } });

  it.each([
    [3, 'must be one JSON object'],
    [[record], 'must be one JSON object'],
    [{ ...record, eventID: undefined }, 'eventID: must be text that is not empty'],
    [{ ...record, eventName: 'toString' }, 'eventName: must be INSERT, MODIFY or REMOVE'],
    [{ ...record, dynamodb: null }, 'dynamodb: must be an object'],
    [withMember({ SequenceNumber: '1x' }), 'dynamodb.SequenceNumber: must be text of 1 to 40 digits'],
    [withMember({ SequenceNumber: '1'.repeat(41) }), 'dynamodb.SequenceNumber: must be text of 1 to 40 digits'],
    [
      withMember({ ApproximateCreationDateTime: 1_763_888_400_000 }),
      'dynamodb.ApproximateCreationDateTime: must be seconds since 1970, before the year 10000',
    ],
    [withMember({ NewImage: undefined }), 'dynamodb.NewImage: must be an object'],
    [{ ...record, eventName: 'REMOVE' }, 'dynamodb.OldImage: must be an object'],
  ])('is told apart with one sentence: %#', (input, sentence) => {
    expect(rejectionOf(input)).toEqual({ reason: 'not-a-stream-record', details: [sentence] });
  });

  it('is told apart from a stream record whose item breaks the schema', () => {
    const image = { ...item, status: { S: 'DONE' } };
    expect(rejectionOf(streamRecord({ eventName: 'INSERT', image }))).toEqual({
      reason: 'invalid-item',
      details: ['status: must be one of COMPLETED, CANCELLED, REFUNDED, got "DONE"'],
    });
  });

  it.each([[{ X: 'y' }], [{ S: 1 }], [{}], ['text'], [{ L: [{ M: { a: 1 } }] }]])(
    'is one with an unknown attribute that DynamoDB could not have written: %j',
    (colour) => {
      expect(rejectionOf(streamRecord({ eventName: 'INSERT', image: { ...item, colour } }))).toMatchObject({
        reason: 'invalid-item',
      });
    },
  );
});

describe('entityStream', () => {
  const Order = t.strict(
    { order_id: NonEmptyString, note: t.string, amount: Decimal, placed_at: UtcTimestamp },
    'Order',
  );

  it('serves another team with another entity', () => {
    const orders = entityStream({ codec: Order, schemaVersion: 7 });
    const order = { order_id: 'o', note: '', amount: '1.5', placed_at: '2026-01-01T00:00:00.000Z' };
    const decoded = orders.item.decode({
      order_id: { S: 'o' },
      note: { S: '' },
      amount: { N: '1.50' },
      placed_at: { S: '2026-01-01T00:00:00Z' },
    });
    expect(decoded).toEqual(right(order));
    expect(orders.columns.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['text', 'decimal', 'timestamp', 'struct', 'int']),
    );
  });

  it.each([
    [t.strict({ amount: t.number }, 'Order'), 'Order.amount: number is no column.'],
    [t.union([Order, t.null], 'Either'), 'Either: a stream can be made of objects only'],
  ])('refuses, at start, a codec that it could not keep to: %#', (codec, sentence) => {
    expect(() => entityStream({ codec: codec as t.Type<unknown>, schemaVersion: 1 })).toThrow(sentence);
  });
});
