import { readLines } from '../objects/lines.js';
import type { LakeStore } from './ports.js';

/** A swap that is under way: written before the new object is, gone when the old ones are. */
export interface Journal {
  readonly target: string;
  readonly sources: readonly { readonly key: string; readonly etag: string }[];
}

/** Beside the table, so that no query and no crawler comes by. */
const FOLDER = 'compactions/';

const journalKey = (day: string): string => `${FOLDER}dt=${day}.json`;

/** The swap of the day that was cut short, if one was. */
export const readJournal = async (
  store: Pick<LakeStore, 'ListObjectsV2' | 'GetObject'>,
  Bucket: string,
  day: string,
): Promise<Journal | undefined> => {
  const Key = journalKey(day);
  const { Contents = [] } = await store.ListObjectsV2({ Bucket, Prefix: Key });
  if (!Contents.some((object) => object.Key === Key)) return undefined;
  const [line = '{}'] = await readLines(store, Bucket, Key);
  return JSON.parse(line) as Journal;
};

export const writeJournal = async (
  store: Pick<LakeStore, 'PutObject'>,
  Bucket: string,
  day: string,
  journal: Journal,
): Promise<void> => {
  await store.PutObject({ Bucket, Key: journalKey(day), Body: Buffer.from(`${JSON.stringify(journal)}\n`) });
};

export const removeJournal = async (
  store: Pick<LakeStore, 'DeleteObject'>,
  Bucket: string,
  day: string,
): Promise<void> => {
  await store.DeleteObject({ Bucket, Key: journalKey(day) });
};
