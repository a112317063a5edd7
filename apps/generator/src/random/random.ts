/** A repeatable source of chance. */
export interface Random {
  /** A number from 0 up to, but not including, 1. */
  next(): number;
  /** A whole number from 0 up to, but not including, `below`. */
  below(below: number): number;
  /** True in that share of calls: 0 never, 1 always. */
  chance(share: number): boolean;
  /** One of the items, each as likely as its weight. */
  pick<T extends { readonly weight: number }>(items: readonly T[]): T;
}

/** Anything that gives numbers from 0 up to 1, such as `Math.random`, as a Random. */
export const randomFrom = (next: () => number): Random => ({
  next,
  below: (below) => Math.floor(next() * below),
  chance: (share) => next() < share,
  pick: (items) => {
    let left = next() * items.reduce((sum, { weight }) => sum + weight, 0);
    const found = items.find(({ weight }) => (left -= weight) < 0) ?? items.at(-1);
    if (found === undefined) throw new Error('Nothing to pick from: the list is empty.');
    return found;
  },
});
