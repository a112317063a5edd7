import { ignored, members, oneOf, supported } from '../../core/property-rules.js';
import { nameOf, type Provisioner, type ResolvedResource } from '../../core/provisioner.js';
import { createStream, shardsOnDemand } from './create-stream.js';
import { checkRetention } from './stream-retention-period.js';
import type { StreamMode } from './stream-definition.js';
import type { Stream } from './stream.js';
import type { Streams } from './streams.js';
import { checkStep, updateShardCount } from './update-shard-count.js';
import { updateStreamMode } from './update-stream-mode.js';

interface Settings {
  readonly name: string;
  readonly mode: StreamMode;
  /** Undefined leaves it to the mode. */
  readonly shardCount: number | undefined;
  readonly retentionHours: number;
  readonly tags: Readonly<Record<string, string>>;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-kinesis-stream.html */
export const streamProvisioner = (streams: Streams): Provisioner => ({
  type: 'AWS::Kinesis::Stream',
  attributes: ['Arn'],
  properties: {
    Name: supported,
    ShardCount: supported,
    RetentionPeriodHours: supported,
    StreamModeDetails: members({ StreamMode: oneOf('PROVISIONED', 'ON_DEMAND') }),
    StreamEncryption: ignored('the data directory is as safe as the disk that holds it'),
    Tags: supported,
  },
  find: async (resource) => streams.find(nameOf(resource, 'Name'))?.definition.name,
  provision: async (resource) => {
    const settings = settingsOf(resource);
    const stream = streams.find(settings.name);
    const { name, arn } = (stream ? await follow(stream, settings, streams) : await create(settings, streams))
      .definition;
    return { physicalId: name, attributes: { Arn: arn } };
  },
  remove: async (name) => {
    const stream = streams.find(name);
    if (stream) await streams.delete(stream);
  },
});

const settingsOf = (resource: ResolvedResource): Settings => {
  const { ShardCount, RetentionPeriodHours, StreamModeDetails, Tags = [] } = resource.properties;
  const mode = (StreamModeDetails as { StreamMode?: StreamMode } | undefined)?.StreamMode ?? 'PROVISIONED';
  return {
    name: nameOf(resource, 'Name'),
    mode,
    shardCount: ShardCount === undefined ? undefined : Number(ShardCount),
    tags: Object.fromEntries((Tags as readonly { Key: string; Value: string }[]).map(({ Key, Value }) => [Key, Value])),
    retentionHours: RetentionPeriodHours === undefined ? 24 : checkRetention(Number(RetentionPeriodHours)),
  };
};

const create = async (settings: Settings, streams: Streams): Promise<Stream> => {
  const { name, mode, shardCount } = settings;
  // CloudFormation takes one shard for granted where CreateStream wants to be told.
  const ShardCount = mode === 'PROVISIONED' ? (shardCount ?? 1) : shardCount;
  await createStream({ StreamName: name, StreamModeDetails: { StreamMode: mode }, ShardCount }, streams);
  const stream = streams.require({ StreamName: name });
  await stream.change(() => ({ retentionHours: settings.retentionHours, tags: settings.tags }));
  return stream;
};

/**
 * Changes what the template says otherwise than the last time: what was changed since through the API is no concern of
 * it, as on AWS.
 */
const follow = async (stream: Stream, settings: Settings, streams: Streams): Promise<Stream> => {
  const { mode, shardCount, retentionHours, tags } = settings;
  refuseShardsOnDemand(settings);
  const { firstMode = stream.definition.mode, shardCount: formerCount, arn } = stream.definition;
  const isRescaled = shardCount !== undefined && (firstMode !== mode || shardCount !== formerCount);
  if (isRescaled) checkStep(stream.openShards.length, shardCount);
  if (firstMode !== mode) await updateStreamMode({ StreamARN: arn, StreamModeDetails: { StreamMode: mode } }, streams);
  if (isRescaled) await rescale(stream, shardCount, streams);
  await stream.change((before) => ({
    ...{ retentionHours, tags, firstMode: mode },
    shardCount: shardCount ?? before.shardCount,
  }));
  return stream;
};

const refuseShardsOnDemand = ({ mode, shardCount }: Settings): void => {
  if (mode === 'ON_DEMAND' && shardCount !== undefined) throw shardsOnDemand();
};

const rescale = async ({ definition: { name } }: Stream, count: number, streams: Streams): Promise<void> => {
  await updateShardCount({ StreamName: name, TargetShardCount: count, ScalingType: 'UNIFORM_SCALING' }, streams);
};
