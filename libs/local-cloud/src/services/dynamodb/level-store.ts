import type { Item, TableDescription } from './table-description.js';

/** What dynalite calls back with: an error, or the answer. */
export type Callback<Answer> = (error: unknown, answer?: Answer) => void;

export type BatchOperation =
  | { readonly type: 'put'; readonly key: string; readonly value: unknown }
  | { readonly type: 'del'; readonly key: string };

export interface KeyRange {
  readonly gt?: string;
  readonly gte?: string;
  readonly lt?: string;
  readonly lte?: string;
}
export interface RangeOptions extends KeyRange {
  readonly limit?: number;
  readonly reverse?: boolean;
}

/** The LevelDB database beneath dynalite; values are JSON. */
export interface LevelDatabase {
  open(): Promise<void>;
  close(): Promise<void>;
  get(key: string): Promise<unknown>;
  put(key: string, value: unknown): Promise<void>;
  /** All of the operations or, after a kill, none of them. */
  batch(operations: readonly BatchOperation[]): Promise<void>;
  clear(range: KeyRange): Promise<void>;
  keys(options: RangeOptions): AsyncIterable<string>;
  values(options: RangeOptions & { readonly valueEncoding: 'utf8' }): AsyncIterable<string>;
  values(options: RangeOptions): AsyncIterable<unknown>;
}

/** Makes of a callback one that first ends the lock. */
export type Release = <Arguments extends readonly unknown[]>(
  done: (...args: Arguments) => void,
) => (...args: Arguments) => void;

/** dynalite's view of the items of one table. */
export interface ItemDatabase {
  get(key: string, callback: Callback<Item>): void;
  put(key: string, item: Item, callback: Callback<undefined>): void;
  del(key: string, callback: Callback<undefined>): void;
  /** Calls back, with what ends the lock, as soon as nobody else has it. */
  lock(key: string, exec: (release: Release) => void): void;
}

/** What dynalite hands to each of its actions. */
export interface DynaliteStore {
  readonly db: LevelDatabase;
  readonly tableDb: { awsAccountId: string; awsRegion: string };
  getItemDb(tableName: string): ItemDatabase;
  getTable(
    tableName: string,
    checkStatus: boolean | Callback<TableDescription>,
    callback?: Callback<TableDescription>,
  ): void;
}

/** All keys that begin with the prefix; no key of dynalite or of ours goes on with a character above `\xff`. */
export const keysUnder = (prefix: string): { readonly gte: string; readonly lt: string } => ({
  gte: prefix,
  lt: `${prefix}\xff`,
});

export const itemPrefix = (tableName: string): string => `item-${tableName}~`;
export const tagPrefix = (tableName: string): string => `tag-${tableName}~`;
