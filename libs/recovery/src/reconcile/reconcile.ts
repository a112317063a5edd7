import { readKeyedLines } from '../scratch/keyed-lines.js';
import { FANOUT, Partitions, partitionName } from '../scratch/partitions.js';
import type { Scratch } from '../scratch/scratch.js';
import { compareSides } from './compare-sides.js';
import type { EntrySource, TakeEntries } from './entry-source.js';
import { findingOf, type Finding, type FindingKind } from './finding.js';
import { suspectEntry, suspectOf } from './suspect.js';

/** How many keys are wrong, by kind, and how many were only under way. */
export interface Reconciliation extends Readonly<Record<FindingKind, number>> {
  /** Items of the table, and rows of the lake, at the first look. */
  readonly items: number;
  readonly rows: number;
  /** Keys that differed at the first look and have settled or moved since. */
  readonly inFlight: number;
}

export interface ReconcileOptions {
  readonly table: EntrySource;
  readonly lake: EntrySource;
  /** Where both sides are put down; it holds about twice the size of the table. */
  readonly scratch: Scratch;
  /** Pauses before each further look at what differs, in milliseconds. None: the first look decides. */
  readonly pausesMs: readonly number[];
  readonly sleep: (intervalMs: number) => Promise<void>;
  /** Every finding as it is found, in no order. */
  readonly onFinding: (finding: Finding) => void | Promise<void>;
  readonly onProgress?: (read: { readonly items: number; readonly rows: number; readonly look: number }) => void;
  /** Characters of both sides that are compared in memory at a time. */
  readonly mostChars?: number;
}

/** With more suspects than this everything is read again, which then costs less than to ask for each. */
const FEW = 2_000;

/**
 * Compares table and lake by key and by the content of every column, in memory that does not grow with them.
 *
 * What differs is looked at again after each pause, and is a finding only if neither side has moved: so changes may go on
 * meanwhile. Law: a table and its own rows give no finding, and every other pair that stays as it is gives each of its
 * differences once.
 */
export const reconcile = async (options: ReconcileOptions): Promise<Reconciliation> => {
  const counts = { missing: 0, extra: 0, different: 0, twice: 0, rejected: 0 };
  const tell = async (finding: Finding): Promise<void> => {
    counts[finding.kind] += 1;
    await options.onFinding(finding);
  };
  const first = await look(options, 0, undefined, tell);
  let { suspects } = first;
  for (const [index, pauseMs] of options.pausesMs.entries()) {
    if (suspects.count === 0) break;
    await options.sleep(pauseMs);
    ({ suspects } = await look(options, index + 1, suspects, tell));
  }
  for await (const suspect of suspectsIn(options.scratch, suspects.prefix)) {
    const finding = findingOf(suspect);
    if (finding) await tell(finding);
  }
  return { items: first.items, rows: first.rows, ...counts, inFlight: first.suspects.count - suspects.count };
};

interface SuspectList {
  readonly prefix: string;
  readonly count: number;
}

interface Look {
  readonly items: number;
  readonly rows: number;
  readonly suspects: SuspectList;
}

/** Reads both sides, or of them what the look before suspects, and puts down what is suspect now. */
const look = async (
  { table, lake, scratch, mostChars, onProgress }: ReconcileOptions,
  number: number,
  before: SuspectList | undefined,
  tell: (finding: Finding) => Promise<void>,
): Promise<Look> => {
  const keys = before && before.count <= FEW ? await keysOf(scratch, before.prefix) : undefined;
  const sides = { table: `table${number}`, lake: `lake${number}` };
  const read = { items: 0, rows: 0, look: number };
  const countAs = (side: 'items' | 'rows') => (count: number) => {
    read[side] += count;
    onProgress?.(read);
  };
  await Promise.all([
    putDown(table, keys, new Partitions(scratch, sides.table), countAs('items')),
    putDown(lake, keys, new Partitions(scratch, sides.lake), countAs('rows')),
  ]);

  const prefix = `suspects${number}`;
  const suspects = new Partitions(scratch, prefix);
  let count = 0;
  const compared = compareSides(scratch, { ...sides, ...(before && { suspects: before.prefix }) }, mostChars);
  for await (const suspect of compared) {
    const finding = findingOf(suspect);
    // What the codec rejects has no row, however long one waits.
    if (finding?.kind === 'rejected') await tell(finding);
    else {
      count += 1;
      await suspects.add(suspectEntry(suspect));
    }
  }
  await suspects.close();
  return { ...read, suspects: { prefix, count } };
};

const putDown = async (
  source: EntrySource,
  keys: readonly string[] | undefined,
  partitions: Partitions,
  onRead: (count: number) => void,
): Promise<void> => {
  const take: TakeEntries = async (entries) => {
    for (const entry of entries) {
      const full = partitions.add(entry);
      if (full) await full;
    }
    onRead(entries.length);
  };
  await (keys ? source.readSome(keys, take) : source.readAll(take));
  await partitions.close();
};

async function* suspectsIn(scratch: Scratch, prefix: string) {
  for (let partition = 0; partition < FANOUT; partition++)
    for await (const entry of readKeyedLines(scratch.read(partitionName(prefix, partition)))) yield suspectOf(entry);
}

const keysOf = async (scratch: Scratch, prefix: string): Promise<readonly string[]> => {
  const keys: string[] = [];
  for await (const { key } of suspectsIn(scratch, prefix)) keys.push(key);
  return keys;
};
