import type { Shard } from '@aws-sdk/client-kinesis';
import type { KinesisPort } from '../ports.js';

/** Every shard of the stream, open or closed, whatever the number of pages. */
export const listShards = async (
  kinesis: Pick<KinesisPort, 'ListShards'>,
  streamName: string,
): Promise<readonly Shard[]> => {
  const shards: Shard[] = [];
  for (
    let page = await kinesis.ListShards({ StreamName: streamName });
    ;
    page = await kinesis.ListShards({ NextToken: page.NextToken })
  ) {
    shards.push(...(page.Shards ?? []));
    if (page.NextToken === undefined) return shards;
  }
};
