import { AwsError } from '@sales-cdc/aws-wire';
import { arnOf, type CloudContext } from '../../core/cloud-context.js';
import { physicalNameOf, type ResolvedResource } from '../../core/provisioner.js';
import type { BufferHints, DeliveryStreamConfiguration } from './configuration.js';
import {
  evaluatePrefix,
  hasErrorOutputType,
  hasExpression,
  parsePrefix,
  partitionKeyNames,
  type Prefix,
} from './prefix/prefix.js';
import { type ProcessingProperties, readProcessor } from './read-processor.js';
import { numberIn } from './number-in.js';

interface DestinationProperties {
  readonly BucketARN?: string;
  readonly BufferingHints?: { readonly IntervalInSeconds?: number | string; readonly SizeInMBs?: number | string };
  readonly CloudWatchLoggingOptions?: {
    readonly Enabled?: unknown;
    readonly LogGroupName?: string;
    readonly LogStreamName?: string;
  };
  readonly CompressionFormat?: 'GZIP' | 'UNCOMPRESSED';
  readonly DynamicPartitioningConfiguration?: { readonly Enabled?: unknown };
  readonly ErrorOutputPrefix?: string;
  readonly FileExtension?: string;
  readonly Prefix?: string;
  readonly ProcessingConfiguration?: ProcessingProperties;
  readonly RoleARN?: string;
}
interface DeliveryStreamProperties {
  readonly DeliveryStreamName?: string;
  readonly DeliveryStreamType?: string;
  readonly ExtendedS3DestinationConfiguration?: DestinationProperties;
  readonly KinesisStreamSourceConfiguration?: { readonly KinesisStreamARN?: string; readonly RoleARN?: string };
}

const MIB = 1024 * 1024;
const invalid = (message: string): AwsError => new AwsError('InvalidArgumentException', message);
export const isTrue = (value: unknown): boolean => value === true || value === 'true';

/** The configuration that the template asks for, refused where AWS would refuse to create it. */
export const readConfiguration = (resource: ResolvedResource, context: CloudContext): DeliveryStreamConfiguration => {
  const properties = resource.properties as DeliveryStreamProperties;
  const name = properties.DeliveryStreamName ?? physicalNameOf(resource);
  const source = requireSource(name, properties);
  const destination = properties.ExtendedS3DestinationConfiguration ?? {};
  const bucketArn = destination.BucketARN ?? '';
  const compression = destination.CompressionFormat ?? 'UNCOMPRESSED';
  const dynamicPartitioning = isTrue(destination.DynamicPartitioningConfiguration?.Enabled);
  const processor = readProcessor(name, destination.ProcessingConfiguration);
  const prefixes = readPrefixes(name, destination, dynamicPartitioning);
  if (dynamicPartitioning && !processor)
    throw invalid(
      `The delivery stream ${name} has dynamic partitioning, which needs a Lambda processor that is enabled.`,
    );

  return {
    name,
    arn: arnOf(context, 'firehose', `deliverystream/${name}`),
    sourceStreamArn: source.arn,
    sourceStreamName: source.arn.slice(source.arn.indexOf('/') + 1),
    sourceRoleArn: source.roleArn,
    bucketArn,
    bucketName: bucketArn.slice(bucketArn.lastIndexOf(':') + 1),
    roleArn: destination.RoleARN ?? '',
    ...prefixes,
    ...readHints(name, destination, dynamicPartitioning),
    compression,
    extension: requireExtension(name, destination.FileExtension) ?? (compression === 'GZIP' ? '.gz' : ''),
    dynamicPartitioning,
    ...(processor && { processor }),
    ...readLog(destination),
  };
};

const requireSource = (
  name: string,
  properties: DeliveryStreamProperties,
): { readonly arn: string; readonly roleArn: string } => {
  const { KinesisStreamARN: arn, RoleARN: roleArn = '' } = properties.KinesisStreamSourceConfiguration ?? {};
  if (properties.DeliveryStreamType === 'KinesisStreamAsSource' && arn?.includes('/')) return { arn, roleArn };
  throw invalid(
    `The delivery stream ${name} has no Kinesis stream as its source; the local cloud delivers from Kinesis streams only.`,
  );
};

