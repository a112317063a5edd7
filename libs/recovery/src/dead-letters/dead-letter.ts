import { left, right, type Either } from 'fp-ts/lib/Either.js';
import { isNumber, isText, membersOf, parsedMembers } from '../queue/message-members.js';

/** What a message of the pipe's dead-letter queue points to: it carries no records. */
export interface DeadLetter {
  readonly streamArn: string;
  readonly shardId: string;
  readonly startSequenceNumber: string;
  readonly endSequenceNumber: string;
  /** `RetryAttemptsExhausted`, `RecordAgeExceeded` */
  readonly condition: string;
}

/**
 * Reads the body of a message, or says in one sentence why it is none that a pipe sends for a DynamoDB stream.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-batching-concurrency.html
 */
export const readDeadLetter = (body: string | undefined): Either<string, DeadLetter> => {
  const message = parsedMembers(body);
  const { streamArn, shardId, startSequenceNumber, endSequenceNumber } = membersOf(message['DDBStreamBatchInfo']);
  if (!isText(streamArn) || !isText(shardId))
    return left('the message has no DDBStreamBatchInfo with a stream and a shard');
  if (!isNumber(startSequenceNumber) || !isNumber(endSequenceNumber))
    return left('the message has no first and last sequence number');
  const { condition } = membersOf(message['context']);
  return right({
    streamArn,
    shardId,
    startSequenceNumber,
    endSequenceNumber,
    condition: isText(condition) ? condition : '',
  });
};
