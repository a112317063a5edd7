import { changesOf, type Counts } from '../writing/counts.js';
import type { Start } from './reporter.js';

const number = new Intl.NumberFormat('en-US');

export const startSentence = ({ table, endpoint, seed, from }: Start): string =>
  `Writing ${from === undefined ? 'made-up sales' : `the sales of ${from}`} to ${table} at ${endpoint ?? 'AWS'}, seed ${seed}. Ctrl-C stops.`;

/** `written 1,200, updated 14, retried 2, 98/s`: the number of written sales, and the others where there are any. */
export const progressLine = (counts: Readonly<Counts>, changesPerSecond: number): string =>
  [...countsOf(counts), `${number.format(Math.round(changesPerSecond))}/s`].join(', ');

export const doneSentence = (counts: Readonly<Counts>, elapsedMs: number): string => {
  const rate = elapsedMs > 0 ? (changesOf(counts) / elapsedMs) * 1_000 : 0;
  return `Done in ${(elapsedMs / 1_000).toFixed(1)} s: ${progressLine(counts, rate)}.`;
};

const countsOf = ({ written, ...others }: Readonly<Counts>): string[] => [
  `written ${number.format(written)}`,
  ...Object.entries(others)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${name} ${number.format(count)}`),
];
