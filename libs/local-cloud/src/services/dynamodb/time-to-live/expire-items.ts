import dynalite from 'dynalite/db/index.js';
import type { Clock } from '../../../core/clock.js';
import type { DynaliteEngine } from '../dynalite-engine.js';
import { itemPrefix, keysUnder, type DynaliteStore } from '../level-store.js';
import type { Item } from '../table-description.js';
import type { Table } from '../tables.js';
import { withLocks } from '../transactions/item-locks.js';

/** What expired longer ago is taken for a mistake, and stays: five years. */
const MAX_AGE_SECONDS = 5 * 365 * 24 * 60 * 60;

/**
 * Deletes the items whose time is over, as a service of AWS does and their stream records say.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html
 */
export const expireItems = async (engine: DynaliteEngine, clock: Clock, signal?: AbortSignal): Promise<void> => {
  for (const table of engine.tables.all()) {
    if (table.expiryAttribute === undefined) continue;
    for await (const item of engine.store.db.values(keysUnder(itemPrefix(table.description.TableName)))) {
      if (signal?.aborted) return;
      if (isExpired(item as Item, table.expiryAttribute, clock)) await expire(item as Item, table, engine, clock);
    }
  }
};

/** Under the item's lock, since it may have been given another time meanwhile. */
const expire = async (found: Item, table: Table, engine: DynaliteEngine, clock: Clock): Promise<void> => {
  const tableName = table.description.TableName;
  const itemKey = dynalite.createKey(found, table.description);
  await withLocks([{ tableName, itemKey }], engine.store, async () => {
    const oldImage = await read(tableName, itemKey, engine.store);
    if (!oldImage || table.expiryAttribute === undefined || !isExpired(oldImage, table.expiryAttribute, clock)) return;
    await engine.writer.write({ table, itemKey, oldImage, newImage: undefined, isExpiry: true });
  });
};

const read = async (tableName: string, itemKey: string, { db }: DynaliteStore): Promise<Item | undefined> =>
  (await db.get(itemPrefix(tableName) + itemKey)) as Item | undefined;

/** Only a number counts, in whole seconds since the epoch. */
const isExpired = (item: Item, attribute: string, clock: Clock): boolean => {
  const seconds = Number(item[attribute]?.N ?? NaN);
  const ageSeconds = clock.ageMs(seconds * 1000) / 1000;
  return ageSeconds > 0 && ageSeconds < MAX_AGE_SECONDS;
};
