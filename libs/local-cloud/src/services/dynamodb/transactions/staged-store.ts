import type { ItemWrite } from '../change-writer.js';
import { captureChanges, type Seen } from '../item-capture.js';
import type { DynaliteStore, ItemDatabase, Release } from '../level-store.js';
import type { Tables } from '../tables.js';

/**
 * The store as one part of a transaction sees it: the lock of its item is already held, and what it writes is added to
 * `staged` and goes down later, with what the other parts write.
 */
export const stagedStore = (store: DynaliteStore, tables: Tables, staged: ItemWrite[], seen: Seen): DynaliteStore => {
  const write = async (one: ItemWrite): Promise<void> => void staged.push(one);
  const view = captureChanges(store, tables, { write }, seen);
  const getItemDb = (name: string): ItemDatabase =>
    Object.assign(Object.create(view.getItemDb(name)), { lock: lockHeld }) as ItemDatabase;
  return Object.assign(Object.create(view), { getItemDb }) as DynaliteStore;
};

const lockHeld = (_key: string, exec: (release: Release) => void): void => {
  exec((done) => done);
};
