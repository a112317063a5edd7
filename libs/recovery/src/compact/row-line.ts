/** A line of the lake with what it is ordered by. */
export interface RowLine {
  readonly sequenceNumber: string;
  readonly saleId: string;
  readonly processedAt: string;
  readonly line: string;
}

/** Reads what orders a line; undefined when it is no row of the lake. */
export const readRowLine = (line: string): RowLine | undefined => {
  const { sequence_number, sale_id, processed_at } = membersOf(line);
  if (typeof sequence_number !== 'string' || typeof sale_id !== 'string' || typeof processed_at !== 'string')
    return undefined;
  return { sequenceNumber: sequence_number, saleId: sale_id, processedAt: processed_at, line };
};

const membersOf = (line: string): Readonly<Record<string, unknown>> => {
  try {
    const json: unknown = JSON.parse(line);
    return typeof json === 'object' && json !== null ? (json as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** By sequence number; copies of one change by when they were processed, and then by their text, so that order is total. */
export const compareRowLines = (a: RowLine, b: RowLine): number =>
  compare(a.sequenceNumber, b.sequenceNumber) ||
  compare(a.saleId, b.saleId) ||
  compare(a.processedAt, b.processedAt) ||
  compare(a.line, b.line);

/** Whether both tell the same change of the same sale: the views see one of them. */
export const isSameChange = (a: RowLine, b: RowLine): boolean =>
  a.sequenceNumber === b.sequenceNumber && a.saleId === b.saleId;
