import type { ListShardsInput, ListShardsOutput } from '@aws-sdk/client-kinesis';
import { describeShard } from './describe-stream.js';
import { invalidArgument, validationError } from './kinesis-errors.js';
import type { Streams } from './streams.js';

const PAGE = 1_000;

/** A page that was cut off goes on after this shard; it stands in the request in place of the stream's name. */
interface NextPage {
  readonly streamName: string;
  readonly afterShardId: string;
}

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ListShards.html */
export const listShards = (input: ListShardsInput, streams: Streams): ListShardsOutput => {
  const { streamName: StreamName, afterShardId } = input.NextToken
    ? parseToken(input.NextToken)
    : firstPage(input, streams);
  const { definition, shards } = streams.require({ StreamName });
  const rest = shards.filter(({ id }) => id > afterShardId);
  const page = rest.slice(0, input.MaxResults ?? PAGE);
  const last = page.at(-1);
  return {
    Shards: page.map(describeShard),
    ...(last &&
      rest.length > page.length && { NextToken: formatToken({ streamName: definition.name, afterShardId: last.id }) }),
  };
};

/** Every shard is open from the stream's creation on, so all filters but AFTER_SHARD_ID let all of them through. */
const firstPage = (input: ListShardsInput, streams: Streams): NextPage => {
  const { ExclusiveStartShardId, ShardFilter } = input;
  const after = ShardFilter?.Type === 'AFTER_SHARD_ID' ? ShardFilter.ShardId : ExclusiveStartShardId;
  if (ShardFilter?.Type === 'AFTER_SHARD_ID' && after === undefined)
    throw validationError('shardFilter.shardId', undefined, 'not be null');
  return { streamName: streams.require(input).definition.name, afterShardId: after ?? '' };
};

const formatToken = ({ streamName, afterShardId }: NextPage): string =>
  Buffer.from(`${streamName}/${afterShardId}`).toString('base64');

const parseToken = (token: string): NextPage => {
  const [streamName, afterShardId] = Buffer.from(token, 'base64').toString().split('/');
  if (streamName === undefined || afterShardId === undefined) throw invalidArgument('Invalid NextToken.');
  return { streamName, afterShardId };
};
