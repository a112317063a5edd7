import type { Row } from './athena-session.js';

/** Rows as aligned columns, for people; at most `most` of them, cut at `width` characters. */
export const textTable = (
  rows: readonly Row[],
  columns: readonly string[],
  { most, width }: { most: number; width: number },
): string[] => {
  const shown = rows.slice(0, most).map((row) => columns.map((column) => row[column] ?? 'null'));
  const widths = columns.map((column, index) =>
    Math.max(column.length, ...shown.map((cells) => cells[index]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd()
      .slice(0, width);
  const rest = rows.length - shown.length;
  return [line(columns), ...shown.map(line), ...(rest > 0 ? [`… and ${rest} more`] : [])];
};
