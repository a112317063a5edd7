import type { Clock } from '../../../core/clock.js';
import type { KinesisPort } from '../ports.js';
import { latestPosition } from './latest-position.js';
import { listShards } from './list-shards.js';
import { ShardReader } from './shard-reader.js';
import type { Source, SourceReader, SourceShard } from './source.js';

/** A Kinesis stream, from which a delivery stream begins to read at LATEST. */
export class KinesisSource implements Source {
  constructor(
    readonly name: string,
    private readonly kinesis: KinesisPort,
    private readonly clock: Clock,
  ) {}

  async shards(): Promise<readonly SourceShard[]> {
    return (await listShards(this.kinesis, this.name)).map(
      ({ ShardId: shardId = '', ParentShardId, AdjacentParentShardId }) => ({
        shardId,
        parentShardIds: [ParentShardId, AdjacentParentShardId].flatMap((parent) => parent ?? []),
      }),
    );
  }

  reader(shardId: string, position: string | undefined): SourceReader {
    return new ShardReader(this.kinesis, this.name, shardId, position);
  }

  pendingAfter(shardId: string, position: string | undefined): Promise<number> {
    return this.kinesis.pendingAfter(this.name, shardId, position);
  }

  /** Where a new delivery stream begins to read, as a place that can be written down; null is before the oldest record. */
  latestPosition(shardId: string): Promise<string | null> {
    return latestPosition(this.kinesis, this.name, shardId, this.clock);
  }

  /** Kinesis keeps its records for as long as its own retention says. */
  async release(): Promise<void> {
    return Promise.resolve();
  }
}
