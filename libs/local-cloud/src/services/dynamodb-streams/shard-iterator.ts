import { AwsError } from '@sales-cdc/aws-wire';
import type { Clock } from '../../core/clock.js';
import { validationError } from './streams-state.js';

const LIFETIME_MS = 15 * 60 * 1000;

/** A place in a stream and when it was asked for. */
export interface ShardIterator {
  readonly streamArn: string;
  /** Reading goes on after this one. */
  readonly afterPosition: number;
  readonly issuedAtMs: number;
}

/** Opaque to the caller: the stream's ARN, `|`, and the rest in base64, as AWS writes it. */
export const formatShardIterator = ({ streamArn, afterPosition, issuedAtMs }: ShardIterator): string =>
  `${streamArn}|1|${Buffer.from(JSON.stringify([afterPosition, issuedAtMs])).toString('base64url')}`;

/** Throws an ExpiredIteratorException after 15 minutes of the template's time. */
export const parseShardIterator = (text: string, clock: Clock): ShardIterator => {
  const [, streamArn, token] = /^(arn:.+)\|1\|([\w-]+)$/.exec(text) ?? [];
  const [afterPosition, issuedAtMs] = numbersIn(token ?? '');
  if (streamArn === undefined || afterPosition === undefined || issuedAtMs === undefined)
    throw validationError('Invalid ShardIterator');
  if (clock.ageMs(issuedAtMs) > LIFETIME_MS)
    throw new AwsError(
      'ExpiredIteratorException',
      'The shard iterator has expired: it was issued more than 15 minutes ago',
    );
  return { streamArn, afterPosition, issuedAtMs };
};

const numbersIn = (token: string): readonly number[] => {
  try {
    const values: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
    return Array.isArray(values) && values.every((value) => Number.isSafeInteger(value)) ? (values as number[]) : [];
  } catch {
    return [];
  }
};
