import { AwsError } from '@sales-cdc/aws-wire';

export const validationError = (member: string, value: string | number | undefined, constraint: string): AwsError =>
  new AwsError(
    'ValidationException',
    `1 validation error detected: Value ${value === undefined ? 'null' : `'${value}'`} at '${member}' failed to satisfy constraint: Member must ${constraint}`,
  );

export const invalidArgument = (message: string): AwsError => new AwsError('InvalidArgumentException', message);

export const streamNotFound = (streamName: string, accountId: string): AwsError =>
  new AwsError('ResourceNotFoundException', `Stream ${streamName} under account ${accountId} not found.`);

export const shardNotFound = (shardId: string, streamName: string, accountId: string): AwsError =>
  new AwsError(
    'ResourceNotFoundException',
    `Shard ${shardId} in stream ${streamName} under account ${accountId} does not exist`,
  );

export const RATE_EXCEEDED = 'ProvisionedThroughputExceededException';

export const rateExceededMessage = (shardId: string, streamName: string, accountId: string): string =>
  `Rate exceeded for shard ${shardId} in stream ${streamName} under account ${accountId}.`;
