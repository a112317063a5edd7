import { compileEventPattern, type EventPattern } from '../../event-pattern/event-pattern.js';
import type { RetryPolicy } from '../../stream-poller/retry-policy.js';
import { compileInputTemplate, type InputTemplate } from './input-template.js';
import { compilePartitionKey, type PartitionKey } from './partition-key.js';
import type { LogLevel, PipeLogConfiguration } from './pipe-log.js';

/** The properties of `AWS::Pipes::Pipe` that have an effect, as they stand in the template. */
export interface PipeProperties {
  readonly Name?: string;
  readonly RoleArn: string;
  readonly Source: string;
  readonly Target: string;
  readonly DesiredState?: 'RUNNING' | 'STOPPED';
  readonly SourceParameters: {
    readonly FilterCriteria?: { readonly Filters?: readonly { readonly Pattern: string }[] };
    readonly DynamoDBStreamParameters: {
      readonly StartingPosition: 'TRIM_HORIZON' | 'LATEST';
      readonly BatchSize?: number;
      readonly MaximumBatchingWindowInSeconds?: number;
      readonly MaximumRecordAgeInSeconds?: number;
      readonly MaximumRetryAttempts?: number;
      readonly ParallelizationFactor?: number;
      readonly OnPartialBatchItemFailure?: 'AUTOMATIC_BISECT';
      readonly DeadLetterConfig?: { readonly Arn: string };
    };
  };
  readonly TargetParameters: {
    readonly InputTemplate?: string;
    readonly KinesisStreamParameters: { readonly PartitionKey: string };
  };
  readonly LogConfiguration?: {
    readonly CloudwatchLogsLogDestination?: { readonly LogGroupArn?: string };
    readonly Level?: LogLevel;
  };
}

/** What a pipe does, checked and ready for use. */
export interface PipeConfiguration {
  readonly streamArn: string;
  readonly kinesisStreamArn: string;
  readonly deadLetterQueueArn: string | undefined;
  readonly startingPosition: 'TRIM_HORIZON' | 'LATEST';
  readonly batchSize: number;
  readonly batchingWindowMs: number;
  readonly retryPolicy: RetryPolicy;
  /** Whether the pipe takes an event. */
  readonly filter: EventPattern;
  readonly partitionKey: PartitionKey;
  /** Batches of one shard that may be under way at a time. */
  readonly parallelization: number;
  /** Absent when the event goes to the target as it is. */
  readonly inputTemplate?: InputTemplate;
  /** Absent when nothing is logged. */
  readonly log?: PipeLogConfiguration;
}

const MAXIMUM_FILTERS = 5;

/** Throws an Error with one sentence for the first property that AWS, or the local cloud, would refuse. */
export const pipeConfiguration = ({
  Source,
  Target,
  SourceParameters,
  TargetParameters,
  LogConfiguration,
}: PipeProperties): PipeConfiguration => {
  const source = requireMember(SourceParameters.DynamoDBStreamParameters, 'SourceParameters.DynamoDBStreamParameters');
  const startingPosition = requireMember(
    source.StartingPosition,
    'SourceParameters.DynamoDBStreamParameters.StartingPosition',
  );
  const queueArn = source.DeadLetterConfig?.Arn;
  const { InputTemplate: template } = TargetParameters;
  const log = logConfiguration(LogConfiguration);
  const partitionKey = requireMember(
    TargetParameters.KinesisStreamParameters,
    'TargetParameters.KinesisStreamParameters',
  ).PartitionKey;
  return {
    streamArn: arn(Source, 'Source', 'dynamodb', 'DynamoDB stream'),
    kinesisStreamArn: arn(Target, 'Target', 'kinesis', 'Kinesis stream'),
    deadLetterQueueArn:
      queueArn === undefined ? undefined : arn(queueArn, 'DeadLetterConfig.Arn', 'sqs', 'standard SQS queue'),
    startingPosition,
    // Differs: AWS takes up to 10,000 here and refuses more than the target's maximum, which is the same for Kinesis.
    batchSize: bounded(source.BatchSize ?? 1, 'BatchSize', 1, 500),
    batchingWindowMs:
      1000 * bounded(source.MaximumBatchingWindowInSeconds ?? 0, 'MaximumBatchingWindowInSeconds', 0, 300),
    retryPolicy: {
      maximumRecordAgeMs:
        orEndless(source.MaximumRecordAgeInSeconds ?? -1, 'MaximumRecordAgeInSeconds', 60, 604_800) * 1000,
      maximumRetryAttempts: orEndless(source.MaximumRetryAttempts ?? -1, 'MaximumRetryAttempts', 0, 10_000),
      bisects: source.OnPartialBatchItemFailure === 'AUTOMATIC_BISECT',
    },
    filter: anyOf(SourceParameters.FilterCriteria?.Filters ?? []),
    partitionKey: compilePartitionKey(
      requireMember(partitionKey, 'TargetParameters.KinesisStreamParameters.PartitionKey'),
    ),
    parallelization: bounded(source.ParallelizationFactor ?? 1, 'ParallelizationFactor', 1, 10),
    ...(template !== undefined && { inputTemplate: compileInputTemplate(template) }),
    ...(log && { log }),
  };
};

const logConfiguration = ({
  CloudwatchLogsLogDestination: destination,
  Level: level = 'OFF',
}: NonNullable<PipeProperties['LogConfiguration']> = {}): PipeLogConfiguration | undefined => {
  if (!destination || level === 'OFF') return undefined;
  const [, logGroupName] = /:log-group:([^:]+)/.exec(destination.LogGroupArn ?? '') ?? [];
  if (logGroupName === undefined)
    throw new Error('LogConfiguration.CloudwatchLogsLogDestination.LogGroupArn names no log group.');
  return { logGroupName, level };
};

const anyOf = (filters: readonly { readonly Pattern: string }[]): EventPattern => {
  if (filters.length > MAXIMUM_FILTERS)
    throw new Error(`FilterCriteria has ${filters.length} filters; a pipe takes at most ${MAXIMUM_FILTERS}.`);
  const patterns = filters.map(({ Pattern }) => compileEventPattern(Pattern));
  return patterns.length === 0 ? () => true : (event) => patterns.some((matches) => matches(event));
};

const requireMember = <Value>(value: Value | undefined, name: string): Value => {
  if (value === undefined) throw new Error(`${name} is missing.`);
  return value;
};

const arn = (value: string, name: string, service: string, what: string): string => {
  if (value.split(':')[2] !== service || value.endsWith('.fifo'))
    throw new Error(`${name} is ${value}; the local cloud supports the ARN of a ${what} only.`);
  return value;
};

const bounded = (given: unknown, name: string, least: number, most: number): number => {
  const value = Number(given);
  if (!Number.isInteger(value) || value < least || value > most)
    throw new Error(`${name} is ${String(given)}; it must be a whole number from ${least} to ${most}.`);
  return value;
};

/** -1 means without end. */
const orEndless = (given: unknown, name: string, least: number, most: number): number =>
  Number(given) === -1 ? Infinity : bounded(given, name, least, most);
