import { ignored, members, oneOf, supported } from '../../core/property-rules.js';
import { physicalNameOf, type Provisioner, type ResolvedResource } from '../../core/provisioner.js';
import { createStream } from './create-stream.js';
import { checkRetention } from './stream-retention-period.js';
import type { StreamMode } from './stream-definition.js';
import type { Stream } from './stream.js';
import type { Streams } from './streams.js';

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
  properties: {
    Name: supported,
    ShardCount: supported,
    RetentionPeriodHours: supported,
    StreamModeDetails: members({ StreamMode: oneOf('PROVISIONED', 'ON_DEMAND') }),
    StreamEncryption: ignored('the data directory is as safe as the disk that holds it'),
    Tags: supported,
  },
  provision: async (resource) => {
    const settings = settingsOf(resource);
    const stream = streams.find(settings.name) ?? (await create(settings, streams));
    checkSame(stream, settings);
    await stream.change(() => ({ retentionHours: settings.retentionHours, tags: settings.tags }));
    const { name, arn } = stream.definition;
    return { physicalId: name, attributes: { Arn: arn } };
  },
});

const settingsOf = (resource: ResolvedResource): Settings => {
  const { Name, ShardCount, RetentionPeriodHours, StreamModeDetails, Tags = [] } = resource.properties;
  const mode = (StreamModeDetails as { StreamMode?: StreamMode } | undefined)?.StreamMode ?? 'PROVISIONED';
  return {
    name: typeof Name === 'string' ? Name : physicalNameOf(resource),
    mode,
    shardCount: ShardCount === undefined ? undefined : Number(ShardCount),
    tags: Object.fromEntries((Tags as readonly { Key: string; Value: string }[]).map(({ Key, Value }) => [Key, Value])),
    retentionHours: RetentionPeriodHours === undefined ? 24 : checkRetention(Number(RetentionPeriodHours)),
  };
};

const create = async ({ name, mode, shardCount }: Settings, streams: Streams): Promise<Stream> => {
  // CloudFormation takes one shard for granted where CreateStream wants to be told.
  const count = mode === 'PROVISIONED' ? (shardCount ?? 1) : shardCount;
  await createStream({ StreamName: name, StreamModeDetails: { StreamMode: mode }, ShardCount: count }, streams);
  return streams.require({ StreamName: name });
};

/** Against what it was created with: what was changed since through the API is no concern of the template, as on AWS. */
const checkSame = ({ definition }: Stream, { name, mode, shardCount }: Settings): void => {
  const wanted = mode === 'PROVISIONED' ? (shardCount ?? 1) : definition.shardCount;
  const firstMode = definition.firstMode ?? definition.mode;
  if (firstMode !== mode || definition.shardCount !== wanted)
    throw new Error(
      `the data directory holds a stream ${name} in ${firstMode} mode with ${definition.shardCount} shards, not in ${mode} mode ` +
        `with ${wanted}; choose another data directory.`,
    );
};
