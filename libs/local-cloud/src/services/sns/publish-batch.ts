import type {
  BatchResultErrorEntry,
  PublishBatchInput,
  PublishBatchResponse,
  PublishBatchResultEntry,
} from '@aws-sdk/client-sns';
import { AwsError } from '@sales-cdc/aws-wire';
import { MAXIMUM_BYTES, publishedMessage, publishTo } from './publish.js';
import type { SnsState } from './sns-state.js';

const MAXIMUM_ENTRIES = 10;

/** An entry that fails is answered as failed and the others go on. https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html */
export const publishBatch = async (
  { TopicArn, PublishBatchRequestEntries: entries = [] }: PublishBatchInput,
  state: SnsState,
): Promise<PublishBatchResponse> => {
  checkEntries(entries);
  const topic = state.topics.require(TopicArn);
  const Successful: PublishBatchResultEntry[] = [];
  const Failed: BatchResultErrorEntry[] = [];
  for (const { Id, ...entry } of entries) {
    try {
      const message = publishedMessage(topic, entry, state);
      await publishTo(topic, message, state);
      Successful.push({ Id, MessageId: message.messageId });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const Code = error.code.replace(/Exception$/, '');
      Failed.push({ Id, Code, Message: error.message, SenderFault: error.status < 500 });
    }
  }
  return { Successful, Failed };
};

const checkEntries = (entries: NonNullable<PublishBatchInput['PublishBatchRequestEntries']>): void => {
  if (entries.length === 0)
    throw new AwsError('EmptyBatchRequestException', "The batch request doesn't contain any entries.");
  if (entries.length > MAXIMUM_ENTRIES)
    throw new AwsError(
      'TooManyEntriesInBatchRequestException',
      'The batch request contains more entries than permissible.',
    );
  const ids = entries.map(({ Id = '' }) => Id);
  if (ids.some((id) => !/^[\w-]{1,80}$/.test(id)))
    throw new AwsError(
      'InvalidBatchEntryIdException',
      "The Id of a batch entry in a batch request doesn't abide by the specification.",
    );
  if (new Set(ids).size < ids.length)
    throw new AwsError(
      'BatchEntryIdsNotDistinctException',
      'Two or more batch entries in the request have the same Id.',
    );
  const sizeBytes = entries.reduce((size, { Message = '' }) => size + Buffer.byteLength(Message), 0);
  if (sizeBytes > MAXIMUM_BYTES)
    throw new AwsError(
      'BatchRequestTooLongException',
      'The length of all the batch messages put together is more than the limit.',
    );
};
