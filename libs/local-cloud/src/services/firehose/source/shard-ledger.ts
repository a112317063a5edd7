/** Records of one shard that were taken up together; finished when each is in an object in S3 or was dropped. */
export interface OpenBatch {
  /** Counts that many of its records as finished. */
  settle(count: number): void;
}

interface Entry {
  readonly lastSequenceNumber: string;
  open: number;
}

/**
 * Which batches of a shard are not finished yet.
 *
 * Law: `finishedUpTo` names a record only when it and every record before it are finished.
 */
export class ShardLedger {
  #entries: Entry[] = [];
  #finishedUpTo: string | undefined;

  /** Batches must be opened in the order of the shard. */
  open(lastSequenceNumber: string, count: number): OpenBatch {
    const entry = { lastSequenceNumber, open: count };
    this.#entries.push(entry);
    return {
      settle: (settled) => {
        entry.open -= settled;
        this.#advance();
      },
    };
  }

  /** The last finished record; undefined when none was finished since the start. */
  get finishedUpTo(): string | undefined {
    return this.#finishedUpTo;
  }

  #advance(): void {
    const firstOpen = this.#entries.findIndex(({ open }) => open > 0);
    const finished = this.#entries.splice(0, firstOpen < 0 ? this.#entries.length : firstOpen);
    this.#finishedUpTo = finished.at(-1)?.lastSequenceNumber ?? this.#finishedUpTo;
  }
}
