import type { CloudContext } from '../../core/cloud-context.js';
import { bindOperations, type Api } from '../../core/operation.js';
import type { CloudService } from '../../core/service.js';
import { describeStream } from './describe-stream.js';
import { getRecords } from './get-records.js';
import { getShardIterator } from './get-shard-iterator.js';
import { listStreams } from './list-streams.js';
import type { DynamoDbStreamsPorts } from './ports.js';
import { requireShard, requireStream, type StreamsState } from './streams-state.js';

/** Input and output are the JSON of the wire. */
const operations = {
  DescribeStream: describeStream,
  GetRecords: getRecords,
  GetShardIterator: getShardIterator,
  ListStreams: listStreams,
};

export type DynamoDbStreamsApi = Api<typeof operations>;

export interface DynamoDbStreams extends CloudService {
  readonly api: DynamoDbStreamsApi;
  /**
   * How many records of the stream, or of one shard of it, come after a sequence number; all that it still holds when
   * none is given. Exact, and costs nothing where the stream has one shard at a time. Throws a
   * ResourceNotFoundException for a stream or shard that is not there.
   */
  pendingAfter(streamArn: string, sequenceNumber: string | undefined, shardId?: string): Promise<number>;
  /** The sequence number of the newest record; undefined when the stream never had one. */
  latestSequenceNumber(streamArn: string): Promise<string | undefined>;
}

/** DynamoDB Streams over the streams that DynamoDB keeps. */
export const createDynamoDbStreams = async (
  context: CloudContext,
  ports: DynamoDbStreamsPorts,
): Promise<DynamoDbStreams> => {
  const state: StreamsState = { ...ports, context };
  const api = bindOperations(operations, state);
  return {
    api,
    wire: {
      signingName: 'dynamodb',
      protocols: [{ kind: 'json', version: '1.0', targetPrefix: 'DynamoDBStreams_20120810' }],
      operations: api,
    },
    provisioners: [],
    pendingAfter: async (streamArn, sequenceNumber, shardId) => {
      const stream = requireStream(streamArn, state);
      const read = (sequenceNumber === undefined ? undefined : stream.positionOf(sequenceNumber)) ?? 0;
      if (shardId !== undefined) return stream.count(requireShard(shardId, stream), read);
      return stream.latest - Math.max(read, stream.trimmedThrough);
    },
    latestSequenceNumber: async (streamArn) => {
      const stream = requireStream(streamArn, state);
      const newest = stream.sequenceNumberOf(stream.latest);
      return stream.positionOf(newest) === undefined ? undefined : newest;
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
};
