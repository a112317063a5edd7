import type { KeyedText } from '../scratch/keyed-lines.js';

/** Takes entries as they are read; reading goes on when it resolves. */
export type TakeEntries = (entries: readonly KeyedText[]) => Promise<void>;

/** One of the two sides that are compared. */
export interface EntrySource {
  /** Gives every entry, some at a time, in any order. */
  readAll(take: TakeEntries): Promise<void>;
  /** Gives the entries of those keys that are there, as they are now. */
  readSome(keys: readonly string[], take: TakeEntries): Promise<void>;
}
