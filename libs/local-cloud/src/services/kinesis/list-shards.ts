import type { ListShardsInput, ListShardsOutput, ShardFilter } from '@aws-sdk/client-kinesis';
import { describeShard } from './describe-stream.js';
import { invalidArgument } from './kinesis-errors.js';
import { pageSize } from './page-size.js';
import { shardFilter } from './shard-filter.js';
import type { Streams } from './streams.js';

const PAGE = { usual: 1_000, most: 10_000 };

/** A page that was cut off goes on after this shard; it stands in the request in place of all but MaxResults. */
interface NextPage {
  readonly streamName: string;
  readonly afterShardId: string;
  readonly filter: ShardFilter | undefined;
}

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ListShards.html */
export const listShards = (input: ListShardsInput, streams: Streams): ListShardsOutput => {
  const limit = pageSize(input.MaxResults, 'maxResults', PAGE);
  const { streamName, afterShardId, filter } = input.NextToken
    ? parseToken(input.NextToken)
    : firstPage(input, streams);
  const { definition, shards } = streams.require({ StreamName: streamName });
  const passes = shardFilter(filter, definition, streams.context.clock);
  const rest = shards.filter((shard) => shard.id > afterShardId && passes(shard.definition));
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return {
    Shards: page.map(describeShard),
    ...(last && rest.length > page.length && { NextToken: formatToken({ streamName, afterShardId: last.id, filter }) }),
  };
};

const firstPage = (input: ListShardsInput, streams: Streams): NextPage => ({
  streamName: streams.require(input).definition.name,
  afterShardId: input.ExclusiveStartShardId ?? '',
  filter: input.ShardFilter,
});

const formatToken = ({ streamName, afterShardId, filter }: NextPage): string =>
  Buffer.from(
    JSON.stringify([streamName, afterShardId, filter?.Type, filter?.ShardId, filter?.Timestamp?.getTime()]),
  ).toString('base64');

const parseToken = (token: string): NextPage => {
  try {
    const [streamName, afterShardId, Type, ShardId, timeMs] = JSON.parse(
      Buffer.from(token, 'base64').toString(),
    ) as readonly unknown[];
    if (typeof streamName === 'string' && typeof afterShardId === 'string') {
      const filter = {
        Type: Type as ShardFilter['Type'],
        ...(typeof ShardId === 'string' && { ShardId }),
        ...(typeof timeMs === 'number' && { Timestamp: new Date(timeMs) }),
      };
      return { streamName, afterShardId, filter: typeof Type === 'string' ? filter : undefined };
    }
  } catch {
    // No JSON, or no list: refused below.
  }
  throw invalidArgument('Invalid NextToken.');
};
