import type { DescribeLimitsOutput } from '@aws-sdk/client-kinesis';
import { MAX_SHARDS } from './create-stream.js';
import type { Streams } from './streams.js';

/** Differs: AWS limits the shards of an account, here the shards of a stream; streams on demand are AWS's 50. */
const ON_DEMAND_STREAMS = 50;

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DescribeLimits.html */
export const describeLimits = (_input: object, streams: Streams): DescribeLimitsOutput => ({
  ShardLimit: MAX_SHARDS,
  OpenShardCount: streams
    .all()
    .filter(({ definition }) => definition.mode === 'PROVISIONED')
    .reduce((sum, { openShards }) => sum + openShards.length, 0),
  OnDemandStreamCount: streams.all().filter(({ definition }) => definition.mode === 'ON_DEMAND').length,
  OnDemandStreamCountLimit: ON_DEMAND_STREAMS,
});
