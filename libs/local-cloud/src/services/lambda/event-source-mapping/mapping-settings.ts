import { compileEventPattern, type EventPattern } from '../../event-pattern/event-pattern.js';
import { invalidParameter } from './mapping-errors.js';

export type MappingSource = 'kinesis' | 'dynamodb' | 'sqs';

/** What a mapping does, checked and with Lambda's defaults filled in; this is what lies on disk. -1 means without end. */
export interface MappingSettings {
  readonly eventSourceArn: string;
  readonly functionName: string;
  readonly enabled: boolean;
  readonly batchSize: number;
  readonly batchingWindowSeconds: number;
  /** Absent for a queue, like all below but the last three. */
  readonly startingPosition?: 'TRIM_HORIZON' | 'LATEST' | 'AT_TIMESTAMP';
  readonly startingPositionTimestampMs?: number;
  readonly parallelizationFactor: number;
  readonly bisects: boolean;
  readonly maximumRetryAttempts: number;
  readonly maximumRecordAgeSeconds: number;
  /** A queue or a topic. */
  readonly onFailureArn?: string;
  readonly reportsItemFailures: boolean;
  readonly filters: readonly string[];
  /** Invocations for a queue that may run at a time. */
  readonly maximumConcurrency?: number;
}

/** The members that requests and templates share; numbers may come as text from a template. */
export interface MappingInput {
  readonly EventSourceArn?: string | undefined;
  readonly FunctionName?: string | undefined;
  readonly Enabled?: unknown;
  readonly BatchSize?: unknown;
  readonly MaximumBatchingWindowInSeconds?: unknown;
  readonly StartingPosition?: string | undefined;
  /** Seconds since the epoch, or a Date. */
  readonly StartingPositionTimestamp?: unknown;
  readonly ParallelizationFactor?: unknown;
  readonly BisectBatchOnFunctionError?: unknown;
  readonly MaximumRetryAttempts?: unknown;
  readonly MaximumRecordAgeInSeconds?: unknown;
  readonly DestinationConfig?:
    | { readonly OnFailure?: { readonly Destination?: string | undefined } | undefined }
    | undefined;
  readonly FunctionResponseTypes?: readonly string[] | undefined;
  readonly FilterCriteria?:
    | { readonly Filters?: readonly { readonly Pattern?: string | undefined }[] | undefined }
    | undefined;
  readonly ScalingConfig?: { readonly MaximumConcurrency?: unknown } | undefined;
}

const SUPPORTED: ReadonlySet<string> = new Set([
  'UUID',
  'EventSourceArn',
  'FunctionName',
  'Enabled',
  'BatchSize',
  'MaximumBatchingWindowInSeconds',
  'StartingPosition',
  'StartingPositionTimestamp',
  'ParallelizationFactor',
  'BisectBatchOnFunctionError',
  'MaximumRetryAttempts',
  'MaximumRecordAgeInSeconds',
  'DestinationConfig',
  'FunctionResponseTypes',
  'FilterCriteria',
  'ScalingConfig',
] satisfies (keyof MappingInput | 'UUID')[]);

const STREAM_ONLY = [
  'StartingPosition',
  'StartingPositionTimestamp',
  'ParallelizationFactor',
  'BisectBatchOnFunctionError',
  'MaximumRetryAttempts',
  'MaximumRecordAgeInSeconds',
  'DestinationConfig',
] as const;

const MAXIMUM_FILTERS = 5;
/** The largest batch without a window: https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html */
const QUEUE_BATCH_WITHOUT_WINDOW = 10;

/** Which kind of source an ARN names. Throws InvalidParameterValueException for one that Lambda cannot read here. */
export const mappingSource = (eventSourceArn: string | undefined): MappingSource => {
  const service = eventSourceArn?.split(':')[2];
  if (service !== 'kinesis' && service !== 'dynamodb' && service !== 'sqs')
    throw invalidParameter('Unrecognized event source; the local cloud supports Kinesis, DynamoDB streams and SQS.');
  if (eventSourceArn?.endsWith('.fifo')) throw invalidParameter('The local cloud does not support FIFO queues.');
  return service;
};

/** Throws InvalidParameterValueException for the first member that AWS, or the local cloud, would refuse. */
export const mappingSettings = (input: MappingInput, nowMs: number): MappingSettings => {
  refuseUnsupported(input);
  const { EventSourceArn: eventSourceArn = '', FunctionName: functionName = '' } = input;
  const source = mappingSource(eventSourceArn);
  return {
    eventSourceArn,
    functionName,
    enabled: flag(input.Enabled, 'Enabled', true),
    reportsItemFailures: (input.FunctionResponseTypes ?? []).length > 0,
    filters: checkedFilters(input.FilterCriteria?.Filters ?? []),
    ...batching(input, source),
    ...(source === 'sqs' ? queueSettings(input) : streamSettings(input, source, nowMs)),
  };
};

const refuseUnsupported = (input: MappingInput): void => {
  for (const [name, value] of Object.entries(input)) {
    if (value === undefined || SUPPORTED.has(name)) continue;
    if (name === 'TumblingWindowInSeconds' && value === 0) continue;
    throw invalidParameter(`The local cloud does not support ${name} of event source mappings.`);
  }
  for (const type of input.FunctionResponseTypes ?? [])
    if (type !== 'ReportBatchItemFailures') throw invalidParameter(`${type} is no function response type.`);
};

