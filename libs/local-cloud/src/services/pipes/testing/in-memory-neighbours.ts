import type { PutRecordsInput, PutRecordsOutput, PutRecordsRequestEntry } from '@aws-sdk/client-kinesis';
import { AwsError } from '@sales-cdc/aws-wire';
import type { StreamRecord, StreamsPort } from '../../stream-poller/dynamodb-stream-source.js';
import type { KinesisPort } from '../ports.js';

/** A DynamoDB stream of one shard, for specs: the newest record is the last. */
export class InMemoryStream implements StreamsPort {
  readonly #records: StreamRecord[] = [];
  #trimmed = 0;
  #generation = 0;
  getRecordsCalls = 0;

  constructor(
    readonly arn: string,
    readonly shardId: string,
  ) {}

  /** Adds a record as DynamoDB would write it. */
  add(
    key: string,
    { eventName = 'INSERT', atMs, image = {} }: { eventName?: string; atMs: number; image?: object },
  ): StreamRecord {
    const number = this.#records.length;
    const record = {
      eventID: number.toString(16).padStart(32, '0'),
      eventName,
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: 'us-east-1',
      dynamodb: {
        ApproximateCreationDateTime: Math.floor(atMs / 1000),
        Keys: { id: { S: key } },
        NewImage: { id: { S: key }, ...image },
        SequenceNumber: sequenceNumber(number),
      },
    };
    this.#records.push(record);
    return record;
  }

  /** Adds a record as it is given, but for its sequence number. */
  addRaw(record: Omit<StreamRecord, 'dynamodb'> & { readonly dynamodb: object }, atMs: number): void {
    const dynamodb = {
      ...record.dynamodb,
      ApproximateCreationDateTime: atMs / 1000,
      SequenceNumber: sequenceNumber(this.#records.length),
    };
    this.#records.push({ ...record, dynamodb });
  }

  /** Forgets the oldest records. */
  trim(count: number): void {
    this.#trimmed += count;
  }

  /** Makes every iterator that was given out worthless. */
  expireIterators(): void {
    this.#generation += 1;
  }

  // Arrow functions: the ports are handed on without their object.
  readonly DescribeStream: StreamsPort['DescribeStream'] = async () => ({
    StreamDescription: { Shards: [{ ShardId: this.shardId }] },
  });

  readonly GetShardIterator: StreamsPort['GetShardIterator'] = async ({ SequenceNumber }) => {
    const next = SequenceNumber === undefined ? this.#trimmed : this.#indexOf(SequenceNumber) + 1;
    return { ShardIterator: this.#iterator(next) };
  };

  readonly GetRecords: StreamsPort['GetRecords'] = async ({ ShardIterator, Limit = 1000 }) => {
    this.getRecordsCalls += 1;
    const [from = 0, generation] = ShardIterator.split(':').map(Number);
    if (generation !== this.#generation) throw new AwsError('ExpiredIteratorException', 'The iterator has expired.');
    if (from < this.#trimmed) throw new AwsError('TrimmedDataAccessException', 'The records were trimmed.');
    const records = this.#records.slice(from, from + Limit);
    return { Records: records, NextShardIterator: this.#iterator(from + records.length) };
  };

  readonly pendingAfter: StreamsPort['pendingAfter'] = async (_, after) =>
    this.#records.length - Math.max(this.#trimmed, after === undefined ? 0 : this.#indexOf(after) + 1);

  #indexOf(wanted: string): number {
    return this.#records.findIndex(({ dynamodb }) => dynamodb.SequenceNumber === wanted);
  }

  #iterator(next: number): string {
    return `${next}:${this.#generation}`;
  }
}

const sequenceNumber = (number: number): string => String(100_000_000_000_000_000_000n + BigInt(number));

/** What happens to a PutRecords call: an error for all of it, or the error codes of single records. */
export type KinesisTrouble = (
  records: readonly PutRecordsRequestEntry[],
  call: number,
) => Error | readonly (string | undefined)[] | undefined;

/** A Kinesis stream that keeps what it is given, for specs. */
export class InMemoryKinesis implements KinesisPort {
  readonly calls: PutRecordsInput[] = [];
  readonly put: { readonly key: string; readonly text: string }[] = [];
  trouble: KinesisTrouble = () => undefined;

  readonly PutRecords: KinesisPort['PutRecords'] = async (input): Promise<PutRecordsOutput> => {
    this.calls.push(input);
    const records = input.Records ?? [];
    const trouble = this.trouble(records, this.calls.length);
    if (trouble instanceof Error) throw trouble;
    const Records = records.map((record, index) => this.#answer(record, trouble?.[index]));
    return { Records, FailedRecordCount: Records.filter((entry) => 'ErrorCode' in entry).length };
  };

  /** The keys of the stream's items, in the order of their arrival. */
  get ids(): readonly string[] {
    return this.put.map(
      ({ text }) => (JSON.parse(text) as { dynamodb: { Keys: { id: { S: string } } } }).dynamodb.Keys.id.S,
    );
  }

  #answer(
    { Data, PartitionKey }: PutRecordsRequestEntry,
    code: string | undefined,
  ): { ErrorCode: string; ErrorMessage: string } | { SequenceNumber: string } {
    if (code !== undefined) return { ErrorCode: code, ErrorMessage: 'it failed' };
    this.put.push({ key: PartitionKey ?? '', text: Buffer.from(Data ?? []).toString() });
    return { SequenceNumber: String(this.put.length) };
  }
}
