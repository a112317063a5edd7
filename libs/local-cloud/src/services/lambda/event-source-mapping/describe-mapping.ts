import type { EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import type { Mapping } from './mapping.js';

/** Differs: AWS answers Creating, Updating and Deleting for a while; here a mapping is at once what it shall be. */
export const describeMapping = ({ stored, arn, functionArn, result }: Mapping): EventSourceMappingConfiguration => {
  const { settings, uuid, modifiedAtMs } = stored;
  return {
    UUID: uuid,
    EventSourceMappingArn: arn,
    EventSourceArn: settings.eventSourceArn,
    FunctionArn: functionArn,
    State: settings.enabled ? 'Enabled' : 'Disabled',
    StateTransitionReason: 'USER_INITIATED',
    LastModified: new Date(modifiedAtMs),
    LastProcessingResult: result,
    BatchSize: settings.batchSize,
    MaximumBatchingWindowInSeconds: settings.batchingWindowSeconds,
    FunctionResponseTypes: settings.reportsItemFailures ? ['ReportBatchItemFailures'] : [],
    ...(settings.filters.length > 0 && {
      FilterCriteria: { Filters: settings.filters.map((Pattern) => ({ Pattern })) },
    }),
    ...(settings.startingPosition === undefined ? queueMembers(settings) : streamMembers(settings)),
  };
};

const queueMembers = ({ maximumConcurrency }: Mapping['stored']['settings']): EventSourceMappingConfiguration =>
  maximumConcurrency === undefined ? {} : { ScalingConfig: { MaximumConcurrency: maximumConcurrency } };

const streamMembers = (settings: Mapping['stored']['settings']): EventSourceMappingConfiguration => ({
  StartingPosition: settings.startingPosition,
  ...(settings.startingPositionTimestampMs !== undefined && {
    StartingPositionTimestamp: new Date(settings.startingPositionTimestampMs),
  }),
  ParallelizationFactor: settings.parallelizationFactor,
  BisectBatchOnFunctionError: settings.bisects,
  MaximumRetryAttempts: settings.maximumRetryAttempts,
  MaximumRecordAgeInSeconds: settings.maximumRecordAgeSeconds,
  TumblingWindowInSeconds: 0,
  DestinationConfig: {
    OnFailure: settings.onFailureArn === undefined ? {} : { Destination: settings.onFailureArn },
  },
});
