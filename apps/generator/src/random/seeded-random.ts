import { randomFrom, type Random } from './random.js';

/** Rounds after which nothing of the seed's own pattern is left in the state. */
const WARM_UP = 20;

/**
 * The same numbers for the same seed, on any machine. `purpose` gives an independent sequence of the same seed, so that
 * drawing more for one purpose never changes another. The generator is sfc32 of PractRand (public domain).
 */
export const seededRandom = (seed: number, purpose: number): Random => {
  let a = seed | 0;
  let b = Math.floor(seed / 2 ** 32) | 0;
  let c = purpose | 0;
  let counter = 1;
  const next = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let round = 0; round < WARM_UP; round += 1) next();
  return randomFrom(next);
};
