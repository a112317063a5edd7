import type { DescribeStreamSummaryInput, DescribeStreamSummaryOutput } from '@aws-sdk/client-kinesis';
import type { Streams } from './streams.js';

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DescribeStreamSummary.html */
export const describeStreamSummary = (
  input: DescribeStreamSummaryInput,
  streams: Streams,
): DescribeStreamSummaryOutput => {
  const { definition, openShards } = streams.require(input);
  return {
    StreamDescriptionSummary: {
      StreamName: definition.name,
      StreamARN: definition.arn,
      StreamStatus: 'ACTIVE',
      StreamModeDetails: { StreamMode: definition.mode },
      RetentionPeriodHours: definition.retentionHours,
      StreamCreationTimestamp: new Date(definition.createdAtMs),
      EnhancedMonitoring: [{ ShardLevelMetrics: [] }],
      EncryptionType: 'NONE',
      OpenShardCount: openShards.length,
      ConsumerCount: 0,
    },
  };
};
