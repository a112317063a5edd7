/** What has happened so far in a run. */
export interface Counts {
  /** New sales that the table has acknowledged. */
  written: number;
  updated: number;
  deleted: number;
  /** Lines of a file that are no sale. */
  skipped: number;
  /** New sales whose id the table already held; they were left as they were. */
  existing: number;
  /** Updates and deletes not made, because someone else had changed the sale first. */
  conflicts: number;
  /** Attempts that were throttled or failed, and were made again. */
  retried: number;
}

export const noCounts = (): Counts => ({
  written: 0,
  updated: 0,
  deleted: 0,
  skipped: 0,
  existing: 0,
  conflicts: 0,
  retried: 0,
});

/** Acknowledged writes of all kinds. */
export const changesOf = ({ written, updated, deleted }: Counts): number => written + updated + deleted;
