import type { ShardFilter } from '@aws-sdk/client-kinesis';
import type { Clock } from '../../core/clock.js';
import { invalidArgument, validationError } from './kinesis-errors.js';
import { shardIdOf, type ShardDefinition } from './shard-definition.js';
import type { StreamDefinition } from './stream-definition.js';

const TYPES = '[AFTER_SHARD_ID, AT_TRIM_HORIZON, FROM_TRIM_HORIZON, AT_LATEST, AT_TIMESTAMP, FROM_TIMESTAMP]';
const HOUR_MS = 60 * 60 * 1000;

/**
 * Which shards a filter lets through; all, when there is none.
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ShardFilter.html
 */
export const shardFilter = (
  filter: ShardFilter | undefined,
  { createdAtMs, retentionHours }: StreamDefinition,
  clock: Clock,
): ((shard: ShardDefinition) => boolean) => {
  const horizonMs = Math.max(createdAtMs, clock.now() - retentionHours * HOUR_MS);
  if (!filter) return () => true;
  switch (filter.Type) {
    case 'AFTER_SHARD_ID': {
      const after = filter.ShardId;
      if (after === undefined) throw validationError('shardFilter.shardId', undefined, 'not be null');
      return ({ index }) => shardIdOf(index) > after;
    }
    case 'AT_LATEST':
      return ({ closedAtMs }) => closedAtMs === undefined;
    case 'AT_TRIM_HORIZON':
      return openAt(horizonMs);
    case 'FROM_TRIM_HORIZON':
      return openSince(horizonMs);
    case 'AT_TIMESTAMP':
      return openAt(Math.max(horizonMs, timeOf(filter)));
    case 'FROM_TIMESTAMP':
      return openSince(Math.max(horizonMs, timeOf(filter)));
    default:
      throw validationError('shardFilter.type', filter.Type, `satisfy enum value set: ${TYPES}`);
  }
};

const openSince =
  (timeMs: number) =>
  ({ closedAtMs = Infinity }: ShardDefinition): boolean =>
    closedAtMs >= timeMs;

const openAt =
  (timeMs: number) =>
  ({ openedAtMs, closedAtMs = Infinity }: ShardDefinition): boolean =>
    openedAtMs <= timeMs && timeMs < closedAtMs;

const timeOf = ({ Type, Timestamp }: ShardFilter): number => {
  if (!Timestamp) throw invalidArgument(`Must specify a timestamp with the shard filter ${String(Type)}.`);
  return Timestamp.getTime();
};
