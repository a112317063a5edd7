import { isServiceError } from './service-error.js';

/** A page of a shard; `next` is undefined when the shard is closed and read to its end. */
export interface ShardPage<R> {
  readonly records: readonly R[];
  readonly next: string | undefined;
}

/** Records of a shard from one sequence number to another, both included, as a dead letter points to them. */
export interface ShardRange<R> {
  readonly first: bigint;
  readonly last: bigint;
  /** An iterator at the first record, or at the oldest that the shard still has. */
  readonly open: (from: 'first' | 'oldest') => Promise<string | undefined>;
  readonly read: (iterator: string) => Promise<ShardPage<R>>;
  readonly sequenceOf: (record: R) => bigint;
}

/** What a shard still has of a range. */
export interface RangeAnswer<R> {
  readonly records: readonly R[];
  /** `gone`: the stream has dropped some or all of it; `unknown`: the shard never gave out such a number. */
  readonly state: 'whole' | 'gone' | 'unknown';
}

const GONE = ['TrimmedDataAccessException', 'ResourceNotFoundException'];
const UNKNOWN = ['ValidationException'];
/** What a stream of DynamoDB, and one of Kinesis, says of a number that it has dropped. */
const DROPPED = ['TrimmedDataAccessException', 'InvalidArgumentException'];

/** An open shard's iterators never end, and a page may be empty before more comes; this many in a row are the tip. */
const MOST_EMPTY_PAGES = 20;

/** Reads what is still there. Throws what is neither gone nor unknown, such as a throttle. */
export const readShardRange = async <R>(range: ShardRange<R>): Promise<RangeAnswer<R>> => {
  const records: R[] = [];
  try {
    await collect(range, await openOldest(range), records);
  } catch (error) {
    if (isServiceError(error, UNKNOWN)) return { records, state: 'unknown' };
    if (!isServiceError(error, GONE)) throw error;
  }
  const [first, last] = [records[0], records.at(-1)];
  const isWhole =
    first !== undefined &&
    last !== undefined &&
    range.sequenceOf(first) === range.first &&
    range.sequenceOf(last) === range.last;
  return { records, state: isWhole ? 'whole' : 'gone' };
};

/** Part of a range is better than none: when its first record is trimmed, reading begins with the oldest one. */
const openOldest = async <R>({ open }: ShardRange<R>): Promise<string | undefined> => {
  try {
    return await open('first');
  } catch (error) {
    if (!isServiceError(error, DROPPED)) throw error;
    return open('oldest');
  }
};

const collect = async <R>(
  { first, last, read, sequenceOf }: ShardRange<R>,
  start: string | undefined,
  records: R[],
): Promise<void> => {
  let emptyPages = 0;
  for (let iterator = start; iterator !== undefined && emptyPages < MOST_EMPTY_PAGES; ) {
    const page = await read(iterator);
    records.push(...page.records.filter((record) => first <= sequenceOf(record) && sequenceOf(record) <= last));
    const newest = page.records.at(-1);
    if (newest !== undefined && sequenceOf(newest) >= last) return;
    emptyPages = newest === undefined ? emptyPages + 1 : 0;
    iterator = page.next;
  }
};
