/** Records of one shard that were taken up together; finished when each is in an object in S3 or was dropped. */
export interface OpenBatch {
  /** Counts that many of its records as finished. */
  settle(count: number): void;
}

interface Entry {
  readonly lastSequenceNumber: string;
  readonly oldestArrivalMs: number;
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
  open(lastSequenceNumber: string, count: number, oldestArrivalMs: number): OpenBatch {
    const entry = { lastSequenceNumber, oldestArrivalMs, open: count };
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

  /** Arrival of the first record of the first batch that is not finished; undefined when all are. */
  get oldestArrivalMs(): number | undefined {
    return this.#entries[0]?.oldestArrivalMs;
  }

  #advance(): void {
    const firstOpen = this.#entries.findIndex(({ open }) => open > 0);
    const finished = this.#entries.splice(0, firstOpen < 0 ? this.#entries.length : firstOpen);
    this.#finishedUpTo = finished.at(-1)?.lastSequenceNumber ?? this.#finishedUpTo;
  }
}
