import { AwsError } from '@sales-cdc/aws-wire';
import type { CloudContext } from '../../core/cloud-context.js';
import type { ChangeStream } from '../dynamodb/index.js';
import type { DynamoDbStreamsPorts } from './ports.js';

export interface StreamsState extends DynamoDbStreamsPorts {
  readonly context: CloudContext;
}

/**
 * The one shard of a stream, `shardId-00000001764000000000-00000001`: the time it was opened and its number.
 * Differs: AWS has a shard for each partition of the table and replaces it every few hours; here it stays open.
 */
export const shardIdOf = ({ createdAtMs }: ChangeStream): string =>
  `shardId-${String(createdAtMs).padStart(20, '0')}-00000001`;

export const requireStream = (streamArn: unknown, { changeStreams }: StreamsState): ChangeStream => {
  const arn = requireText(streamArn, 'streamArn');
  const stream = changeStreams.find(arn);
  if (!stream)
    throw new AwsError('ResourceNotFoundException', `Requested resource not found: Stream: ${arn} not found`);
  return stream;
};

export const requireText = (value: unknown, member: string): string => {
  if (typeof value === 'string' && value !== '') return value;
  throw validationError(
    `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
  );
};

/** A number between 1 and what AWS allows at most for the member; that very most when it is absent. */
export const checkLimit = (limit: unknown, most: number): number => {
  if (limit == null) return most;
  if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 1)
    throw validationError(
      `1 validation error detected: Value '${JSON.stringify(limit)}' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1`,
    );
  return limit;
};

export const validationError = (message: string): AwsError => new AwsError('ValidationException', message);
