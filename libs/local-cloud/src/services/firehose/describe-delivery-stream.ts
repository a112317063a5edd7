import type {
  DescribeDeliveryStreamInput,
  DescribeDeliveryStreamOutput,
  ExtendedS3DestinationDescription,
  ProcessingConfiguration,
} from '@aws-sdk/client-firehose';
import type { DeliveryStreamConfiguration, ProcessorConfiguration } from './configuration.js';
import type { DeliveryStreams } from './delivery-streams.js';

const MIB = 1024 * 1024;

/** https://docs.aws.amazon.com/firehose/latest/APIReference/API_DescribeDeliveryStream.html */
export const describeDeliveryStream = (
  input: DescribeDeliveryStreamInput,
  streams: DeliveryStreams,
): DescribeDeliveryStreamOutput => {
  const { configuration: stream, record } = streams.require(input.DeliveryStreamName);
  return {
    DeliveryStreamDescription: {
      DeliveryStreamName: stream.name,
      DeliveryStreamARN: stream.arn,
      DeliveryStreamStatus: 'ACTIVE',
      DeliveryStreamType: 'KinesisStreamAsSource',
      VersionId: String(record.versionId),
      CreateTimestamp: new Date(record.createdAtMs),
      LastUpdateTimestamp: new Date(record.updatedAtMs),
      Source: {
        KinesisStreamSourceDescription: {
          KinesisStreamARN: stream.sourceStreamArn,
          RoleARN: stream.sourceRoleArn,
          DeliveryStartTimestamp: new Date(record.createdAtMs),
        },
      },
      Destinations: [
        { DestinationId: 'destinationId-000000000001', ExtendedS3DestinationDescription: describeDestination(stream) },
      ],
      HasMoreDestinations: false,
    },
  };
};

const describeDestination = (stream: DeliveryStreamConfiguration): ExtendedS3DestinationDescription => ({
  RoleARN: stream.roleArn,
  BucketARN: stream.bucketArn,
  Prefix: stream.prefixText,
  ...(stream.errorPrefixText !== undefined && { ErrorOutputPrefix: stream.errorPrefixText }),
  BufferingHints: { SizeInMBs: stream.bufferBytes / MIB, IntervalInSeconds: stream.bufferIntervalMs / 1000 },
  CompressionFormat: stream.compression,
  EncryptionConfiguration: { NoEncryptionConfig: 'NoEncryption' },
  CloudWatchLoggingOptions: {
    Enabled: stream.log !== undefined,
    ...(stream.log && { LogGroupName: stream.log.logGroupName, LogStreamName: stream.log.logStreamName }),
  },
  ProcessingConfiguration: describeProcessing(stream.processor),
  S3BackupMode: 'Disabled',
  ...(stream.dynamicPartitioning && { DynamicPartitioningConfiguration: { Enabled: true } }),
});

const describeProcessing = (processor: ProcessorConfiguration | undefined): ProcessingConfiguration => {
  if (!processor) return { Enabled: false, Processors: [] };
  const parameters = {
    LambdaArn: processor.lambdaArn,
    NumberOfRetries: String(processor.retries),
    BufferSizeInMBs: String(processor.bufferBytes / MIB),
    BufferIntervalInSeconds: String(processor.bufferIntervalMs / 1000),
  } as const;
  const entries = Object.entries(parameters) as [keyof typeof parameters, string][];
  return {
    Enabled: true,
    Processors: [
      {
        Type: 'Lambda',
        Parameters: entries.map(([ParameterName, ParameterValue]) => ({ ParameterName, ParameterValue })),
      },
    ],
  };
};
