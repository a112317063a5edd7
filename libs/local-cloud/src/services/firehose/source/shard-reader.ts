import { AwsError } from '@sales-cdc/aws-wire';
import type { GetRecordsOutput } from '@aws-sdk/client-kinesis';
import type { KinesisPort } from '../ports.js';
import type { SourceReader } from './source.js';
import type { SourceRecord } from './source-record.js';

/** Reads one shard of a Kinesis stream from a position on, in order. */
export class ShardReader implements SourceReader {
  #iterator: string | undefined;
  #closed = false;
  #behind = false;

  constructor(
    private readonly kinesis: Pick<KinesisPort, 'GetShardIterator' | 'GetRecords'>,
    private readonly streamName: string,
    readonly shardId: string,
    /** The last record that needs no reading; undefined starts at the shard's oldest. */
    private position: string | undefined,
  ) {}

  /** True when the shard was closed by a reshard and is read to its end. */
  get closed(): boolean {
    return this.#closed;
  }

  /** Whether the last read left records behind. */
  get behind(): boolean {
    return this.#behind;
  }

  /** The next records, possibly none. A throttled read gives none and is repeated by the next poll, as on AWS. */
  async read(): Promise<readonly SourceRecord[]> {
    if (this.#closed) return [];
    const output = await this.#getRecords();
    this.#iterator = output?.NextShardIterator;
    this.#closed = output !== undefined && output.NextShardIterator === undefined;
    this.#behind = (output?.MillisBehindLatest ?? 0) > 0;
    const records = (output?.Records ?? []).map(
      (record): SourceRecord => ({
        shardId: this.shardId,
        sequenceNumber: record.SequenceNumber ?? '',
        subSequenceNumber: 0,
        partitionKey: record.PartitionKey ?? '',
        arrivalMs: record.ApproximateArrivalTimestamp?.getTime() ?? 0,
        data: record.Data ?? new Uint8Array(),
      }),
    );
    this.position = records.at(-1)?.sequenceNumber ?? this.position;
    return records;
  }

  /** Undefined when the shard is throttled. An expired iterator is replaced by one at the same position. */
  async #getRecords(): Promise<GetRecordsOutput | undefined> {
    const kept = this.#iterator;
    this.#iterator = undefined;
    try {
      return await this.kinesis.GetRecords({ ShardIterator: kept ?? (await this.#newIterator()) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      if (error.code === 'ProvisionedThroughputExceededException') return undefined;
      if (error.code === 'ExpiredIteratorException' && kept !== undefined) return this.#getRecords();
      throw error;
    }
  }

  async #newIterator(): Promise<string | undefined> {
    const from =
      this.position === undefined
        ? ({ ShardIteratorType: 'TRIM_HORIZON' } as const)
        : ({ ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', StartingSequenceNumber: this.position } as const);
    const { ShardIterator } = await this.kinesis.GetShardIterator({
      StreamName: this.streamName,
      ShardId: this.shardId,
      ...from,
    });
    return ShardIterator;
  }
}
