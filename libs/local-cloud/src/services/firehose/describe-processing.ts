import type { ProcessingConfiguration, Processor, ProcessorType } from '@aws-sdk/client-firehose';
import type { DeAggregation, ProcessingSteps, ProcessorConfiguration } from './configuration.js';

const MIB = 1024 * 1024;

/** The processors in the order in which they work. */
export const describeProcessing = ({
  deAggregation,
  processor,
  delimiter,
}: ProcessingSteps): ProcessingConfiguration => {
  const Processors = [
    ...(deAggregation ? [describe('RecordDeAggregation', deAggregationParameters(deAggregation))] : []),
    ...(processor ? [describe('Lambda', lambdaParameters(processor))] : []),
    ...(delimiter ? [describe('AppendDelimiterToRecord', { Delimiter: delimiter.text })] : []),
  ];
  return { Enabled: Processors.length > 0, Processors };
};

const describe = (Type: ProcessorType, parameters: Readonly<Record<string, string>>): Processor => ({
  Type,
  Parameters: Object.entries(parameters).map(([ParameterName, ParameterValue]) => ({
    ParameterName: ParameterName as never,
    ParameterValue,
  })),
});

const deAggregationParameters = (how: DeAggregation): Readonly<Record<string, string>> =>
  how.kind === 'JSON'
    ? { SubRecordType: 'JSON' }
    : { SubRecordType: 'DELIMITED', Delimiter: Buffer.from(how.delimiter).toString('base64') };

const lambdaParameters = (processor: ProcessorConfiguration): Readonly<Record<string, string>> => ({
  LambdaArn: processor.lambdaArn,
  NumberOfRetries: String(processor.retries),
  BufferSizeInMBs: String(processor.bufferBytes / MIB),
  BufferIntervalInSeconds: String(processor.bufferIntervalMs / 1000),
});
