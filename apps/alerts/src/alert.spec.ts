import * as fc from 'fast-check';
import { anySale } from '@sales-cdc/sales-event/arbitraries';
import { alertOf } from './alert.js';
import { aChange, aSale } from './__fixtures__/sales.js';
import { readThresholds } from './thresholds.js';

const thresholds = readThresholds('{"EUR":"2000","GBP":"1800.0001"}');
const alerted = (change: Parameters<typeof aChange>[0]): boolean => alertOf(aChange(change), thresholds) !== undefined;
const costing = (unit_price: string, members = {}) => aSale({ quantity: 1, unit_price, ...members });

describe('an insert', () => {
  it.each([
    ['1999.9999', false],
    ['2000', true],
    ['2000.0000', true],
    ['2000.0001', true],
  ])('of %s EUR with a threshold of 2000: %p', (price, expected) => {
    expect(alerted({ image: costing(price) })).toBe(expected);
  });

  it('says what it is about', () => {
    expect(alertOf(aChange(), thresholds)).toMatchObject({
      eventId: 'e-1',
      op: 'c',
      amount: '2999.7',
      threshold: '2000',
      before: undefined,
    });
  });

  it('is measured by the threshold of its own currency, and by none where there is none', () => {
    expect(alerted({ image: costing('1900', { currency: 'GBP' }) })).toBe(true);
    expect(alerted({ image: costing('1800', { currency: 'GBP' }) })).toBe(false);
    expect(alerted({ image: costing('99999', { currency: 'USD' }) })).toBe(false);
  });

  it('of a return is none of high value, however high', () => {
    expect(alerted({ image: aSale({ quantity: -3000 }) })).toBe(false);
  });

  it('of a total that the lake cannot hold is none: it is rejected there', () => {
    expect(alerted({ image: aSale({ quantity: 2_000_000_000, unit_price: '99999999999' }) })).toBe(false);
  });
});

describe('an update', () => {
  it.each([
    ['1999', '2000', true],
    ['2000', '2001', false],
    ['2000', '1999', false],
    ['10', '11', false],
  ])('from %s to %s EUR with a threshold of 2000: %p', (before, after, expected) => {
    expect(alerted({ op: 'u', before: costing(before), image: costing(after) })).toBe(expected);
  });

  it('counts each side by its own currency', () => {
    const before = costing('1900', { currency: 'GBP' });
    expect(alerted({ op: 'u', before, image: costing('2100') })).toBe(false);
    expect(alerted({ op: 'u', before: costing('2100', { currency: 'USD' }), image: costing('2100') })).toBe(true);
  });

  it('of what was no sale before is told: nobody can have been told of it', () => {
    expect(alerted({ op: 'u', before: undefined })).toBe(true);
  });
});

describe('a delete or a copy of what is there', () => {
  it.each(['d', 'r'] as const)('calls for no alert: %s', (op) => {
    expect(alerted({ op })).toBe(false);
  });
});

it('calls for an alert exactly when a sale comes to be at or above its threshold, over any life of it', () => {
  fc.assert(
    fc.property(fc.array(anySale, { minLength: 1, maxLength: 6 }), (images) => {
      const high = images.map((image) => alerted({ image }));
      images.slice(1).forEach((image, index) => {
        const becomesHigh = high[index + 1] === true && high[index] === false;
        expect(alerted({ op: 'u', before: images[index], image })).toBe(becomesHigh);
      });
    }),
  );
});
