import { AwsError } from '@sales-cdc/aws-wire';
import type { SourceRecord, StreamSource } from './stream-source.js';

/** Reads one shard of a stream in order. */
export class ShardReader {
  #iterator: string | undefined;
  #closed = false;

  constructor(
    private readonly shardId: string,
    private readonly source: Pick<StreamSource, 'iterator' | 'read'>,
    /** The last record read; undefined before the first. */
    private position: string | undefined,
    private readonly onTrimmed: () => void,
  ) {}

  /** The sequence number of the last record read. */
  get readUpTo(): string | undefined {
    return this.position;
  }

  /** True when the shard is closed and all of it was read. */
  get atEnd(): boolean {
    return this.#closed;
  }

  /** The next records, none when there are none now. An iterator that expired is replaced by a new one at the same place. */
  async read(): Promise<readonly SourceRecord[]> {
    if (this.#closed) return [];
    try {
      return await this.#readOn();
    } catch (error) {
      if (!(error instanceof AwsError) || !this.#recover(error.code)) throw error;
      return this.#readOn();
    }
  }

  async #readOn(): Promise<readonly SourceRecord[]> {
    this.#iterator ??= await this.source.iterator(this.shardId, this.position);
    const { records, nextIterator } = await this.source.read(this.shardId, this.#iterator);
    this.#iterator = nextIterator;
    this.#closed = nextIterator === undefined;
    this.position = records.at(-1)?.sequenceNumber ?? this.position;
    return records;
  }

  /** Whether reading can go on from another iterator. */
  #recover(code: string): boolean {
    if (code === 'TrimmedDataAccessException') {
      this.position = undefined;
      this.onTrimmed();
    } else if (code !== 'ExpiredIteratorException') return false;
    this.#iterator = undefined;
    return true;
  }
}
