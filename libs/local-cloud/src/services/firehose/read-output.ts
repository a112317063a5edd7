import { AwsError } from '@sales-cdc/aws-wire';
import type { BufferHints, OutputConfiguration } from './configuration.js';
import { numberIn } from './number-in.js';
import {
  evaluatePrefix,
  hasErrorOutputType,
  hasExpression,
  parsePrefix,
  partitionKeyNames,
  type Prefix,
} from './prefix/prefix.js';

/** What the destination and its backup have in common. */
export interface OutputProperties {
  readonly BucketARN?: string;
  readonly BufferingHints?: { readonly IntervalInSeconds?: number | string; readonly SizeInMBs?: number | string };
  readonly CloudWatchLoggingOptions?: {
    readonly Enabled?: unknown;
    readonly LogGroupName?: string;
    readonly LogStreamName?: string;
  };
  readonly CompressionFormat?: 'GZIP' | 'UNCOMPRESSED';
  readonly ErrorOutputPrefix?: string;
  readonly FileExtension?: string;
  readonly Prefix?: string;
  readonly RoleARN?: string;
}

/** What the kind of output decides. */
export interface OutputKind {
  readonly dynamicPartitioning: boolean;
  /** Of objects whose template names none. */
  readonly extension?: string;
  readonly sizeInMbs: { readonly least: number; readonly default: number };
}

const MIB = 1024 * 1024;
const invalid = (message: string): AwsError => new AwsError('InvalidArgumentException', message);
export const isTrue = (value: unknown): boolean => value === true || value === 'true';

/** An output as the template asks for it, refused where AWS would refuse to create it. */
export const readOutput = (name: string, properties: OutputProperties, kind: OutputKind): OutputConfiguration => {
  const { BucketARN: bucketArn = '', CompressionFormat: compression = 'UNCOMPRESSED' } = properties;
  const extension = kind.extension ?? (compression === 'GZIP' ? '.gz' : '');
  return {
    bucketArn,
    bucketName: bucketArn.slice(bucketArn.lastIndexOf(':') + 1),
    roleArn: properties.RoleARN ?? '',
    ...readPrefixes(name, properties, kind.dynamicPartitioning),
    ...readHints(name, properties, kind),
    compression,
    extension: requireExtension(name, properties.FileExtension) ?? extension,
    dynamicPartitioning: kind.dynamicPartitioning,
    ...readLog(properties),
  };
};

/** https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html */
const readPrefixes = (
  name: string,
  { Prefix: prefixText = '', ErrorOutputPrefix: errorPrefixText }: OutputProperties,
  dynamicPartitioning: boolean,
): Pick<OutputConfiguration, 'prefix' | 'prefixText' | 'errorPrefix' | 'errorPrefixText'> => {
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
  { BufferingHints }: OutputProperties,
  { dynamicPartitioning, sizeInMbs }: OutputKind,
): BufferHints => {
  const { SizeInMBs, IntervalInSeconds } = BufferingHints ?? {};
  if ((SizeInMBs === undefined) !== (IntervalInSeconds === undefined))
    throw invalid(`The BufferingHints of the delivery stream ${name} must give both SizeInMBs and IntervalInSeconds.`);
  const leastSeconds = dynamicPartitioning ? 60 : 0;
  return {
    bufferBytes: numberIn(name, 'BufferingHints.SizeInMBs', SizeInMBs ?? sizeInMbs.default, sizeInMbs.least, 128) * MIB,
    bufferIntervalMs:
      numberIn(name, 'BufferingHints.IntervalInSeconds', IntervalInSeconds ?? 300, leastSeconds, 900) * 1000,
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

const readLog = ({ CloudWatchLoggingOptions: options }: OutputProperties): Pick<OutputConfiguration, 'log'> => {
  if (!isTrue(options?.Enabled) || options?.LogGroupName === undefined || options.LogStreamName === undefined)
    return {};
  return { log: { logGroupName: options.LogGroupName, logStreamName: options.LogStreamName } };
};
