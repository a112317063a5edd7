import type { Scratch } from '../scratch/scratch.js';
import { compareRowLines, isSameChange, readRowLine, type RowLine } from './row-line.js';

/** Text kept in memory before it is sorted and put aside, in UTF-16 units. */
const RUN_LENGTH = 32 * 1024 * 1024;

const WRITE_LENGTH = 256 * 1024;

/** Rows of any number in order: sorted in runs that fit into memory, put aside, and merged. */
export class SortedRows {
  #rows: RowLine[] = [];
  #length = 0;
  #runs = 0;
  /** Copies of a change that were left out. */
  repeats = 0;
  /** Rows given by {@link merged}. */
  count = 0;

  constructor(
    private readonly scratch: Scratch,
    private readonly runLength = RUN_LENGTH,
  ) {}

  async add(row: RowLine): Promise<void> {
    this.#rows.push(row);
    this.#length += row.line.length;
    if (this.#length >= this.runLength) await this.#putAside();
  }

  /** Every change once, in order; of copies the one that was processed last, as the views have it. To be read once. */
  async *merged(): AsyncGenerator<RowLine> {
    let held: RowLine | undefined;
    for await (const row of this.#inOrder()) {
      if (held && isSameChange(held, row)) this.repeats += 1;
      else if (held) {
        this.count += 1;
        yield held;
      }
      held = row;
    }
    if (held) {
      this.count += 1;
      yield held;
    }
  }

  /** Lets go of what was put aside. */
  async clear(): Promise<void> {
    for (let run = 0; run < this.#runs; run++) await this.scratch.remove(runName(run));
  }

  async *#inOrder(): AsyncGenerator<RowLine> {
    const runs = Array.from({ length: this.#runs }, (_, run) => rowsOf(this.scratch.read(runName(run))));
    const sources = [...runs, fromMemory(this.#rows.sort(compareRowLines))];
    const heads = await Promise.all(sources.map(async (source) => ({ source, next: await source.next() })));
    for (;;) {
      // A few dozen runs at most: looking at each costs less than keeping a heap would.
      let least: (typeof heads)[number] | undefined;
      for (const head of heads)
        if (!head.next.done && (!least || compareRowLines(head.next.value, least.next.value as RowLine) < 0))
          least = head;
      if (!least) return;
      yield least.next.value as RowLine;
      least.next = await least.source.next();
    }
  }

  async #putAside(): Promise<void> {
    const name = runName(this.#runs++);
    let text = '';
    for (const { line } of this.#rows.sort(compareRowLines)) {
      text += `${line}\n`;
      if (text.length < WRITE_LENGTH) continue;
      await this.scratch.append(name, text);
      text = '';
    }
    await this.scratch.append(name, text);
    this.#rows = [];
    this.#length = 0;
  }
}

const runName = (run: number): string => `compact-${run}`;

async function* fromMemory(rows: readonly RowLine[]): AsyncGenerator<RowLine, undefined> {
  yield* rows;
}

async function* rowsOf(pieces: AsyncIterable<string>): AsyncGenerator<RowLine, undefined> {
  let rest = '';
  for await (const piece of pieces) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const row = readRowLine(line);
      if (row) yield row;
    }
  }
}
