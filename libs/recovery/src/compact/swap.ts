import { dayFolder, objectsUnder, type LakeObject } from './lake-object.js';
import { readJournal, removeJournal, writeJournal, type Journal } from './journal.js';
import type { LakeStore } from './ports.js';
import { UnfinishedSwap } from './unfinished-swap.js';

/** The lake that is worked on. */
export interface Lake {
  readonly store: LakeStore;
  readonly bucket: string;
}

/**
 * Puts the new object in the place of the old ones: first it is there, then they go. Resolves with the time, in
 * milliseconds, for which both were there.
 */
export const swap = async (
  { store, bucket, nowMs }: Lake & { readonly nowMs: () => number },
  day: string,
  group: readonly LakeObject[],
  target: { readonly key: string; readonly body: Uint8Array },
): Promise<number> => {
  const journal: Journal = { target: target.key, sources: group.map(({ key, etag }) => ({ key, etag })) };
  await writeJournal(store, bucket, day, journal);
  await store.PutObject({ Bucket: bucket, Key: target.key, Body: target.body, ContentEncoding: 'gzip' });
  const startMs = nowMs();
  await removeSources({ store, bucket }, day, journal);
  const bothMs = nowMs() - startMs;
  await removeJournal(store, bucket, day);
  return bothMs;
};

/**
 * Ends a swap of the day that was cut short: when the new object is there the old ones go, else nothing had happened.
 * Whether there was one.
 */
export const finishSwap = async ({ store, bucket }: Lake, day: string): Promise<boolean> => {
  const journal = await readJournal(store, bucket, day);
  if (!journal) return false;
  const { Contents = [] } = await store.ListObjectsV2({ Bucket: bucket, Prefix: journal.target });
  if (Contents.length > 0) await removeSources({ store, bucket }, day, journal);
  await removeJournal(store, bucket, day);
  return true;
};

/** Removes the old objects, but none that was replaced since it was read: that one has rows of its own. */
const removeSources = async ({ store, bucket }: Lake, day: string, { sources }: Journal): Promise<void> => {
  const keys = sources.map(({ key }) => key).sort();
  const [first = '', last = ''] = [keys[0], keys.at(-1)];
  const etags = new Map(sources.map(({ key, etag }) => [key, etag]));
  const Objects: { Key: string }[] = [];
  // One letter less sorts just before it.
  for await (const { key, etag } of objectsUnder(store, bucket, dayFolder(day), first.slice(0, -1))) {
    if (key > last) break;
    if (etags.get(key) === etag) Objects.push({ Key: key });
  }
  if (Objects.length === 0) return;
  const { Errors = [] } = await store.DeleteObjects({ Bucket: bucket, Delete: { Objects, Quiet: true } });
  const [failure] = Errors;
  if (failure)
    throw new UnfinishedSwap(
      `S3 did not remove ${Errors.length} objects, such as ${failure.Key ?? ''}: ${failure.Message ?? 'no reason told'}; run compact again.`,
    );
};
