import { parse } from 'csv-parse/sync';
import type { BadLine } from './row.js';
import { LONGEST_LINE, type Line } from './split-lines.js';

/** The cells of a CSV record, and the line on which it begins. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A quoted cell may go on over this many lines; then its first line is taken to have a quote too many. */
const LINES_OF_A_RECORD = 20;

/**
 * The records of a CSV file (RFC 4180, comma), read line by line, so that a line with a wrong quote costs that line and
 * not the rest of the file. A cell may hold line breaks. A quote inside an unquoted cell is an ordinary character.
 */
export async function* csvRecords(lines: AsyncIterable<Line>): AsyncGenerator<CsvRecord | BadLine> {
  let open: Line[] = [];
  let width: number | undefined;
  for await (const line of lines) {
    open.push(line);
    const settled = settle(open, width, false);
    yield* settled.records;
    open = settled.rest;
    width ??= settled.records.flatMap((record) => ('cells' in record ? record.cells.length : []))[0];
  }
  yield* settle(open, width, true).records;
}

interface Settled {
  readonly records: readonly (CsvRecord | BadLine)[];
  /** The lines of a record that may go on. */
  readonly rest: Line[];
}

/** What the lines hold for certain. `width` is the number of cells of the first record. */
const settle = (lines: Line[], width: number | undefined, isEnd: boolean): Settled => {
  const records: (CsvRecord | BadLine)[] = [];
  let rest = lines;
  for (let [head] = rest; head !== undefined; [head] = rest) {
    const mayGoOn = !isEnd && rest.length < LINES_OF_A_RECORD;
    const begun = beginning(rest, head, width);
    if (begun === 'open' && mayGoOn) return { records, rest };
    const { length, record } = begun === 'open' ? { length: 1, record: neverClosed(head) } : begun;
    if (record !== undefined) records.push(record);
    rest = rest.slice(length);
  }
  return { records, rest };
};

const neverClosed = ({ number }: Line): BadLine => ({ line: number, reason: 'a quote is opened and never closed' });

/** How many lines the record takes that begins with `head`, and the record, which a blank line has not; `open` when its end is not among them. */
const beginning = (
  lines: readonly Line[],
  head: Line,
  width: number | undefined,
): { readonly length: number; readonly record?: CsvRecord | BadLine } | 'open' => {
  const line = head.number;
  if (head.tooLong)
    return { length: 1, record: { line, reason: `the line is longer than ${LONGEST_LINE} characters` } };
  if (head.text.trim() === '') return { length: 1 };
  const single = cellsOf(head.text, true);
  if (single !== undefined) return { length: 1, record: { line, cells: single } };
  for (let length = 2; length <= lines.length; length += 1) {
    // The quote that ends the record stands on its last line.
    if (lines[length - 1]?.text.includes('"') !== true) continue;
    const text = lines
      .slice(0, length)
      .map((part) => part.text)
      .join('\n');
    const cells = text.length > LONGEST_LINE ? undefined : cellsOf(text, false);
    if (cells !== undefined && (width === undefined || cells.length === width))
      return { length, record: { line, cells } };
  }
  return 'open';
};

/**
 * The cells, when the text is exactly one record. Lenient: a quote inside an unquoted cell is an ordinary character.
 * Over several lines that would let a stray quote swallow whole lines, so there it is not.
 */
const cellsOf = (text: string, isLenient: boolean): readonly string[] | undefined => {
  // Most lines hold no quote, and then a comma is nothing but a comma.
  if (!text.includes('"')) return text.split(',');
  try {
    const records = parse(text, { relax_quotes: isLenient, relax_column_count: true });
    return records.length === 1 ? records[0] : undefined;
  } catch {
    return undefined;
  }
};
