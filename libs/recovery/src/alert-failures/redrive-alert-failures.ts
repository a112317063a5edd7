import { isLeft } from 'fp-ts/lib/Either.js';
import { drainQueue, type DrainQueueOptions } from '../queue/drain-queue.js';
import { readShardRange, type RangeAnswer } from '../shard-range/read-shard-range.js';
import { readFailedBatch, type FailedBatch } from './failed-batch.js';
import { invokeWith } from './invoke-with.js';
import type { ChangeRecord, FunctionInvoker, ShardReader } from './ports.js';

export interface AlertFailureRedrive {
  /** Messages whose records the function has taken. */
  readonly redriven: number;
  /** Records that the function has taken. */
  readonly records: number;
  /** Messages that stay in the queue, each with the reason. */
  readonly kept: readonly { readonly messageId: string; readonly reason: string }[];
}

export interface RedriveAlertFailuresOptions extends DrainQueueOptions {
  readonly source: ShardReader;
  readonly lambda: FunctionInvoker;
  /** The function that the queue belongs to; a message about another one stays. */
  readonly functionName: string;
}

/**
 * Reads the records that each message of the alerts' on-failure queue points to again, while the stream still has them,
 * and hands them to the function in the form that Lambda would. The message goes when the function has taken all.
 *
 * Law: doing it twice alerts nobody twice, as long as the function remembers what it has told (it is idempotent).
 */
export const redriveAlertFailures = async (options: RedriveAlertFailuresOptions): Promise<AlertFailureRedrive> => {
  let records = 0;
  const { done, kept } = await drainQueue(options, async (body) => {
    const batch = readFailedBatch(body);
    if (isLeft(batch)) return batch.left;
    if (nameIn(batch.right.functionArn) !== options.functionName)
      return `the message is about ${batch.right.functionArn}, not about the function ${options.functionName}`;
    const range = await rangeOf(batch.right, options.source);
    const refusal = options.dryRun ? undefined : await invokeWith(range.records, batch.right, options);
    if (refusal === undefined) records += range.records.length;
    return refusal ?? gapIn(range);
  });
  return { redriven: done, records, kept };
};

/** `arn:aws:lambda:REGION:ACCOUNT:function:NAME`, perhaps with a version after it. */
const nameIn = (functionArn: string): string | undefined => functionArn.split(':')[6];

const rangeOf = (
  { streamArn: StreamARN, shardId: ShardId, startSequenceNumber, endSequenceNumber }: FailedBatch,
  source: ShardReader,
): Promise<RangeAnswer<ChangeRecord>> =>
  readShardRange({
    first: BigInt(startSequenceNumber),
    last: BigInt(endSequenceNumber),
    open: async (from) => {
      const { ShardIterator } = await source.GetShardIterator({
        StreamARN,
        ShardId,
        ...(from === 'oldest'
          ? { ShardIteratorType: 'TRIM_HORIZON' }
          : { ShardIteratorType: 'AT_SEQUENCE_NUMBER', StartingSequenceNumber: startSequenceNumber }),
      });
      return ShardIterator;
    },
    read: async (ShardIterator) => {
      const { Records = [], NextShardIterator } = await source.GetRecords({ ShardIterator, StreamARN });
      return { records: Records, next: NextShardIterator };
    },
    sequenceOf: ({ SequenceNumber }) => BigInt(SequenceNumber ?? 0),
  });

const gapIn = ({ state, records }: RangeAnswer<ChangeRecord>): string | undefined => {
  if (state === 'whole') return undefined;
  const what = records.length === 0 ? 'the records' : `all of the records, only ${records.length}`;
  return `the stream no longer has ${what}: ask sales_current for sales above the threshold of that time`;
};
