/** Numbers from 0 up to 1 that are the same for the same seed: mulberry32, enough for plans and mutations. */
export const seededRandom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** A whole number from 0 up to, and without, the limit. */
export const wholeBelow = (random: () => number, limit: number): number => Math.floor(random() * limit);

/** One of the choices, each as likely as the others. Throws when there are none. */
export const oneOf = <Choice>(random: () => number, choices: readonly Choice[]): Choice => {
  if (choices.length === 0) throw new Error('There is nothing to choose from.');
  return choices[wholeBelow(random, choices.length)] as Choice;
};
