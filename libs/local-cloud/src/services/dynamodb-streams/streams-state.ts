import { AwsError } from '@sales-cdc/aws-wire';
import type { CloudContext } from '../../core/cloud-context.js';
import type { ChangeStream, StreamShard } from '../dynamodb/index.js';
import type { DynamoDbStreamsPorts } from './ports.js';

export interface StreamsState extends DynamoDbStreamsPorts {
  readonly context: CloudContext;
}

export const requireStream = (streamArn: unknown, { changeStreams }: StreamsState): ChangeStream => {
  const arn = requireText(streamArn, 'streamArn');
  const stream = changeStreams.find(arn);
  if (!stream)
    throw new AwsError('ResourceNotFoundException', `Requested resource not found: Stream: ${arn} not found`);
  return stream;
};

/** Also a shard of which nothing can be read any more: its reader is told that it is at the end. */
export const requireShard = (shardId: unknown, stream: ChangeStream): StreamShard => {
  const id = requireText(shardId, 'shardId');
  const shard = stream.findShard(id);
  if (!shard)
    throw new AwsError(
      'ResourceNotFoundException',
      `Requested resource not found: Shard: ${id} in Stream: ${stream.arn} not found`,
    );
  return shard;
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
