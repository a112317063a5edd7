import { NASTY } from './spoil-bytes.js';
import type { SeededRandom } from './seeded-random.js';

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

const VALUES: readonly Json[] = [
  null,
  true,
  -1,
  0,
  1.5,
  1e308,
  2 ** 53,
  '',
  [],
  {},
  [null],
  [[]],
  { a: 1 },
  { S: 'x' },
];

const anyValue = (random: SeededRandom): Json => (random.next() < 0.5 ? random.pick(VALUES) : random.pick(NASTY));

const spoil = (value: Json, random: SeededRandom): Json => {
  const isLeaf = typeof value !== 'object' || value === null;
  if (isLeaf || random.below(4) === 0) return anyValue(random);
  const entries = Object.entries(value as Record<string, Json>);
  const chosen = random.below(entries.length);
  const changed = entries.flatMap(([name, member], index): (readonly [string, Json])[] => {
    if (index !== chosen) return [[name, member]];
    switch (random.below(6)) {
      case 0:
        return [];
      case 1:
        return [[random.pick(NASTY), member]];
      default:
        return [[name, spoil(member, random)]];
    }
  });
  return Array.isArray(value) ? changed.map(([, member]) => member) : Object.fromEntries(changed);
};

/** JSON with one value of another kind, one member gone or one of another name. Throws when the text is no JSON. */
export const spoilJson = (text: string, random: SeededRandom): string =>
  JSON.stringify(spoil(JSON.parse(text) as Json, random));
