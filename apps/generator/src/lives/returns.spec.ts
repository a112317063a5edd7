import { Sale } from '@sales-cdc/sales-event';
import * as fc from 'fast-check';
import { seededRandom } from '../random/seeded-random.js';
import { Purchases } from './purchases.js';
import type { SaleChange } from './sale-change.js';
import { saleLives } from './sale-lives.js';

const sale = (id: string, quantity: number, more: Readonly<Record<string, unknown>> = {}): Sale => {
  const decoded = Sale.decode({
    sale_id: id,
    product_id: 'mug',
    product_name: 'Mug',
    customer_id: 'ann',
    quantity,
    unit_price: '2.5',
    currency: 'GBP',
    status: quantity < 0 ? 'CANCELLED' : 'COMPLETED',
    version: 1,
    creation_datetime: '2010-12-01T10:00:00Z',
    ...more,
  });
  if (decoded._tag === 'Left') throw new Error('This sale of a test is none.');
  return decoded.right;
};

const livesOf = async (sales: readonly Sale[], share = 0, seed = 1): Promise<readonly SaleChange[]> => {
  const options = { updates: share, deletes: share, matchReturns: true, random: seededRandom(seed, 2) };
  const changes: SaleChange[] = [];
  for await (const change of saleLives(sales, options)) changes.push(change);
  return changes;
};

describe('a return', () => {
  it('of everything makes its sale REFUNDED', async () => {
    const [, change] = await livesOf([sale('s', 3), sale('r', -3)]);
    expect(change).toMatchObject({
      kind: 'update',
      sale: { sale_id: 's', status: 'REFUNDED', quantity: 3, version: 2 },
    });
  });

  it('of a part leaves what was kept, return after return', async () => {
    const [, first, second] = await livesOf([sale('s', 3), sale('r', -1), sale('q', -2)]);
    expect(first).toMatchObject({ kind: 'update', sale: { status: 'COMPLETED', quantity: 2, version: 2 } });
    expect(second).toMatchObject({ kind: 'update', sale: { status: 'REFUNDED', quantity: 2, version: 3 } });
  });

  it.each([
    ['of another customer', { customer_id: 'bob' }],
    ['of nobody known', { customer_id: undefined }],
    ['of another product', { product_id: 'cup' }],
    ['in another currency', { currency: 'EUR' }],
    ['from before the sale', { creation_datetime: '2010-11-30T10:00:00Z' }],
  ])('%s is a sale of its own', async (_, more) => {
    expect((await livesOf([sale('s', 3), sale('r', -1, more)])).map(({ kind }) => kind)).toEqual(['insert', 'insert']);
  });

  it('of more than was sold is a sale of its own', async () => {
    expect((await livesOf([sale('s', 3), sale('r', -4)])).map(({ kind }) => kind)).toEqual(['insert', 'insert']);
  });

  it('always finds its sale as it is in the table, whatever else happens to sales', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.integer({ min: -3, max: 5 }).filter((quantity) => quantity !== 0),
          { maxLength: 40 },
        ),
        fc.nat(),
        async (quantities, seed) => {
          const table = new Map<string, Sale>();
          const sales = quantities.map((quantity, index) => sale(`s-${index}`, quantity));
          for (const change of await livesOf(sales, 0.4, seed)) {
            if (change.kind !== 'insert') expect(table.get(change.seen.sale_id)).toEqual(change.seen);
            if (change.kind === 'delete') table.delete(change.seen.sale_id);
            else table.set(change.sale.sale_id, change.sale);
          }
        },
      ),
    ));
});

describe('Purchases', () => {
  it('forget the oldest sale when there are too many', () => {
    const purchases = new Purchases(2);
    for (const id of ['a', 'b', 'c']) purchases.remember(sale(id, 1, { product_id: id }));
    expect(purchases.soldBefore(sale('r', -1, { product_id: 'a' }))).toBeUndefined();
    expect(purchases.soldBefore(sale('r', -1, { product_id: 'b' }))?.sale_id).toBe('b');
  });
});
