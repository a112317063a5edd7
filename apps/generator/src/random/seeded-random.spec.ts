import * as fc from 'fast-check';
import { seededRandom } from './seeded-random.js';

const draw = (seed: number, purpose: number) => {
  const random = seededRandom(seed, purpose);
  return Array.from({ length: 10 }, () => random.next());
};
const seeds = fc.nat({ max: Number.MAX_SAFE_INTEGER });

describe('seededRandom', () => {
  it('repeats itself for the same seed and purpose, and for no other', () => {
    fc.assert(
      fc.property(seeds, seeds, (one, other) => {
        expect(draw(one, 1)).toEqual(draw(one, 1));
        expect(draw(one, 1)).not.toEqual(draw(one, 2));
        if (one !== other) expect(draw(one, 1)).not.toEqual(draw(other, 1));
      }),
    );
  });

  it('spreads its numbers evenly from 0 up to 1', () => {
    const random = seededRandom(1, 1);
    const tenths = new Array<number>(10).fill(0);
    for (let n = 0; n < 10_000; n += 1) {
      const tenth = random.below(10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    for (const count of tenths) expect(Math.abs(count - 1_000)).toBeLessThan(150);
  });

  it('picks by weight', () => {
    const random = seededRandom(2, 1);
    const items = [
      { name: 'often', weight: 9 },
      { name: 'seldom', weight: 1 },
      { name: 'never', weight: 0 },
    ];
    const picked = Array.from({ length: 1_000 }, () => random.pick(items).name);
    expect(picked.filter((name) => name === 'often').length).toBeGreaterThan(800);
    expect(picked).toContain('seldom');
    expect(picked).not.toContain('never');
  });

  it('takes a share of 0 as never and of 1 as always', () => {
    const random = seededRandom(3, 1);
    const chances = (share: number) => new Set(Array.from({ length: 1_000 }, () => random.chance(share)));
    expect(chances(0)).toEqual(new Set([false]));
    expect(chances(1)).toEqual(new Set([true]));
  });
});
