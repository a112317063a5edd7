import type { Sale } from '@sales-cdc/sales-event';
import * as fc from 'fast-check';
import { PRODUCTS, STORES, priceIn } from './catalogue.js';
import { syntheticSales } from './synthetic-sales.js';

const seeds = fc.nat({ max: Number.MAX_SAFE_INTEGER });

const take = (count: number, seed: number, startMs: number): Sale[] => {
  let nowMs = startMs;
  const sales = syntheticSales(seed, () => (nowMs += 100));
  return Array.from({ length: count }, () => sales.next().value);
};

describe('syntheticSales', () => {
  it('gives the same sales for the same seed and the same times', () => {
    fc.assert(
      fc.property(seeds, fc.nat(2 ** 40), (seed, startMs) => {
        expect(take(20, seed, startMs)).toEqual(take(20, seed, startMs));
      }),
    );
  });

  it('lets the time change creation_datetime and nothing else', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const undated = (startMs: number) =>
          take(20, seed, startMs).map((sale) => ({ ...sale, creation_datetime: '' }));
        expect(undated(0)).toEqual(undated(86_400_000));
      }),
    );
  });

  it('never gives two seeds the same sale id', () => {
    fc.assert(
      fc.property(seeds, seeds, (one, other) => {
        fc.pre(one !== other);
        const ids = [...take(20, one, 0), ...take(20, other, 0)].map(({ sale_id }) => sale_id);
        expect(new Set(ids).size).toBe(40);
      }),
    );
  });

  it('sells laptops, returns nothing, and lists every sale at its catalogue price', () => {
    const sales = take(500, 42, 0);
    expect(sales.filter(({ product_name }) => product_name === 'Laptop').length).toBeGreaterThan(10);
    const prices = new Set(STORES.flatMap((store) => PRODUCTS.map((product) => Number(priceIn(store, product)))));
    for (const sale of sales) {
      expect(sale.quantity).toBeGreaterThan(0);
      expect(prices).toContain(Number(sale.unit_price));
      expect(sale.version).toBe(1);
    }
  });
});
