import type { DynaliteStore } from '../level-store.js';

/** An item, there or not. */
export interface ItemReference {
  readonly tableName: string;
  /** dynalite's key of the item within its table. */
  readonly itemKey: string;
}

/**
 * Holds the locks of all the items, which are those that plain writes take, while the work runs. They are taken in one
 * order by all, so that no two transactions wait for each other. The items must differ.
 *
 * Differs: a transaction waits for another one on the same item, where AWS cancels it with TransactionConflict.
 */
export const withLocks = async <Answer>(
  items: readonly ItemReference[],
  store: DynaliteStore,
  work: () => Promise<Answer>,
): Promise<Answer> => {
  const releases: (() => void)[] = [];
  try {
    for (const item of [...items].sort((left, right) => (nameOf(left) < nameOf(right) ? -1 : 1)))
      releases.push(await lock(item, store));
    return await work();
  } finally {
    for (const release of releases) release();
  }
};

/** One text for each item: no table's name holds a `~`. */
export const nameOf = ({ tableName, itemKey }: ItemReference): string => `${tableName}~${itemKey}`;

const lock = ({ tableName, itemKey }: ItemReference, store: DynaliteStore): Promise<() => void> =>
  new Promise((resolve) => {
    store.getItemDb(tableName).lock(itemKey, (release) => {
      resolve(release(() => undefined));
    });
  });
