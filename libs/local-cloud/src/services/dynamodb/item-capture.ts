import type { ChangeWriter } from './change-writer.js';
import { tableNotFound, validationError } from './dynamodb-errors.js';
import { itemSizeBytes } from './item-size.js';
import type { Callback, DynaliteStore, ItemDatabase } from './level-store.js';
import { sameItem } from './same-item.js';
import type { Item, TableDescription } from './table-description.js';
import type { Tables } from './tables.js';

/** dynalite counts UTF-16 units, so what it lets pass may still be too large. */
const MAX_ITEM_BYTES = 400 * 1024;
const tooLarge = (): Error => validationError('Item size has exceeded the maximum allowed size');

/** What one run of an action has seen, for errors that carry the item. */
export interface Seen {
  item: Item | undefined;
}

/**
 * The store as one action sees it. Every action of dynalite takes a lock on the item's key, gets the item, and then
 * puts or deletes it: the image it got is the old image of the change, and nobody else can write the item meanwhile.
 */
export const captureChanges = (
  store: DynaliteStore,
  tables: Tables,
  writer: Pick<ChangeWriter, 'write'>,
  seen: Seen,
): DynaliteStore => {
  const getTable = (
    name: string,
    checkStatus: boolean | Callback<TableDescription>,
    callback?: Callback<TableDescription>,
  ): void => {
    const answer = typeof checkStatus === 'function' ? checkStatus : callback;
    const table = tables.find(name);
    if (table) answer?.(null, table.description);
    else answer?.(asDynaliteError(checkStatus === false ? name : undefined));
  };

  const getItemDb = (name: string): ItemDatabase => {
    const items = store.getItemDb(name);
    let oldImage: Item | undefined;
    const commit = (itemKey: string, newImage: Item | undefined, callback: Callback<undefined>): void => {
      const table = tables.find(name);
      if (!table) callback(tableNotFound());
      else if (newImage && itemSizeBytes(newImage) > MAX_ITEM_BYTES) callback(tooLarge());
      else if (isNoChange(oldImage, newImage)) callback(null);
      else answerTo(callback, writer.write({ table, itemKey, oldImage, newImage }));
    };
    const captured: Omit<ItemDatabase, 'lock'> = {
      get: (key, callback) => {
        items.get(key, (error, item) => {
          oldImage = seen.item = item;
          callback(error, item);
        });
      },
      put: commit,
      del: (key, callback) => {
        commit(key, undefined, callback);
      },
    };
    return Object.assign(Object.create(items), captured) as ItemDatabase;
  };

  return Object.assign(Object.create(store), { getTable, getItemDb }) as DynaliteStore;
};

const isNoChange = (oldImage: Item | undefined, newImage: Item | undefined): boolean =>
  oldImage && newImage ? sameItem(oldImage, newImage) : !oldImage && !newImage;

/** Out of the promise, so that what the callback throws does not count as a failed write. */
const answerTo = (callback: Callback<undefined>, writing: Promise<void>): void => {
  const answer = (error: unknown): void => {
    queueMicrotask(() => {
      callback(error);
    });
  };
  writing.then(() => {
    answer(null);
  }, answer);
};

/** dynalite asks a missing table's error for its name, and amends the body. */
const asDynaliteError = (tableName: string | undefined): Error => {
  const { code, message, status } = tableNotFound(tableName);
  return Object.assign(new Error(message), {
    name: 'NotFoundError',
    statusCode: status,
    body: { __type: code, message },
  });
};
