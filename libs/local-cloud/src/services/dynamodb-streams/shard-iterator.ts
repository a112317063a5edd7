import { AwsError } from '@sales-cdc/aws-wire';
import type { Clock } from '../../core/clock.js';
import { validationError } from './streams-state.js';

const LIFETIME_MS = 15 * 60 * 1000;

/** A place in a shard and when it was asked for. */
export interface ShardIterator {
  readonly streamArn: string;
  readonly shardId: string;
  /** Reading goes on after this one. */
  readonly afterPosition: number;
  readonly issuedAtMs: number;
}

/** Opaque to the caller: the stream's ARN, `|`, and the rest in base64, as AWS writes it. */
export const formatShardIterator = ({ streamArn, shardId, afterPosition, issuedAtMs }: ShardIterator): string =>
  `${streamArn}|1|${Buffer.from(JSON.stringify([shardId, afterPosition, issuedAtMs])).toString('base64url')}`;

/** Throws an ExpiredIteratorException after 15 minutes of the template's time. */
export const parseShardIterator = (text: string, clock: Clock): ShardIterator => {
  const [, streamArn, token] = /^(arn:.+)\|1\|([\w-]+)$/.exec(text) ?? [];
  const [shardId, afterPosition, issuedAtMs] = valuesIn(token ?? '');
  if (streamArn === undefined || typeof shardId !== 'string' || !isWhole(afterPosition) || !isWhole(issuedAtMs))
    throw validationError('Invalid ShardIterator');
  if (clock.ageMs(issuedAtMs) > LIFETIME_MS)
    throw new AwsError(
      'ExpiredIteratorException',
      'The shard iterator has expired: it was issued more than 15 minutes ago',
    );
  return { streamArn, shardId, afterPosition, issuedAtMs };
};

const valuesIn = (token: string): readonly unknown[] => {
  try {
    const values: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
    return Array.isArray(values) ? values : [];
  } catch {
    return [];
  }
};

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);
