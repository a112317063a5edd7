import type { ChangeStream } from '../change-stream.js';
import type { BatchOperation } from '../level-store.js';
import { formatSequenceNumber } from '../sequence-number.js';
import { streamRecord, type Change } from '../stream-record.js';
import type { Lane } from './lane.js';
import type { ShardStart } from './stream-shard.js';

/** A change that is about to be on a stream. */
export interface Appended {
  readonly stream: ChangeStream;
  readonly position: number;
  readonly operations: readonly BatchOperation[];
  /** To be called, in the order of the positions, once the operations are on disk. */
  readonly publish: () => void;
}

/** Changes of one stream that go down in one batch: what is added counts only once it is published. */
export class StreamAppend {
  #position: number;
  /** A lane begins at most one shard in a batch. */
  readonly #lanes = new Set<Lane>();

  constructor(
    private readonly stream: ChangeStream,
    private readonly committedAtMs: number,
    /** Whether a shard that was opened then is to take no more. */
    private readonly isOver: (openedAtMs: number) => boolean,
  ) {
    this.#position = stream.latest;
  }

  /** Gives the change the next position. */
  add(change: Change): Appended {
    const { stream } = this;
    const position = (this.#position += 1);
    const lane = stream.laneOf(change.newImage ?? change.oldImage ?? {});
    const start = this.#shardBegun(lane);
    const record = streamRecord(change, formatSequenceNumber(position), this.committedAtMs, stream);
    return {
      stream,
      position,
      operations: [...(start ? [lane.startOperation(start)] : []), lane.recordOperation(position, record)],
      publish: () => {
        lane.advance(position, start);
        stream.advance(position);
      },
    };
  }

  #shardBegun(lane: Lane): ShardStart | undefined {
    if (this.#lanes.has(lane)) return undefined;
    this.#lanes.add(lane);
    return lane.nextShard(this.committedAtMs, this.isOver);
  }
}
