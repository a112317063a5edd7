import { AwsError } from '@sales-cdc/aws-wire';
import type { Clock } from '../../core/clock.js';
import { invalidArgument } from './kinesis-errors.js';

const LIFETIME_MS = 5 * 60 * 1000;

/** A place in a shard and when it was asked for. */
export interface ShardIterator {
  readonly streamName: string;
  readonly shardId: string;
  readonly offset: number;
  readonly issuedAtMs: number;
}

/** Opaque to the caller. */
export const formatShardIterator = ({ streamName, shardId, offset, issuedAtMs }: ShardIterator): string =>
  Buffer.from(JSON.stringify([streamName, shardId, offset, issuedAtMs])).toString('base64');

/** Throws an ExpiredIteratorException after 5 minutes of the template's time. */
export const parseShardIterator = (text: string | undefined, clock: Clock): ShardIterator => {
  const iterator = decode(text ?? '');
  if (!iterator) throw invalidArgument('Invalid ShardIterator.');
  if (clock.ageMs(iterator.issuedAtMs) > LIFETIME_MS)
    throw new AwsError(
      'ExpiredIteratorException',
      `Iterator expired. The iterator was created at time ${new Date(iterator.issuedAtMs).toISOString()} while right now it is ` +
        `${new Date(clock.now()).toISOString()} which is further in the future than the tolerated delay of ${LIFETIME_MS} milliseconds.`,
    );
  return iterator;
};

const decode = (text: string): ShardIterator | undefined => {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64').toString());
    if (!Array.isArray(parts)) return undefined;
    const [streamName, shardId, offset, issuedAtMs] = parts as readonly unknown[];
    if (typeof streamName !== 'string' || typeof shardId !== 'string') return undefined;
    return isWhole(offset) && isWhole(issuedAtMs) ? { streamName, shardId, offset, issuedAtMs } : undefined;
  } catch {
    return undefined;
  }
};

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
