import { AwsError } from '@sales-cdc/aws-wire';
import { arnOf, type CloudContext } from '../../core/cloud-context.js';
import { physicalNameOf, type ResolvedResource } from '../../core/provisioner.js';
import type { DeliveryStreamConfiguration, KinesisSourceConfiguration } from './configuration.js';
import { type ConversionProperties, readConversion } from './read-conversion.js';
import { isTrue, type OutputKind, type OutputProperties, readOutput } from './read-output.js';
import { type ProcessingProperties, readProcessingSteps } from './read-processing-steps.js';

interface DestinationProperties extends OutputProperties {
  readonly DataFormatConversionConfiguration?: ConversionProperties;
  readonly DynamicPartitioningConfiguration?: { readonly Enabled?: unknown };
  readonly ProcessingConfiguration?: ProcessingProperties;
  readonly S3BackupConfiguration?: OutputProperties;
  readonly S3BackupMode?: string;
}
/** As the template has them. */
export interface DeliveryStreamProperties {
  readonly DeliveryStreamName?: string;
  readonly DeliveryStreamType?: string;
  readonly ExtendedS3DestinationConfiguration?: DestinationProperties;
  readonly KinesisStreamSourceConfiguration?: { readonly KinesisStreamARN?: string; readonly RoleARN?: string };
}

const PLAIN: OutputKind = { dynamicPartitioning: false, sizeInMbs: { least: 1, default: 5 } };
const PARTITIONED: OutputKind = { dynamicPartitioning: true, sizeInMbs: { least: 64, default: 128 } };
const CONVERTED: Pick<OutputKind, 'extension' | 'sizeInMbs'> = {
  extension: '.parquet',
  sizeInMbs: { least: 64, default: 128 },
};
const invalid = (message: string): AwsError => new AwsError('InvalidArgumentException', message);

/** The configuration that the template asks for, refused where AWS would refuse to create it. */
export const readConfiguration = (resource: ResolvedResource, context: CloudContext): DeliveryStreamConfiguration => {
  const properties = resource.properties as DeliveryStreamProperties;
  const name = properties.DeliveryStreamName ?? physicalNameOf(resource);
  const source = readSource(name, properties);
  const destination = properties.ExtendedS3DestinationConfiguration ?? {};
  const steps = readProcessingSteps(name, destination.ProcessingConfiguration);
  const conversion = readConversion(destination, context);
  const partitioning = isTrue(destination.DynamicPartitioningConfiguration?.Enabled) ? PARTITIONED : PLAIN;
  const kind: OutputKind = conversion ? { ...partitioning, ...CONVERTED } : partitioning;
  if (kind.dynamicPartitioning && !steps.processor)
    throw invalid(
      `The delivery stream ${name} has dynamic partitioning, which needs a Lambda processor that is enabled.`,
    );
  const backup = readBackup(name, destination);

  return {
    name,
    arn: arnOf(context, 'firehose', `deliverystream/${name}`),
    ...(source && { source }),
    ...readOutput(name, destination, kind),
    ...steps,
    ...(conversion && { conversion }),
    ...(backup && { backup }),
  };
};

/** Undefined for DirectPut, which is what AWS makes of a template that says nothing. */
const readSource = (
  name: string,
  { DeliveryStreamType: type = 'DirectPut', KinesisStreamSourceConfiguration: source }: DeliveryStreamProperties,
): KinesisSourceConfiguration | undefined => {
  const { KinesisStreamARN: streamArn, RoleARN: roleArn = '' } = source ?? {};
  if (type === 'DirectPut') {
    if (!source) return undefined;
    throw invalid(
      `The delivery stream ${name} is of the type DirectPut, which has no KinesisStreamSourceConfiguration.`,
    );
  }
  if (!streamArn?.includes('/'))
    throw invalid(`The delivery stream ${name} is of the type ${type} and names no Kinesis stream as its source.`);
  return { streamArn, streamName: streamArn.slice(streamArn.indexOf('/') + 1), roleArn };
};

const readBackup = (
  name: string,
  { S3BackupMode: mode = 'Disabled', S3BackupConfiguration: backup }: DestinationProperties,
): DeliveryStreamConfiguration['backup'] => {
  if (mode !== 'Enabled') return undefined;
  if (!backup) throw invalid(`S3BackupConfiguration must be specified when S3BackupMode is Enabled: ${name}.`);
  return readOutput(name, backup, PLAIN);
};