const batching = (
  input: MappingInput,
  source: MappingSource,
): Pick<MappingSettings, 'batchSize' | 'batchingWindowSeconds'> => {
  const batchSize = whole(input.BatchSize ?? (source === 'sqs' ? 10 : 100), 'BatchSize', 1, 10_000);
  const window = whole(input.MaximumBatchingWindowInSeconds ?? 0, 'MaximumBatchingWindowInSeconds', 0, 300);
  if (source === 'sqs' && batchSize > QUEUE_BATCH_WITHOUT_WINDOW && window === 0)
    throw invalidParameter(
      'Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10',
    );
  return { batchSize, batchingWindowSeconds: window };
};

type SourceSettings = Omit<
  MappingSettings,
  | 'eventSourceArn'
  | 'functionName'
  | 'enabled'
  | 'reportsItemFailures'
  | 'filters'
  | 'batchSize'
  | 'batchingWindowSeconds'
>;

const queueSettings = (input: MappingInput): SourceSettings => {
  for (const name of STREAM_ONLY)
    if (input[name] !== undefined) throw invalidParameter(`${name} is not supported for SQS event sources.`);
  const most = input.ScalingConfig?.MaximumConcurrency;
  return {
    parallelizationFactor: 1,
    bisects: false,
    maximumRetryAttempts: -1,
    maximumRecordAgeSeconds: -1,
    ...(most !== undefined && { maximumConcurrency: whole(most, 'MaximumConcurrency', 2, 1000) }),
  };
};

const streamSettings = (input: MappingInput, source: MappingSource, nowMs: number): SourceSettings => {
  if (input.ScalingConfig !== undefined)
    throw invalidParameter('ScalingConfig is supported for SQS event sources only.');
  const onFailureArn = input.DestinationConfig?.OnFailure?.Destination;
  const age = input.MaximumRecordAgeInSeconds ?? -1;
  return {
    ...startingPlace(input, source, nowMs),
    parallelizationFactor: whole(input.ParallelizationFactor ?? 1, 'ParallelizationFactor', 1, 10),
    bisects: flag(input.BisectBatchOnFunctionError, 'BisectBatchOnFunctionError', false),
    maximumRetryAttempts: whole(input.MaximumRetryAttempts ?? -1, 'MaximumRetryAttempts', -1, 10_000),
    maximumRecordAgeSeconds: Number(age) === -1 ? -1 : whole(age, 'MaximumRecordAgeInSeconds', 60, 604_800),
    ...(onFailureArn !== undefined && onFailureArn !== '' && { onFailureArn: destination(onFailureArn) }),
  };
};

const startingPlace = (
  { StartingPosition: position, StartingPositionTimestamp: timestamp }: MappingInput,
  source: MappingSource,
  nowMs: number,
): Pick<MappingSettings, 'startingPosition' | 'startingPositionTimestampMs'> => {
  if (position === undefined)
    throw invalidParameter('1 validation error detected: Value null at startingPosition: it must not be null.');
  if (position === 'TRIM_HORIZON' || position === 'LATEST') return { startingPosition: position };
  if (position !== 'AT_TIMESTAMP' || source !== 'kinesis')
    throw invalidParameter(`Unsupported starting position for event source type: ${position}`);
  const atMs = timestamp instanceof Date ? timestamp.getTime() : Number(timestamp) * 1000;
  if (!Number.isFinite(atMs)) throw invalidParameter('StartingPositionTimestamp is required with AT_TIMESTAMP.');
  if (atMs > nowMs) throw invalidParameter('StartingPositionTimestamp must not be in the future.');
  return { startingPosition: position, startingPositionTimestampMs: atMs };
};

const destination = (arn: string): string => {
  const service = arn.split(':')[2];
  if ((service === 'sqs' || service === 'sns') && !arn.endsWith('.fifo')) return arn;
  throw invalidParameter(`The local cloud supports standard queues and topics as OnFailure destinations, not ${arn}.`);
};

const checkedFilters = (filters: readonly { readonly Pattern?: string | undefined }[]): readonly string[] => {
  if (filters.length > MAXIMUM_FILTERS)
    throw invalidParameter(`FilterCriteria takes at most ${MAXIMUM_FILTERS} filters.`);
  const patterns = filters.map(({ Pattern = '' }) => Pattern);
  compileFilters(patterns);
  return patterns;
};

/** Any of the patterns; every event when there is none. Throws "Invalid filter pattern definition." */
export const compileFilters = (patterns: readonly string[]): EventPattern => {
  try {
    const compiled = patterns.map(compileEventPattern);
    return compiled.length === 0 ? () => true : (event) => compiled.some((matches) => matches(event));
  } catch (cause) {
    throw invalidParameter('Invalid filter pattern definition.', cause);
  }
};

const whole = (given: unknown, name: string, least: number, most: number): number => {
  const value = Number(given);
  if (!Number.isInteger(value) || value < least || value > most)
    throw invalidParameter(`${name} is ${String(given)}; it must be a whole number from ${least} to ${most}.`);
  return value;
};

const flag = (given: unknown, name: string, byDefault: boolean): boolean => {
  if (given === undefined) return byDefault;
  if (given === true || given === 'true') return true;
  if (given === false || given === 'false') return false;
  throw invalidParameter(`${name} must be true or false.`);
};
