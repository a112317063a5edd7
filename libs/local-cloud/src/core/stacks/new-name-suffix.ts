const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** Tells apart the names that CloudFormation makes up: twelve letters and digits. */
export const newNameSuffix = (random: () => number): string =>
  Array.from({ length: 12 }, () => LETTERS[Math.floor(random() * LETTERS.length)]).join('');
