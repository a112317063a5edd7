import type { DeleteStreamInput } from '@aws-sdk/client-kinesis';
import type { Streams } from './streams.js';

/**
 * Differs: the stream is gone when this answers. There are no registered consumers, so `EnforceConsumerDeletion` has
 * nothing to enforce. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DeleteStream.html
 */
export const deleteStream = async (input: DeleteStreamInput, streams: Streams): Promise<object> => {
  await streams.delete(streams.require(input));
  return {};
};
