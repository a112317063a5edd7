import { isLeft } from 'fp-ts/lib/Either.js';
import { putRecords, type PutRecordsOptions } from '../kinesis/put-records.js';
import { drainQueue, type DrainQueueOptions } from '../queue/drain-queue.js';
import { readShardRange, type RangeAnswer } from '../shard-range/read-shard-range.js';
import { readDeadLetter, type DeadLetter } from './dead-letter.js';
import { pipeRecord } from './pipe-data.js';
import type { ChangeSource, StreamRecord } from './ports.js';

export interface DeadLetterRedrive {
  /** Messages whose records are on their way again. */
  readonly redriven: number;
  /** Records that were put on the stream again. */
  readonly records: number;
  /** Messages that stay in the queue, each with the reason. */
  readonly kept: readonly { readonly messageId: string; readonly reason: string }[];
}

/** `streamName` is the Kinesis stream that the pipe writes to. */
export interface RedriveDeadLettersOptions extends DrainQueueOptions, PutRecordsOptions {
  readonly source: ChangeSource;
  /** The table whose changes these are; a message about another table's stays. Any table's when not given. */
  readonly tableName?: string;
}

/**
 * Reads the records that each message of the pipe's dead-letter queue points to again, while the stream still has them,
 * and puts them where the pipe would have. The message goes when all of its records are taken.
 *
 * Law: doing it twice, or again after it was cut short, changes nothing that a reader of the views sees: a change that
 * comes twice has one sequence number.
 */
export const redriveDeadLetters = async (options: RedriveDeadLettersOptions): Promise<DeadLetterRedrive> => {
  let records = 0;
  const { done, kept } = await drainQueue(options, async (body) => {
    const letter = readDeadLetter(body);
    if (isLeft(letter)) return letter.left;
    const stranger = strangerIn(letter.right, options);
    if (stranger !== undefined) return stranger;
    const range = await rangeOf(letter.right, options.source);
    const refusal = options.dryRun ? undefined : await putAll(range.records, letter.right, options);
    if (refusal === undefined) records += range.records.length;
    return refusal ?? gapIn(range);
  });
  return { redriven: done, records, kept };
};

const strangerIn = ({ streamArn }: DeadLetter, { tableName }: RedriveDeadLettersOptions): string | undefined =>
  tableName === undefined || streamArn.includes(`:table/${tableName}/stream/`)
    ? undefined
    : `the message is about ${streamArn}, which is no stream of the table ${tableName}`;

const rangeOf = (
  { streamArn: StreamArn, shardId: ShardId, startSequenceNumber, endSequenceNumber }: DeadLetter,
  source: ChangeSource,
): Promise<RangeAnswer<StreamRecord>> =>
  readShardRange({
    first: BigInt(startSequenceNumber),
    last: BigInt(endSequenceNumber),
    open: async (from) => {
      const { ShardIterator } = await source.GetShardIterator({
        StreamArn,
        ShardId,
        ...(from === 'oldest'
          ? { ShardIteratorType: 'TRIM_HORIZON' }
          : { ShardIteratorType: 'AT_SEQUENCE_NUMBER', SequenceNumber: startSequenceNumber }),
      });
      return ShardIterator;
    },
    read: async (ShardIterator) => {
      const { Records = [], NextShardIterator } = await source.GetRecords({ ShardIterator });
      return { records: Records, next: NextShardIterator };
    },
    sequenceOf: ({ dynamodb }) => BigInt(dynamodb?.SequenceNumber ?? 0),
  });

const putAll = (
  records: readonly StreamRecord[],
  { streamArn }: DeadLetter,
  options: RedriveDeadLettersOptions,
): Promise<string | undefined> =>
  putRecords(
    records.map((record) => pipeRecord(record, streamArn)),
    options,
  );

const gapIn = ({ state, records }: RangeAnswer<StreamRecord>): string | undefined => {
  if (state === 'whole') return undefined;
  if (state === 'unknown') return 'the stream never gave out the sequence number that the message points to';
  const what = records.length === 0 ? 'the records' : `all of the records, only ${records.length}`;
  return `the stream no longer has ${what}: reconcile the table with the lake, then backfill`;
};
