import type {
  DeliveryStreamType,
  DescribeDeliveryStreamInput,
  DescribeDeliveryStreamOutput,
  DestinationDescription,
  ExtendedS3DestinationDescription,
  S3DestinationDescription,
} from '@aws-sdk/client-firehose';
import type { DeliveryStreamConfiguration, OutputConfiguration } from './configuration.js';
import { describeConversion } from './describe-conversion.js';
import { describeProcessing } from './describe-processing.js';
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
      DeliveryStreamType: typeOf(stream),
      VersionId: String(record.versionId),
      CreateTimestamp: new Date(record.createdAtMs),
      LastUpdateTimestamp: new Date(record.updatedAtMs),
      ...(stream.source && {
        Source: {
          KinesisStreamSourceDescription: {
            KinesisStreamARN: stream.source.streamArn,
            RoleARN: stream.source.roleArn,
            DeliveryStartTimestamp: new Date(record.createdAtMs),
          },
        },
      }),
      Destinations: [{ DestinationId: 'destinationId-000000000001', ...describeDestinations(stream) }],
      HasMoreDestinations: false,
    },
  };
};

export const typeOf = ({ source }: DeliveryStreamConfiguration): DeliveryStreamType =>
  source ? 'KinesisStreamAsSource' : 'DirectPut';

const describeDestinations = (stream: DeliveryStreamConfiguration): Omit<DestinationDescription, 'DestinationId'> => {
  const extended = describeDestination(stream);
  const { RoleARN, BucketARN, Prefix, ErrorOutputPrefix, BufferingHints, CompressionFormat } = extended;
  const { EncryptionConfiguration, CloudWatchLoggingOptions } = extended;
  return {
    S3DestinationDescription: {
      RoleARN,
      BucketARN,
      Prefix,
      ErrorOutputPrefix,
      BufferingHints,
      CompressionFormat,
      EncryptionConfiguration,
      CloudWatchLoggingOptions,
    },
    ExtendedS3DestinationDescription: extended,
  };
};

const describeDestination = (stream: DeliveryStreamConfiguration): ExtendedS3DestinationDescription => ({
  ...describeOutput(stream),
  ProcessingConfiguration: describeProcessing(stream),
  S3BackupMode: stream.backup ? 'Enabled' : 'Disabled',
  ...(stream.backup && { S3BackupDescription: describeOutput(stream.backup) }),
  ...(stream.conversion && { DataFormatConversionConfiguration: describeConversion(stream.conversion) }),
  ...(stream.dynamicPartitioning && { DynamicPartitioningConfiguration: { Enabled: true } }),
});

const describeOutput = (output: OutputConfiguration): S3DestinationDescription => ({
  RoleARN: output.roleArn,
  BucketARN: output.bucketArn,
  Prefix: output.prefixText,
  ...(output.errorPrefixText !== undefined && { ErrorOutputPrefix: output.errorPrefixText }),
  BufferingHints: { SizeInMBs: output.bufferBytes / MIB, IntervalInSeconds: output.bufferIntervalMs / 1000 },
  CompressionFormat: output.compression,
  EncryptionConfiguration: { NoEncryptionConfig: 'NoEncryption' },
  CloudWatchLoggingOptions: {
    Enabled: output.log !== undefined,
    ...(output.log && { LogGroupName: output.log.logGroupName, LogStreamName: output.log.logStreamName }),
  },
});
