import * as fc from 'fast-check';
import { reconcile, type ComparedSale } from './reconcile.js';

const sale = (sale_id: string, change: Partial<ComparedSale> = {}): ComparedSale => ({
  sale_id,
  version: '1',
  status: 'COMPLETED',
  quantity: '2',
  unit_price: '2.55',
  ...change,
});

async function* stream<One>(all: readonly One[]): AsyncGenerator<One> {
  yield* all;
}

const nobody = (): boolean => false;

describe('reconcile', () => {
  it('finds nothing wrong with a table and its own rows, in any order', () =>
    fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.string({ minLength: 1 })), fc.nat(), async (ids, turn) => {
        const rows = ids.map((id) => sale(id));
        const turned = [...rows.slice(turn % (ids.length + 1)), ...rows.slice(0, turn % (ids.length + 1))];
        expect(await reconcile(stream(rows), stream(turned), nobody)).toEqual({
          sales: ids.length,
          lost: [],
          duplicates: [],
        });
      }),
    ));

  it('calls lost a sale without a row, and one whose latest row is an older version', async () => {
    const rows = [sale('b', { version: '1' })];
    const { lost } = await reconcile(stream([sale('a'), sale('b', { version: '2' })]), stream(rows), nobody);
    expect([...lost].sort()).toEqual(['a', 'b']);
  });

  it('calls a duplicate a second row of one sale, and a row of a sale that was deleted', async () => {
    const { duplicates } = await reconcile(stream([sale('a')]), stream([sale('a'), sale('a'), sale('gone')]), nobody);
    expect(duplicates).toEqual(['a', 'gone']);
  });

  it('does not call lost what the error output holds', async () => {
    const { lost } = await reconcile(stream([sale('bad')]), stream([]), (id) => id === 'bad');
    expect(lost).toEqual([]);
  });

  it('compares numbers by value, not by their trailing zeros', async () => {
    const { lost } = await reconcile(stream([sale('a')]), stream([sale('a', { unit_price: '2.5500' })]), nobody);
    expect(lost).toEqual([]);
  });
});
