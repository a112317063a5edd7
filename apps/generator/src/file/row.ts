/** A record of a file before anyone has looked whether it is a sale: its members by name. */
export interface Row {
  /** The line of the file on which it begins, counted from 1. */
  readonly line: number;
  readonly members: Readonly<Record<string, unknown>>;
}

/** A line of a file that is no sale, and why. */
export interface BadLine {
  readonly line: number;
  readonly reason: string;
}

export const isBadLine = (row: object): row is BadLine => 'reason' in row;
