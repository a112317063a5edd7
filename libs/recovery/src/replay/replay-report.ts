/** What a replay did. */
export interface ReplayResult {
  /** Records of the stream, or rows of the lake, that were read. */
  readonly read: number;
  /** Rows of the new table; in a dry run those that it would have. */
  readonly rows: number;
  readonly objects: number;
  /** What has no row in the new table. */
  readonly rejected: number;
  /** The first hundred of them. */
  readonly rejections: readonly { readonly from: string; readonly reason: string }[];
  /** Rows whose value in a column of today's table is not known, by column. */
  readonly unfilled: Readonly<Record<string, number>>;
  /** Rows that had a column which today's table does not have, by column. */
  readonly dropped: Readonly<Record<string, number>>;
  /** Rows whose previous image today's schema does not take. */
  readonly withoutBefore: number;
}

const MOST_REJECTIONS = 100;

/** Counts while a replay goes on. */
export class ReplayReport {
  #read = 0;
  #rows = 0;
  #objects = 0;
  #rejected = 0;
  #withoutBefore = 0;
  readonly #rejections: { from: string; reason: string }[] = [];
  readonly #unfilled = new Map<string, number>();
  readonly #dropped = new Map<string, number>();

  addRow(row: {
    readonly unfilled?: readonly string[];
    readonly dropped?: readonly string[];
    readonly isWithoutBefore?: boolean;
  }): void {
    this.#read += 1;
    this.#rows += 1;
    if (row.isWithoutBefore === true) this.#withoutBefore += 1;
    for (const name of row.unfilled ?? []) this.#unfilled.set(name, (this.#unfilled.get(name) ?? 0) + 1);
    for (const name of row.dropped ?? []) this.#dropped.set(name, (this.#dropped.get(name) ?? 0) + 1);
  }

  addRejection(from: string, reason: string): void {
    this.#read += 1;
    this.#rejected += 1;
    if (this.#rejections.length < MOST_REJECTIONS) this.#rejections.push({ from, reason });
  }

  addObjects(count: number): void {
    this.#objects += count;
  }

  result(): ReplayResult {
    return {
      read: this.#read,
      rows: this.#rows,
      objects: this.#objects,
      rejected: this.#rejected,
      rejections: [...this.#rejections],
      unfilled: Object.fromEntries(this.#unfilled),
      dropped: Object.fromEntries(this.#dropped),
      withoutBefore: this.#withoutBefore,
    };
  }
}
