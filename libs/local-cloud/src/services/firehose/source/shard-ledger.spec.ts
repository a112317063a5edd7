import fc from 'fast-check';
import { ShardLedger } from './shard-ledger.js';

describe('ShardLedger', () => {
  it('names the last batch before the first that is not finished, in whatever order they finish', () => {
    fc.assert(
      fc.property(
        fc
          .array(fc.integer({ min: 1, max: 3 }), { minLength: 1 })
          .chain((sizes) => fc.tuple(fc.constant(sizes), fc.shuffledSubarray(sizes.map((_, index) => index)))),
        ([sizes, finished]) => {
          const ledger = new ShardLedger();
          const batches = sizes.map((size, index) => ledger.open(String(index), size, index));
          for (const index of finished)
            for (let record = 0; record < (sizes[index] ?? 0); record += 1) batches[index]?.settle(1);

          const firstOpen = sizes.findIndex((_, index) => !finished.includes(index));
          const last = (firstOpen < 0 ? sizes.length : firstOpen) - 1;
          expect(ledger.finishedUpTo).toBe(last < 0 ? undefined : String(last));
        },
      ),
    );
  });
});
