import { AwsError } from '@sales-cdc/aws-wire';
import type { DeAggregation, ProcessingSteps, ProcessorConfiguration } from './configuration.js';
import { numberIn } from './number-in.js';

interface ProcessorProperties {
  readonly Type?: string;
  readonly Parameters?: readonly { readonly ParameterName?: string; readonly ParameterValue?: string }[];
}
export interface ProcessingProperties {
  readonly Enabled?: unknown;
  readonly Processors?: readonly ProcessorProperties[];
}
type Parameters = ReadonlyMap<string, string>;

const MIB = 1024 * 1024;

/** The parameters of each processor. `RoleArn` is the delivery stream's own role again. */
const KNOWN_PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  Lambda: ['LambdaArn', 'NumberOfRetries', 'RoleArn', 'BufferSizeInMBs', 'BufferIntervalInSeconds'],
  RecordDeAggregation: ['SubRecordType', 'Delimiter'],
  AppendDelimiterToRecord: ['Delimiter'],
};

/**
 * The steps that the processors ask for; none when processing is not enabled, in which case AWS does none of them.
 * Their order is AWS's, whatever that of the template.
 * https://docs.aws.amazon.com/firehose/latest/APIReference/API_ProcessorParameter.html
 */
export const readProcessingSteps = (
  name: string,
  { Enabled, Processors = [] }: ProcessingProperties = {},
): ProcessingSteps => {
  if (Enabled !== true && Enabled !== 'true') return {};
  const parametersOf = (type: string): Parameters | undefined => readParameters(name, type, Processors);
  const deAggregation = parametersOf('RecordDeAggregation');
  const lambda = parametersOf('Lambda');
  const delimiter = parametersOf('AppendDelimiterToRecord');
  return {
    ...(deAggregation && { deAggregation: readDeAggregation(name, deAggregation) }),
    ...(lambda && { processor: readLambda(name, lambda) }),
    ...(delimiter && { delimiter: readDelimiter(delimiter.get('Delimiter')) }),
  };
};

/** Undefined when there is no such processor. */
const readParameters = (
  name: string,
  type: string,
  processors: readonly ProcessorProperties[],
): Parameters | undefined => {
  const [processor, ...others] = processors.filter(({ Type = 'Lambda' }) => Type === type);
  if (others.length > 0) throw invalid(`The delivery stream ${name} has more than one ${type} processor; leave one.`);
  if (!processor) return undefined;
  const parameters = new Map(
    (processor.Parameters ?? []).map(({ ParameterName = '', ParameterValue = '' }) => [ParameterName, ParameterValue]),
  );
  const unknown = [...parameters.keys()].filter((parameter) => !KNOWN_PARAMETERS[type]?.includes(parameter));
  if (unknown.length > 0)
    throw invalid(
      `The ${type} processor of the delivery stream ${name} has the unknown parameter ${unknown.join(', ')}.`,
    );
  return parameters;
};

const readLambda = (name: string, parameters: Parameters): ProcessorConfiguration => {
  const lambdaArn = parameters.get('LambdaArn');
  if (lambdaArn === undefined) throw invalid(`The Lambda processor of the delivery stream ${name} has no LambdaArn.`);
  return {
    lambdaArn,
    retries: numberIn(name, 'NumberOfRetries', parameters.get('NumberOfRetries') ?? 3, 0, 300),
    bufferBytes: numberIn(name, 'BufferSizeInMBs', parameters.get('BufferSizeInMBs') ?? 1, 0.2, 3) * MIB,
    bufferIntervalMs:
      numberIn(name, 'BufferIntervalInSeconds', parameters.get('BufferIntervalInSeconds') ?? 60, 0, 900) * 1000,
  };
};

/** https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning-multirecord-deaggergation.html */
const readDeAggregation = (name: string, parameters: Parameters): DeAggregation => {
  const kind = parameters.get('SubRecordType');
  if (kind === 'JSON') return { kind };
  const delimiter = Buffer.from(parameters.get('Delimiter') ?? '', 'base64');
  if (kind === 'DELIMITED' && delimiter.length > 0) return { kind, delimiter };
  throw invalid(
    `The RecordDeAggregation processor of the delivery stream ${name} needs the SubRecordType JSON, or DELIMITED with a Delimiter in base64.`,
  );
};

const readDelimiter = (text = '\\n'): NonNullable<ProcessingSteps['delimiter']> => ({
  text,
  bytes: Buffer.from(unescaped(text)),
});

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '\\': '\\' };
/** Templates write a newline as a backslash and an n. */
const unescaped = (text: string): string =>
  text.replace(/\\([nrt\\])/g, (_, letter: string) => ESCAPES[letter] ?? letter);

const invalid = (message: string): AwsError => new AwsError('InvalidArgumentException', message);
