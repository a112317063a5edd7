const hexDigits = (random: () => number, count: number): string =>
  Array.from({ length: count }, () => Math.floor(random() * 16).toString(16)).join('');

/** A version 4 UUID from the given randomness, so that a seeded run can be repeated. */
export const randomUuid = (random: () => number): string => {
  const variant = (8 + Math.floor(random() * 4)).toString(16);
  return [
    hexDigits(random, 8),
    hexDigits(random, 4),
    `4${hexDigits(random, 3)}`,
    `${variant}${hexDigits(random, 3)}`,
    hexDigits(random, 12),
  ].join('-');
};
