import { AwsError } from '@sales-cdc/aws-wire';
import type { StreamRecord, StreamsPort } from '../ports.js';

const MAXIMUM_RECORDS = 1000;

/** Reads one shard of a DynamoDB stream in order. */
export class ShardReader {
  #iterator: string | undefined;
  #closed = false;

  constructor(
    private readonly shard: { readonly streamArn: string; readonly shardId: string },
    private readonly streams: Pick<StreamsPort, 'GetShardIterator' | 'GetRecords'>,
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
  async read(): Promise<readonly StreamRecord[]> {
    if (this.#closed) return [];
    try {
      return await this.#readOn();
    } catch (error) {
      if (!(error instanceof AwsError) || !this.#recover(error.code)) throw error;
      return this.#readOn();
    }
  }

  async #readOn(): Promise<readonly StreamRecord[]> {
    this.#iterator ??= await this.#newIterator();
    const { Records: records, NextShardIterator: next } = await this.streams.GetRecords({
      ShardIterator: this.#iterator,
      Limit: MAXIMUM_RECORDS,
    });
    this.#iterator = next;
    this.#closed = next === undefined;
    this.position = records.at(-1)?.dynamodb.SequenceNumber ?? this.position;
    return records;
  }

  async #newIterator(): Promise<string> {
    const { streamArn: StreamArn, shardId: ShardId } = this.shard;
    const { ShardIterator: iterator } = await this.streams.GetShardIterator(
      this.position === undefined
        ? { StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' }
        : { StreamArn, ShardId, ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: this.position },
    );
    return iterator;
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
