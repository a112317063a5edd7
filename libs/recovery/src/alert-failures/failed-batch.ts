import { left, right, type Either } from 'fp-ts/lib/Either.js';
import { isNumber, isText, membersOf, parsedMembers } from '../queue/message-members.js';

/** What a message of a function's on-failure queue points to: it carries no records. */
export interface FailedBatch {
  readonly functionArn: string;
  readonly streamArn: string;
  readonly shardId: string;
  readonly startSequenceNumber: string;
  readonly endSequenceNumber: string;
}

/**
 * Reads the body of a message, or says in one sentence why it is none that Lambda sends for records of Kinesis.
 * https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html
 */
export const readFailedBatch = (body: string | undefined): Either<string, FailedBatch> => {
  const message = parsedMembers(body);
  const { functionArn } = membersOf(message['requestContext']);
  if (!isText(functionArn)) return left('the message has no requestContext with a function');
  const { streamArn, shardId, startSequenceNumber, endSequenceNumber } = membersOf(message['KinesisBatchInfo']);
  if (!isText(streamArn) || !isText(shardId))
    return left('the message has no KinesisBatchInfo with a stream and a shard');
  if (!isNumber(startSequenceNumber) || !isNumber(endSequenceNumber))
    return left('the message has no first and last sequence number');
  return right({ functionArn, streamArn, shardId, startSequenceNumber, endSequenceNumber });
};
