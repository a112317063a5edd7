import { join } from 'node:path';
import { Checkpoint } from '../../../core/checkpoint.js';
import type { StreamsPort, StreamShard } from '../ports.js';
import { ShardPoller, type PollerContext, type Position } from './shard-poller.js';
import { ShardReader } from './shard-reader.js';

/** All shards of a stream. */
export const listShards = async (
  streamArn: string,
  streams: Pick<StreamsPort, 'DescribeStream'>,
): Promise<readonly StreamShard[]> => {
  const shards: StreamShard[] = [];
  let after: string | undefined;
  do {
    const { StreamDescription: page } = await streams.DescribeStream({
      StreamArn: streamArn,
      ...(after !== undefined && { ExclusiveStartShardId: after }),
    });
    shards.push(...page.Shards);
    after = page.LastEvaluatedShardId;
  } while (after !== undefined);
  return shards;
};

/** The checkpoint of a shard. A stream that was made anew has another label, and so checkpoints of its own. */
export const openCheckpoint = (
  directory: string,
  streamArn: string,
  shardId: string,
): Promise<Checkpoint<Position>> => {
  const label = streamArn.split('/').at(-1) ?? '';
  return Checkpoint.open<Position>(
    join(directory, 'checkpoints', encodeURIComponent(label), `${encodeURIComponent(shardId)}.json`),
  );
};

/** Makes LATEST durable: from now on the pipe begins after the records that the stream holds at this moment. */
export const skipToLatest = async (directory: string, streamArn: string, streams: StreamsPort): Promise<void> => {
  for (const { ShardId: shardId } of await listShards(streamArn, streams)) {
    const reader = new ShardReader({ streamArn, shardId }, streams, undefined, () => undefined);
    while ((await reader.read()).length > 0);
    const checkpoint = await openCheckpoint(directory, streamArn, shardId);
    await checkpoint.save(reader.readUpTo === undefined ? {} : { sequenceNumber: reader.readUpTo });
  }
};

/** The pollers of a stream's shards; a shard is polled once its parent is read to the end. */
export class Shards {
  readonly #pollers = new Map<string, ShardPoller>();

  constructor(
    private readonly directory: string,
    private readonly context: PollerContext,
  ) {}

  /** Those that have something to do. */
  get active(): readonly ShardPoller[] {
    return [...this.#pollers.values()].filter(({ atEnd }) => !atEnd);
  }

  /** Finds the shards that can be polled from now on. */
  async discover(): Promise<void> {
    const { configuration, ports } = this.context;
    const shards = await listShards(configuration.streamArn, ports.streams);
    const known = new Set(shards.map(({ ShardId: shardId }) => shardId));
    for (const { ShardId: shardId, ParentShardId: parent } of shards) {
      if (
        this.#pollers.has(shardId) ||
        (parent !== undefined && known.has(parent) && !this.#pollers.get(parent)?.atEnd)
      )
        continue;
      this.#pollers.set(
        shardId,
        new ShardPoller(shardId, await openCheckpoint(this.directory, configuration.streamArn, shardId), this.context),
      );
    }
  }
}
