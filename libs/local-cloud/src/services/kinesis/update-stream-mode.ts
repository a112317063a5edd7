import type { UpdateStreamModeInput } from '@aws-sdk/client-kinesis';
import { validationError } from './kinesis-errors.js';
import { requireText } from './requested-shard.js';
import type { Streams } from './streams.js';

/**
 * The stream keeps its shards. Differs: AWS allows two changes a day, here they are not counted.
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateStreamMode.html
 */
export const updateStreamMode = async (input: UpdateStreamModeInput, streams: Streams): Promise<object> => {
  const stream = streams.require({ StreamARN: requireText(input.StreamARN, 'streamARN') });
  const mode: string | undefined = input.StreamModeDetails?.StreamMode;
  if (mode !== 'PROVISIONED' && mode !== 'ON_DEMAND')
    throw validationError('streamModeDetails.streamMode', mode, 'satisfy enum value set: [PROVISIONED, ON_DEMAND]');
  await stream.change(({ firstMode, mode: before }) => ({ mode, firstMode: firstMode ?? before }));
  return {};
};
