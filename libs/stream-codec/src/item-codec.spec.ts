import { right } from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { anyNearItem, laptop } from './__fixtures__/any-record.js';
import { anySale } from '@sales-cdc/sales-event/arbitraries';
import { saleItem } from './sale-stream.js';

describe('saleItem', () => {
  it('decodes what it encodes', () => {
    fc.assert(
      fc.property(anySale, (sale) => {
        expect(saleItem.decode(saleItem.encode(sale))).toEqual(right(sale));
      }),
    );
  });

  it('reads quickly what io-ts reads carefully: both agree on every item', () => {
    fc.assert(
      fc.property(anyNearItem, (item) => {
        expect(saleItem.decode(item)).toEqual(saleItem.decodeCarefully(item));
      }),
      { numRuns: 1000 },
    );
  });

  it('enforces the types of DynamoDB: a text "3" is no number, a number is no text', () => {
    const item = saleItem.encode(laptop);
    expect(saleItem.decode({ ...item, quantity: { S: '3' }, product_name: { N: '3' } })).toMatchObject({
      left: ["product_name: must be of DynamoDB's type S", "quantity: must be of DynamoDB's type N"],
    });
  });

  it('takes a NULL for an optional member as its absence, and for a required one as an error', () => {
    const item = saleItem.encode(laptop);
    expect(saleItem.decode({ ...item, category: { NULL: true } })).toEqual(right(laptop));
    expect(saleItem.decode({ ...item, currency: { NULL: true } })._tag).toBe('Left');
  });

  it('reads the exponent forms that DynamoDB may hand out', () => {
    const item = { ...saleItem.encode(laptop), unit_price: { N: '12E+2' }, quantity: { N: '1E+1' } };
    expect(saleItem.decode(item)).toMatchObject(right({ unit_price: '1200', quantity: 10 }));
  });

  it('says which rule an item breaks', () => {
    const item = { ...saleItem.encode(laptop), unit_price: { N: '1.23456' }, currency: undefined };
    expect(saleItem.decode(item)).toMatchObject({
      left: [
        expect.stringMatching(/^unit_price: must be a decimal .* got "1\.23456"$/),
        expect.stringMatching(/^currency: is missing/),
      ],
    });
  });
});
