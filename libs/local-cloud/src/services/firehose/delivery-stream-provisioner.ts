import type { CloudContext } from '../../core/cloud-context.js';
import { each, ignored, members, oneOf, type PropertyRules, supported } from '../../core/property-rules.js';
import type { Provisioner } from '../../core/provisioner.js';
import type { DeliveryStreams } from './delivery-streams.js';
import { openDeliveryStream } from './open-delivery-stream.js';
import type { FirehosePortsFor } from './ports.js';
import { readConfiguration } from './read-configuration.js';

const destination: PropertyRules = {
  BucketARN: supported,
  BufferingHints: members({ IntervalInSeconds: supported, SizeInMBs: supported }),
  CloudWatchLoggingOptions: members({ Enabled: supported, LogGroupName: supported, LogStreamName: supported }),
  CompressionFormat: oneOf('GZIP', 'UNCOMPRESSED'),
  CustomTimeZone: oneOf('UTC'),
  DynamicPartitioningConfiguration: members({
    Enabled: supported,
    RetryOptions: ignored('a delivery to the local S3 is tried again until it succeeds'),
  }),
  EncryptionConfiguration: members({ NoEncryptionConfig: oneOf('NoEncryption') }),
  ErrorOutputPrefix: supported,
  FileExtension: supported,
  Prefix: supported,
  ProcessingConfiguration: members({
    Enabled: supported,
    Processors: each(
      members({
        Type: oneOf('Lambda'),
        Parameters: each(members({ ParameterName: supported, ParameterValue: supported })),
      }),
    ),
  }),
  RoleARN: supported,
  S3BackupMode: oneOf('Disabled'),
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kinesisfirehose-deliverystream.html */
export const deliveryStreamProvisioner = (
  context: CloudContext,
  portsFor: FirehosePortsFor,
  streams: DeliveryStreams,
): Provisioner => ({
  type: 'AWS::KinesisFirehose::DeliveryStream',
  properties: {
    DeliveryStreamName: supported,
    DeliveryStreamType: oneOf('KinesisStreamAsSource'),
    ExtendedS3DestinationConfiguration: members(destination),
    KinesisStreamSourceConfiguration: members({ KinesisStreamARN: supported, RoleARN: supported }),
    Tags: ignored('tags have no effect on one machine'),
  },
  async provision(resource) {
    const configuration = readConfiguration(resource, context);
    streams.put(await openDeliveryStream(configuration, resource.properties, context, portsFor(configuration)));
    return { physicalId: configuration.name, attributes: { Arn: configuration.arn } };
  },
});
