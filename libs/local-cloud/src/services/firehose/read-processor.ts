import { AwsError } from '@sales-cdc/aws-wire';
import type { ProcessorConfiguration } from './configuration.js';
import { numberIn } from './number-in.js';

export interface ProcessingProperties {
  readonly Enabled?: unknown;
  readonly Processors?: readonly {
    readonly Parameters?: readonly { readonly ParameterName?: string; readonly ParameterValue?: string }[];
  }[];
}

const MIB = 1024 * 1024;
/** `RoleArn` is the delivery stream's own role again, and is recorded with the template. */
const KNOWN_PARAMETERS = ['LambdaArn', 'NumberOfRetries', 'RoleArn', 'BufferSizeInMBs', 'BufferIntervalInSeconds'];

/**
 * The Lambda processor; undefined when processing is not enabled, in which case AWS never calls the function.
 * https://docs.aws.amazon.com/firehose/latest/APIReference/API_ProcessorParameter.html
 */
export const readProcessor = (
  name: string,
  { Enabled, Processors = [] }: ProcessingProperties = {},
): ProcessorConfiguration | undefined => {
  const [processor, ...others] = Processors;
  if (!processor || (Enabled !== true && Enabled !== 'true')) return undefined;
  if (others.length > 0) throw invalid(`The delivery stream ${name} has more than one Lambda processor; leave one.`);

  const parameters = new Map(
    (processor.Parameters ?? []).map(({ ParameterName, ParameterValue }) => [
      ParameterName ?? '',
      ParameterValue ?? '',
    ]),
  );
  const unknown = [...parameters.keys()].filter((parameter) => !KNOWN_PARAMETERS.includes(parameter));
  if (unknown.length > 0)
    throw invalid(
      `The Lambda processor of the delivery stream ${name} has the unknown parameter ${unknown.join(', ')}.`,
    );
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

const invalid = (message: string): AwsError => new AwsError('InvalidArgumentException', message);
