import type { UpdateShardCountInput, UpdateShardCountOutput } from '@aws-sdk/client-kinesis';
import { invalidArgument, validationError } from './kinesis-errors.js';
import { requireProvisioned } from './requested-shard.js';
import { scaleShards } from './resharding.js';
import { openShardsOf } from './shard-definition.js';
import type { Streams } from './streams.js';

/**
 * Differs: the new shards take records when this answers; AWS allows ten calls a day, here they are not counted.
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateShardCount.html
 */
export const updateShardCount = async (
  input: UpdateShardCountInput,
  streams: Streams,
): Promise<UpdateShardCountOutput> => {
  const { accountId, clock } = streams.context;
  const stream = streams.require(input);
  const target = checkTarget(input);
  requireProvisioned(stream, accountId);
  let current = 0;
  await stream.reshard((shards) => {
    current = openShardsOf(shards).length;
    checkStep(current, target);
    return scaleShards(shards, target, clock.now());
  });
  const { name, arn } = stream.definition;
  return { StreamName: name, CurrentShardCount: current, TargetShardCount: target, StreamARN: arn };
};

const checkTarget = ({ TargetShardCount, ScalingType }: UpdateShardCountInput): number => {
  if (ScalingType !== 'UNIFORM_SCALING')
    throw validationError('scalingType', ScalingType, 'satisfy enum value set: [UNIFORM_SCALING]');
  if (TargetShardCount === undefined || !Number.isInteger(TargetShardCount) || TargetShardCount < 1)
    throw validationError('targetShardCount', TargetShardCount, 'have value greater than or equal to 1');
  return TargetShardCount;
};

/** Throws for more than double the shards, or less than half. */
export const checkStep = (current: number, target: number): void => {
  const counts = `Current open shard count: ${current} Target shard count: ${target}`;
  if (target > current * 2)
    throw invalidArgument(`UpdateShardCount cannot scale up over double your current open shard count. ${counts}`);
  if (target < current / 2)
    throw invalidArgument(`UpdateShardCount cannot scale down below half your current open shard count. ${counts}`);
};
