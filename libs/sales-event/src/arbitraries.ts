import * as fc from 'fast-check';
import { type Sale } from './sale.js';

const NINES = 10n ** 18n - 1n;

/** Decimal digits in every form: signs, idle zeros, exponents. */
export const anyDecimalText = fc
  .tuple(fc.bigInt({ min: -NINES, max: NINES }), fc.integer({ min: -6, max: 4 }), fc.boolean())
  .map(([digits, exponent, upper]) => `${digits}${exponent === 0 ? '' : `${upper ? 'E' : 'e'}${exponent}`}`);

export const anyText = fc.string({ unit: 'grapheme' });
const someText = anyText.filter((text) => text !== '');
const anyMoment = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());

/** A sale that keeps every rule. */
export const anySale = fc.record(
  {
    sale_id: someText.filter(({ length }) => length <= 128),
    product_id: someText,
    product_name: someText,
    category: anyText,
    customer_id: anyText,
    store_id: anyText,
    channel: anyText,
    country: anyText,
    payment_method: anyText,
    quantity: fc.integer({ min: -(2 ** 31) + 1, max: 2 ** 31 - 1 }).filter((quantity) => quantity !== 0),
    unit_price: fc.constantFrom('0', '0.0001', '2.55', '129.99', '100', '99999.9999'),
    currency: fc.stringMatching(/^[A-Z]{3}$/),
    status: fc.constantFrom('COMPLETED', 'CANCELLED', 'REFUNDED'),
    version: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    creation_datetime: anyMoment,
  },
  {
    requiredKeys: [
      'sale_id',
      'product_id',
      'product_name',
      'quantity',
      'unit_price',
      'currency',
      'status',
      'version',
      'creation_datetime',
    ],
  },
) as unknown as fc.Arbitrary<Sale>;
