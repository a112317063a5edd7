import * as fc from 'fast-check';
import { anySale } from '@sales-cdc/sales-event/arbitraries';
import { alertOf } from './alert.js';
import { notificationOf } from './notification.js';
import { aChange, aSale } from './__fixtures__/sales.js';
import { readThresholds } from './thresholds.js';

const thresholds = readThresholds('{"EUR":"2000"}');
const notificationFor = (change: Parameters<typeof aChange>[0]) => {
  const alert = alertOf(aChange(change), thresholds);
  if (!alert) throw new Error('The change of this test calls for no alert.');
  return notificationOf(alert);
};

describe('a notification', () => {
  it('of a new sale tells people what, where, when and why', () => {
    const image = aSale({ store_id: 'zurich-1', country: 'CH', channel: 'store' });
    expect(notificationFor({ image })).toEqual({
      Subject: 'High-value sale: 2999.7 EUR, Laptop',
      Message: [
        'What: 3 × Laptop at 999.9, 2999.7 EUR in all (sale s-1, COMPLETED)',
        'Where: zurich-1, CH, store',
        'When: sold 2026-11-23T08:00:00.000Z, written 2026-11-23T09:00:00.000Z',
        'Why: a new sale at or above 2000 EUR',
      ].join('\n'),
      MessageAttributes: {
        amount: { DataType: 'Number', StringValue: '2999.7' },
        country: { DataType: 'String', StringValue: 'CH' },
        currency: { DataType: 'String', StringValue: 'EUR' },
        event_id: { DataType: 'String', StringValue: 'e-1' },
        op: { DataType: 'String', StringValue: 'c' },
        sale_id: { DataType: 'String', StringValue: 's-1' },
        store_id: { DataType: 'String', StringValue: 'zurich-1' },
      },
    });
  });

  it('of an update tells from where the amount came', () => {
    const { Message, MessageAttributes } = notificationFor({ op: 'u', before: aSale({ quantity: 1 }) });
    expect(Message).toMatch(/Why: an update made it at or above 2000 EUR, up from 999.9 EUR$/);
    expect(Message).toContain('Where: not said');
    expect(MessageAttributes).not.toHaveProperty('store_id');
  });

  it('has a subject of ASCII whatever the product is called', () => {
    const { Subject } = notificationFor({ image: aSale({ product_name: `Crème brûlée 🍮 ${'x'.repeat(200)}` }) });
    expect(Subject).toMatch(/^High-value sale: 2999\.7 EUR, Creme brulee \? x+$/);
    expect(Subject).toHaveLength(100);
  });

  it('fits SNS for every sale, even one of texts without end', () => {
    const anyLong = fc.string({ unit: 'binary', maxLength: 2000 }).map((text) => text.toWellFormed());
    fc.assert(
      fc.property(anySale, anyLong, anyLong, (sale, store_id, eventId) => {
        const image = aSale({ ...sale, store_id, quantity: 3000, unit_price: '999.9', currency: 'EUR' });
        const { Subject, Message, MessageAttributes } = notificationFor({ image, eventId });
        expect(Subject).toMatch(/^[A-Z][\x20-\x7E]{0,99}$/);
        expect(Message).toMatch(/^What: [^\n]*\nWhere: [^\n]*\nWhen: [^\n]*\nWhy: [^\n]*$/);
        const all = JSON.stringify(Object.values(MessageAttributes));
        expect(Buffer.byteLength(Message + all)).toBeLessThan(20_000);
        for (const { StringValue } of Object.values(MessageAttributes)) {
          // eslint-disable-next-line no-control-regex -- these are the characters that SNS does not take
          expect(StringValue).toMatch(/^[^\u0000-\u001F\uFFFE\uFFFF]+$/);
          expect(StringValue.isWellFormed()).toBe(true);
        }
      }),
    );
  });
});
