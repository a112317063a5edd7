import { isRight, right, type Either } from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { anySale } from './arbitraries.js';
import { describeErrors } from './describe-errors.js';
import { Sale } from './sale.js';

const laptop = {
  sale_id: 's-1',
  product_id: 'p-1',
  product_name: 'Laptop',
  quantity: 2,
  unit_price: '1299.90',
  currency: 'EUR',
  status: 'COMPLETED',
  version: 1,
  creation_datetime: '2026-11-23T10:00:00+01:00',
};

const complaints = (input: unknown): string[] => {
  const decoded: Either<Parameters<typeof describeErrors>[0], Sale> = Sale.decode(input);
  return isRight(decoded) ? [] : describeErrors(decoded.left);
};

describe('Sale', () => {
  it('decodes what it encodes', () => {
    fc.assert(
      fc.property(anySale, (sale) => {
        expect(Sale.decode(Sale.encode(sale))).toEqual(right(sale));
      }),
    );
  });

  it('keeps exact digits and turns the moment into UTC', () => {
    expect(Sale.decode(laptop)).toEqual(
      right({ ...laptop, unit_price: '1299.9', creation_datetime: '2026-11-23T09:00:00.000Z' }),
    );
  });

  it('takes whole numbers as text, as a CSV file has them', () => {
    expect(Sale.decode({ ...laptop, quantity: '-2', version: '3' })).toMatchObject(right({ quantity: -2, version: 3 }));
  });

  it('leaves out members it does not know', () => {
    expect(Sale.decode({ ...laptop, colour: 'red' })).toEqual(Sale.decode(laptop));
  });

  it.each([
    [{ ...laptop, unit_price: '1.23456' }, /^unit_price: must be a decimal .* got "1\.23456"$/],
    [{ ...laptop, sale_id: '' }, /^sale_id: must be text of 1 to 128 characters, got ""$/],
    [{ ...laptop, sale_id: 'x'.repeat(129) }, /^sale_id: .*…"$/],
    [{ ...laptop, quantity: 0 }, /^quantity: must be a whole number other than 0.* got 0$/],
    [{ ...laptop, quantity: 1.5 }, /^quantity: .* got 1\.5$/],
    [{ ...laptop, quantity: 2 ** 31 }, /^quantity: /],
    [{ ...laptop, currency: 'euro' }, /^currency: must be three capital letters .* got "euro"$/],
    [{ ...laptop, status: 'DONE' }, /^status: must be one of COMPLETED, CANCELLED, REFUNDED, got "DONE"$/],
    [{ ...laptop, version: 2 ** 53 }, /^version: /],
    [{ ...laptop, creation_datetime: '2026-11-23T10:00:00' }, /^creation_datetime: .* with a zone, got/],
    [{ ...laptop, category: null }, /^category: must be text, got null$/],
    [{ ...laptop, category: '\ud800' }, /^category: must be text, got/],
    [{ ...laptop, product_name: undefined }, /^product_name: is missing, must be text that is not empty$/],
    [{ ...laptop, product_id: ['p'] }, /^product_id: .* got a list$/],
    ['a sale', /^must be an object, got "a sale"$/],
  ])('says in one sentence what is wrong: %#', (input, sentence) => {
    const sentences = complaints(input);
    expect(sentences).toHaveLength(1);
    expect(sentences[0]).toMatch(sentence);
  });

  it('names every bad member', () => {
    expect(complaints({ ...laptop, quantity: 'two', status: 1 })).toHaveLength(2);
  });

  it('refuses or decodes any input at all, and never throws', () => {
    fc.assert(
      fc.property(fc.anything(), (input) => {
        expect(complaints(input).length > 0).toBe(!isRight(Sale.decode(input)));
      }),
    );
  });
});
