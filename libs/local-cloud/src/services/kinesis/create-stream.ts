import { AwsError } from '@sales-cdc/aws-wire';
import type { CreateStreamInput } from '@aws-sdk/client-kinesis';
import { invalidArgument, validationError } from './kinesis-errors.js';
import type { StreamDefinition } from './stream-definition.js';
import { checkTags } from './stream-tags.js';
import type { Streams } from './streams.js';

const NAME = /^[a-zA-Z0-9_.-]{1,128}$/;
const SUPPORTED = new Set(['StreamName', 'ShardCount', 'StreamModeDetails', 'Tags']);
/** https://docs.aws.amazon.com/streams/latest/dev/how-do-i-size-a-stream.html */
const ON_DEMAND_SHARDS = 4;
/** Differs: AWS allows 1,000 or more; each one is an open file here. */
export const MAX_SHARDS = 500;
const DEFAULT_RETENTION_HOURS = 24;

/**
 * Differs: the stream is active when this answers, and an on-demand stream begins with four shards.
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_CreateStream.html
 */
export const createStream = async (input: CreateStreamInput, streams: Streams): Promise<object> => {
  const unsupported = Object.entries(input).find(
    ([member, value]) => value !== undefined && !SUPPORTED.has(member),
  )?.[0];
  if (unsupported)
    throw invalidArgument(`The local cloud does not support the parameter ${unsupported} of CreateStream.`);
  await streams.create({
    name: checkName(input.StreamName),
    ...checkCapacity(input),
    retentionHours: DEFAULT_RETENTION_HOURS,
    ...(input.Tags && { tags: checkTags(input.Tags) }),
  });
  return {};
};

/** Differs: `.` and `..` are names to AWS; here a name is also a folder. */
const checkName = (name: string | undefined): string => {
  if (name === undefined) throw validationError('streamName', undefined, 'not be null');
  if (!NAME.test(name) || name === '.' || name === '..')
    throw validationError('streamName', name, 'satisfy regular expression pattern: [a-zA-Z0-9_.-]+');
  return name;
};

const checkCapacity = ({
  ShardCount,
  StreamModeDetails,
}: CreateStreamInput): Pick<StreamDefinition, 'mode' | 'shardCount'> => {
  const mode: string = StreamModeDetails?.StreamMode ?? 'PROVISIONED';
  if (mode === 'ON_DEMAND') {
    if (ShardCount !== undefined) throw shardsOnDemand();
    return { mode, shardCount: ON_DEMAND_SHARDS };
  }
  if (mode !== 'PROVISIONED')
    throw validationError('streamModeDetails.streamMode', mode, 'satisfy enum value set: [PROVISIONED, ON_DEMAND]');
  if (ShardCount === undefined) throw invalidArgument('ShardCount must be given for a stream in PROVISIONED mode.');
  if (!Number.isInteger(ShardCount) || ShardCount < 1)
    throw validationError('shardCount', ShardCount, 'have value greater than or equal to 1');
  if (ShardCount > MAX_SHARDS)
    throw new AwsError('LimitExceededException', `The local cloud keeps streams of up to ${MAX_SHARDS} shards.`);
  return { mode, shardCount: ShardCount };
};

export const shardsOnDemand = (): AwsError =>
  invalidArgument('ShardCount must not be given for a stream in ON_DEMAND mode.');
