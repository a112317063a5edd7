import type { CloudContext } from '../../core/cloud-context.js';
import { each, ignored, members, oneOf, type PropertyRules, supported } from '../../core/property-rules.js';
import type { Provisioner } from '../../core/provisioner.js';
import type { DeliveryStreams } from './delivery-streams.js';
import type { FirehosePortsFor } from './ports.js';
import { readConfiguration } from './read-configuration.js';

const output: PropertyRules = {
  BucketARN: supported,
  BufferingHints: members({ IntervalInSeconds: supported, SizeInMBs: supported }),
  CompressionFormat: oneOf('GZIP', 'UNCOMPRESSED'),
  EncryptionConfiguration: members({ NoEncryptionConfig: oneOf('NoEncryption') }),
  ErrorOutputPrefix: supported,
  Prefix: supported,
  RoleARN: supported,
};

const inFile = ignored('how the rows lie within the file is not seen by those who read it');

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-kinesisfirehose-deliverystream-dataformatconversionconfiguration.html */
const conversion: PropertyRules = {
  Enabled: supported,
  InputFormatConfiguration: members({
    Deserializer: members({
      HiveJsonSerDe: members({ TimestampFormats: supported }),
      OpenXJsonSerDe: members({
        CaseInsensitive: supported,
        ColumnToJsonKeyMappings: supported,
        ConvertDotsInJsonKeysToUnderscores: supported,
      }),
    }),
  }),
  OutputFormatConfiguration: members({
    Serializer: members({
      ParquetSerDe: members({
        BlockSizeBytes: inFile,
        Compression: oneOf('SNAPPY', 'GZIP', 'UNCOMPRESSED'),
        EnableDictionaryCompression: inFile,
        MaxPaddingBytes: inFile,
        PageSizeBytes: inFile,
        WriterVersion: oneOf('V1', 'V2'),
      }),
    }),
  }),
  SchemaConfiguration: members({
    CatalogId: supported,
    DatabaseName: supported,
    Region: supported,
    RoleARN: supported,
    TableName: supported,
    VersionId: supported,
  }),
};

const destination: PropertyRules = {
  ...output,
  CloudWatchLoggingOptions: members({ Enabled: supported, LogGroupName: supported, LogStreamName: supported }),
  CustomTimeZone: oneOf('UTC'),
  DataFormatConversionConfiguration: members(conversion),
  DynamicPartitioningConfiguration: members({
    Enabled: supported,
    RetryOptions: ignored('a delivery to the local S3 is tried again until it succeeds'),
  }),
  FileExtension: supported,
  ProcessingConfiguration: members({
    Enabled: supported,
    Processors: each(
      members({
        Type: oneOf('Lambda', 'RecordDeAggregation', 'AppendDelimiterToRecord'),
        Parameters: each(members({ ParameterName: supported, ParameterValue: supported })),
      }),
    ),
  }),
  S3BackupConfiguration: members({
    ...output,
    CloudWatchLoggingOptions: ignored('every attempt to write a backup that fails is told on the console'),
  }),
  S3BackupMode: oneOf('Disabled', 'Enabled'),
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kinesisfirehose-deliverystream.html */
export const deliveryStreamProvisioner = (
  context: CloudContext,
  portsFor: FirehosePortsFor,
  streams: DeliveryStreams,
): Provisioner => ({
  type: 'AWS::KinesisFirehose::DeliveryStream',
  attributes: ['Arn'],
  properties: {
    DeliveryStreamName: supported,
    DeliveryStreamType: oneOf('DirectPut', 'KinesisStreamAsSource'),
    ExtendedS3DestinationConfiguration: members(destination),
    KinesisStreamSourceConfiguration: members({ KinesisStreamARN: supported, RoleARN: supported }),
    Tags: ignored('tags have no effect on one machine'),
  },
  async provision(resource) {
    const configuration = readConfiguration(resource, context);
    const { properties } = resource;
    await streams.put({ configuration, properties, context, ports: portsFor(configuration) });
    return { physicalId: configuration.name, attributes: { Arn: configuration.arn } };
  },
  remove: (name) => streams.remove(name),
});
