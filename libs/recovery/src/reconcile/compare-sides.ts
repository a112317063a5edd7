import { readKeyedLines } from '../scratch/keyed-lines.js';
import { FANOUT, LEVELS, Partitions, partitionName } from '../scratch/partitions.js';
import type { Scratch } from '../scratch/scratch.js';
import { findingOf } from './finding.js';
import { suspectEntry, type Suspect } from './suspect.js';

/** The scratch names under which the partitions of each side lie. */
export interface Sides {
  readonly table: string;
  readonly lake: string;
  /** The suspects of the look before: only they are compared, and only those that have not moved are yielded. */
  readonly suspects?: string;
}

/** A partition with more text than this is divided again, so that memory does not grow with the table. */
const MOST_CHARS = 16 * 1024 * 1024;

/** The keys that table and lake hold differently, partition by partition; what was compared is taken away. */
export async function* compareSides(
  scratch: Scratch,
  sides: Sides,
  mostChars = MOST_CHARS,
  level = 0,
): AsyncGenerator<Suspect> {
  for (let partition = 0; partition < FANOUT; partition++) {
    const part = partOf(sides, partition);
    const names = namesOf(part);
    const chars = names.reduce((sum, name) => sum + scratch.sizeOf(name), 0);
    if (chars > mostChars && level + 1 < LEVELS) {
      for (const name of names) await divide(scratch, name, level + 1);
      yield* compareSides(scratch, part, mostChars, level + 1);
    } else {
      yield* comparePart(scratch, part);
      for (const name of names) await scratch.remove(name);
    }
  }
}

const namesOf = ({ table, lake, suspects }: Sides): readonly string[] =>
  suspects === undefined ? [table, lake] : [table, lake, suspects];

const partOf = ({ table, lake, suspects }: Sides, partition: number): Sides => ({
  table: partitionName(table, partition),
  lake: partitionName(lake, partition),
  ...(suspects !== undefined && { suspects: partitionName(suspects, partition) }),
});

const divide = async (scratch: Scratch, name: string, level: number): Promise<void> => {
  const parts = new Partitions(scratch, name, level);
  for await (const entry of readKeyedLines(scratch.read(name))) await parts.add(entry);
  await parts.close();
  await scratch.remove(name);
};

async function* comparePart(scratch: Scratch, { table, lake, suspects }: Sides): AsyncGenerator<Suspect> {
  const before = suspects === undefined ? undefined : await readTexts(scratch, suspects);
  const states = new Map<string, { table: string | undefined; readonly lake: string[] }>();
  for await (const { key, text } of readKeyedLines(scratch.read(table))) states.set(key, { table: text, lake: [] });
  for await (const { key, text } of readKeyedLines(scratch.read(lake))) {
    const state = states.get(key);
    if (state) state.lake.push(text);
    else states.set(key, { table: undefined, lake: [text] });
  }
  for (const [key, state] of states) {
    const suspect = { key, ...state };
    if (findingOf(suspect) && (!before || before.get(key) === suspectEntry(suspect).text)) yield suspect;
  }
}

const readTexts = async (scratch: Scratch, name: string): Promise<ReadonlyMap<string, string>> => {
  const texts = new Map<string, string>();
  for await (const { key, text } of readKeyedLines(scratch.read(name))) texts.set(key, text);
  return texts;
};
