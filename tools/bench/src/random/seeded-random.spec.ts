import { oneOf, seededRandom, wholeBelow } from './seeded-random.js';

const draws = (seed: number, count: number) => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => random());
};

describe('seededRandom', () => {
  it('gives the same numbers for the same seed, others for another, all from 0 up to 1', () => {
    expect(draws(1, 100)).toEqual(draws(1, 100));
    expect(draws(1, 100)).not.toEqual(draws(2, 100));
    expect(draws(1, 1000).every((number) => number >= 0 && number < 1)).toBe(true);
  });

  it('reaches every choice about as often', () => {
    const random = seededRandom(5);
    const chosen = Array.from({ length: 4000 }, () => wholeBelow(random, 4));
    for (const choice of [0, 1, 2, 3])
      expect(Math.abs(chosen.filter((one) => one === choice).length - 1000)).toBeLessThan(150);
  });

  it('has nothing to choose from nothing', () => {
    expect(() => oneOf(seededRandom(1), [])).toThrow('nothing to choose');
  });
});