/** https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html */
const readPrefixes = (
  name: string,
  { Prefix: prefixText = '', ErrorOutputPrefix: errorPrefixText }: DestinationProperties,
  dynamicPartitioning: boolean,
): Pick<DeliveryStreamConfiguration, 'prefix' | 'prefixText' | 'errorPrefix' | 'errorPrefixText'> => {
  const prefix = parsePrefix(prefixText);
  const errorPrefix = parsePrefix(errorPrefixText ?? `${prefixText}processing-failed/`);
  refuseWrongExpressions(name, prefix, errorPrefix, errorPrefixText);
  if (dynamicPartitioning !== partitionKeyNames(prefix).length > 0)
    throw invalid(
      `The delivery stream ${name} must have partition keys in its prefix when dynamic partitioning is enabled, and only then.`,
    );
  for (const each of [prefix, errorPrefix]) refuseLongPrefix(name, each);
  return { prefix, prefixText, errorPrefix, ...(errorPrefixText !== undefined && { errorPrefixText }) };
};

const refuseWrongExpressions = (
  name: string,
  prefix: Prefix,
  errorPrefix: Prefix,
  errorPrefixText: string | undefined,
): void => {
  if (hasErrorOutputType(prefix))
    throw invalid(`The Prefix of the delivery stream ${name} must not have !{firehose:error-output-type}.`);
  if (hasExpression(prefix) && errorPrefixText === undefined)
    throw invalid(`The delivery stream ${name} needs an ErrorOutputPrefix because its Prefix has expressions.`);
  if (partitionKeyNames(errorPrefix).length > 0)
    throw invalid(`The ErrorOutputPrefix of the delivery stream ${name} must not have partition keys.`);
  if ((hasExpression(prefix) || hasExpression(errorPrefix)) && !hasErrorOutputType(errorPrefix))
    throw invalid(`The ErrorOutputPrefix of the delivery stream ${name} must have !{firehose:error-output-type}.`);
};

const MAX_PREFIX_LENGTH = 512;
const refuseLongPrefix = (name: string, prefix: Prefix): void => {
  const { length } = evaluatePrefix(prefix, { timestampMs: 0, random: () => 0 });
  if (length > MAX_PREFIX_LENGTH)
    throw invalid(`A prefix of the delivery stream ${name} is longer than ${MAX_PREFIX_LENGTH} characters.`);
};

/** https://docs.aws.amazon.com/firehose/latest/dev/buffering-hints.html */
const readHints = (
  name: string,
  { BufferingHints }: DestinationProperties,
  dynamicPartitioning: boolean,
): BufferHints => {
  const { SizeInMBs, IntervalInSeconds } = BufferingHints ?? {};
  if ((SizeInMBs === undefined) !== (IntervalInSeconds === undefined))
    throw invalid(`The BufferingHints of the delivery stream ${name} must give both SizeInMBs and IntervalInSeconds.`);
  const least = dynamicPartitioning
    ? { size: 64, interval: 60, defaultSize: 128 }
    : { size: 1, interval: 0, defaultSize: 5 };
  return {
    bufferBytes: numberIn(name, 'BufferingHints.SizeInMBs', SizeInMBs ?? least.defaultSize, least.size, 128) * MIB,
    bufferIntervalMs:
      numberIn(name, 'BufferingHints.IntervalInSeconds', IntervalInSeconds ?? 300, least.interval, 900) * 1000,
  };
};

const EXTENSION = /^(|\.[0-9a-z!\-_.*'()]+)$/;
const requireExtension = (name: string, extension: string | undefined): string | undefined => {
  if (extension === undefined || (EXTENSION.test(extension) && extension.length <= 128))
    return extension === '' ? undefined : extension;
  throw invalid(
    `The FileExtension of the delivery stream ${name} must start with a dot and have lower-case letters, digits and !-_.*'() only.`,
  );
};

const readLog = ({
  CloudWatchLoggingOptions: options,
}: DestinationProperties): Pick<DeliveryStreamConfiguration, 'log'> => {
  if (!isTrue(options?.Enabled) || options?.LogGroupName === undefined || options.LogStreamName === undefined)
    return {};
  return { log: { logGroupName: options.LogGroupName, logStreamName: options.LogStreamName } };
};
