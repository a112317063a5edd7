import { right } from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import * as t from 'io-ts';
import { anyOrder, orderStream } from './__fixtures__/any-order.js';
import { streamRecord } from './__fixtures__/any-record.js';
import { entityStream } from './entity-stream.js';

const { item, change, linesAt, columns } = orderStream;

const nearMiss = fc.oneof(
  fc.constantFrom(
    { NULL: true },
    { L: [] },
    { L: [{ M: {} }] },
    { L: [{ S: 'a' }] },
    { L: [{ M: { sku: { S: 'a' }, quantity: { S: '1' }, price: { N: '1' } } }] },
    { L: [{ M: { sku: { S: 'a' }, quantity: { N: '0' }, price: { N: '1' } } }, { M: { note: { NULL: true } } }] },
    { L: [{ M: { sku: { S: 'a' }, quantity: { N: '1E+1' }, price: { N: '1.50' }, note: { NULL: true } } }] },
    { L: [{ M: { tag: { S: 'x' }, more: { N: '1' } } }] },
    { SS: ['a'] },
    { M: { L: [] } },
  ),
  fc.jsonValue(),
);
const anyNearItem = fc
  .tuple(anyOrder, fc.dictionary(fc.constantFrom('order_id', 'lines', 'tags'), nearMiss))
  .map(([order, changes]) => ({ ...item.encode(order), ...changes }));

const lineOf = (image: object): Record<string, unknown> & { readonly text: string } => {
  const read = change(streamRecord({ eventName: 'INSERT', image }));
  if (read._tag === 'Left') throw new Error(read.left.details.join('; '));
  const line = linesAt(0)(read.right);
  if (line._tag === 'Left') throw new Error(line.left.details.join('; '));
  return { ...(JSON.parse(line.right) as Record<string, unknown>), text: line.right };
};

const detailsOf = (image: object): readonly string[] => {
  const read = change(streamRecord({ eventName: 'INSERT', image }));
  return read._tag === 'Left' ? read.left.details : [];
};

const order = { order_id: { S: 'o-1' }, placed_at: { S: '2026-11-23T09:00:00Z' } };
const line = { sku: { S: 'a' }, quantity: { N: '2' }, price: { N: '0.10' } };

describe('a list of objects', () => {
  it('decodes what it encodes, as a list of maps', () => {
    fc.assert(
      fc.property(anyOrder, (any) => {
        expect(item.decode(item.encode(any))).toEqual(right(any));
      }),
    );
  });

  it('is read quickly as io-ts reads it carefully: both agree on every item', () => {
    fc.assert(
      fc.property(anyNearItem, (near) => {
        expect(item.decode(near)).toEqual(item.decodeCarefully(near));
      }),
      { numRuns: 1000 },
    );
  });

  it('becomes a list in the line, with every member in every element and every digit', () => {
    fc.assert(
      fc.property(anyOrder, (any) => {
        const written = lineOf(item.encode(any));
        const lines = any.lines.map((each) => ({ note: null, ...each, price: Number(each.price) }));
        expect(written['lines']).toEqual(lines);
        expect(written['tags']).toEqual(any.tags ?? null);
        for (const { price } of any.lines) expect(written.text).toContain(`"price":${price},"note":`);
        expect(written['unrecognised']).toBeNull();
      }),
    );
  });

  it('is a column of lists, whose elements have the columns of the codec', () => {
    expect(columns.filter(({ kind }) => kind === 'list')).toMatchObject([
      {
        name: 'lines',
        comment: 'a list',
        columns: [
          { name: 'sku', kind: 'text' },
          { name: 'quantity', kind: 'int' },
          { name: 'price', kind: 'decimal' },
          { name: 'note', kind: 'text', comment: 'text; optional' },
        ],
      },
      { name: 'tags', comment: 'a list; optional' },
    ]);
  });

  it('is kept whole as unrecognised when an element has an attribute that the schema does not know', () => {
    const written = lineOf({ ...order, lines: { L: [{ M: { ...line, colour: { S: 'red' } } }, { M: line }] } });
    expect(written['lines']).toHaveLength(2);
    expect(written['unrecognised']).toBe(
      '{"lines":[{"sku":"a","quantity":2,"price":0.10,"colour":"red"},{"sku":"a","quantity":2,"price":0.10}]}',
    );
  });

  it('says which element breaks which rule', () => {
    expect(detailsOf({ ...order, lines: { L: [{ M: line }, { M: { ...line, quantity: { N: '0' } } }] } })).toEqual([
      expect.stringMatching(/^lines\.1\.quantity: must be a whole number other than 0/),
    ]);
    expect(detailsOf({ ...order, lines: { L: [{ M: { ...line, price: { S: '1' } } }] } })).toEqual([
      "lines.0.price: must be of DynamoDB's type N",
    ]);
    expect(detailsOf({ ...order, lines: { SS: ['a'] } })).toEqual(['lines: must be a list of maps']);
  });

  it('of anything but objects is refused at start, by its path', () => {
    const codec = t.strict({ lines: t.array(t.strict({ tags: t.array(t.string) })) }, 'Order') as t.Type<unknown>;
    expect(() => entityStream({ codec, schemaVersion: 1 })).toThrow(
      'Order.lines.tags: a stream can be made of objects only',
    );
  });
});
