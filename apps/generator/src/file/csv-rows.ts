import { UserError } from '@sales-cdc/deployment';
import { csvRecords } from './csv-records.js';
import { isBadLine, type BadLine, type Row } from './row.js';
import type { Line } from './split-lines.js';

/** The rows of a CSV file; its first record names the columns, which `check` may refuse by throwing. An empty cell is an absent member. */
export async function* csvRows(
  lines: AsyncIterable<Line>,
  check: (columns: readonly string[]) => void,
): AsyncGenerator<Row | BadLine> {
  let columns: readonly string[] | undefined;
  for await (const record of csvRecords(lines)) {
    if (columns === undefined) {
      if (isBadLine(record)) throw new UserError(`The first line of the file must name its columns: ${record.reason}.`);
      columns = record.cells.map((cell) => cell.trim());
      check(columns);
    } else if (isBadLine(record)) yield record;
    else if (record.cells.length !== columns.length) {
      yield { line: record.line, reason: `it has ${record.cells.length} cells where the header has ${columns.length}` };
    } else yield { line: record.line, members: membersOf(columns, record.cells) };
  }
}

const membersOf = (columns: readonly string[], cells: readonly string[]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(columns.map((column, place) => [column, cells[place] === '' ? undefined : cells[place]]));
