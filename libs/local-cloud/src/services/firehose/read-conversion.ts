import { AwsError } from '@sales-cdc/aws-wire';
import type { CloudContext } from '../../core/cloud-context.js';
import type { ConversionConfiguration } from './configuration.js';
import type { Deserializer } from './conversion/cell-rules.js';

interface OpenXProperties {
  readonly CaseInsensitive?: unknown;
  readonly ColumnToJsonKeyMappings?: Readonly<Record<string, string>>;
  readonly ConvertDotsInJsonKeysToUnderscores?: unknown;
}
interface DeserializerProperties {
  readonly OpenXJsonSerDe?: OpenXProperties;
  readonly HiveJsonSerDe?: { readonly TimestampFormats?: readonly string[] };
}
interface ParquetProperties {
  readonly Compression?: ConversionConfiguration['compression'];
  readonly WriterVersion?: ConversionConfiguration['writerVersion'];
}
interface SchemaProperties {
  readonly CatalogId?: string;
  readonly DatabaseName?: string;
  readonly Region?: string;
  readonly RoleARN?: string;
  readonly TableName?: string;
  readonly VersionId?: string;
}
export interface ConversionProperties {
  readonly Enabled?: unknown;
  readonly InputFormatConfiguration?: { readonly Deserializer?: DeserializerProperties };
  readonly OutputFormatConfiguration?: { readonly Serializer?: { readonly ParquetSerDe?: ParquetProperties } };
  readonly SchemaConfiguration?: SchemaProperties;
}
/** What the conversion demands of the destination that it belongs to. */
export interface ConvertedDestination {
  readonly CompressionFormat?: string;
  readonly BufferingHints?: { readonly SizeInMBs?: number | string };
  readonly DataFormatConversionConfiguration?: ConversionProperties;
}

/**
 * The conversion that the template asks for; undefined when there is none or it is not enabled. Refused in AWS's words
 * and order: https://docs.aws.amazon.com/firehose/latest/dev/enable-record-format-conversion.html
 */
export const readConversion = (
  destination: ConvertedDestination,
  context: CloudContext,
): ConversionConfiguration | undefined => {
  const conversion = destination.DataFormatConversionConfiguration;
  if (!conversion || conversion.Enabled === false || conversion.Enabled === 'false') return undefined;
  refuseDestination(destination);
  const input = required(conversion.InputFormatConfiguration, 'InputFormatConfiguration');
  const output = required(conversion.OutputFormatConfiguration, 'OutputFormatConfiguration');
  const schema = required(conversion.SchemaConfiguration, 'SchemaConfiguration');
  const deserializer = readDeserializer(required(input.Deserializer, 'Deserializer'));
  const parquet = required(output.Serializer?.ParquetSerDe, 'Serializer');
  return {
    deserializer,
    compression: parquet.Compression ?? 'SNAPPY',
    writerVersion: parquet.WriterVersion ?? 'V1',
    ...readSchema(schema, context),
  };
};

const refuseDestination = ({ CompressionFormat = 'UNCOMPRESSED', BufferingHints }: ConvertedDestination): void => {
  if (CompressionFormat !== 'UNCOMPRESSED')
    throw invalid(
      "The S3 destination's compression format must be set to UNCOMPRESSED when data format conversion is enabled. " +
        'To enable compression within the converted output format, set the appropriate serialization option in the output format configuration.',
    );
  if (BufferingHints?.SizeInMBs !== undefined && Number(BufferingHints.SizeInMBs) < 64)
    throw invalid('BufferingHints.SizeInMBs must be at least 64 when data format conversion is enabled.');
};

const readDeserializer = ({ OpenXJsonSerDe: openX, HiveJsonSerDe: hive }: DeserializerProperties): Deserializer => {
  if (openX && hive) throw invalid('More than one deserializer specified. Only one may be chosen.');
  if (hive) return { kind: 'Hive', millis: readTimestampFormats(hive.TimestampFormats ?? []) };
  const {
    CaseInsensitive,
    ColumnToJsonKeyMappings = {},
    ConvertDotsInJsonKeysToUnderscores: dots,
  } = required(openX, 'Deserializer');
  return {
    kind: 'OpenX',
    caseInsensitive: CaseInsensitive !== false && CaseInsensitive !== 'false',
    dotsToUnderscores: dots === true || dots === 'true',
    keyOfColumn: ColumnToJsonKeyMappings,
  };
};

/** Differs: AWS takes patterns of Joda-Time as well. */
const readTimestampFormats = (formats: readonly string[]): boolean => {
  const unknown = formats.filter((format) => format !== 'millis');
  if (unknown.length > 0)
    throw invalid(`HiveJsonSerDe has the TimestampFormats ${unknown.join(', ')}; the local cloud knows millis only.`);
  return formats.length > 0;
};

/** AWS's sentence has RoleArn, where the member is RoleARN. */
const readSchema = (
  { RoleARN, DatabaseName, TableName, VersionId = 'LATEST', CatalogId, Region }: SchemaProperties,
  { accountId, region }: CloudContext,
): Pick<ConversionConfiguration, 'roleArn' | 'databaseName' | 'tableName' | 'versionId'> => {
  const roleArn = requiredText(RoleARN, 'RoleArn');
  const databaseName = requiredText(DatabaseName, 'DatabaseName');
  const tableName = requiredText(TableName, 'TableName');
  if ((CatalogId ?? accountId) !== accountId || (Region ?? region) !== region)
    throw invalid(
      `SchemaConfiguration names a catalog of another account or region; the local cloud has its own only.`,
    );
  return { roleArn, databaseName, tableName, versionId: VersionId };
};

const required = <Value>(value: Value | undefined, name: string): Value => {
  if (value === undefined) throw invalid(`${name} must not be null`);
  return value;
};

const requiredText = (value: string | undefined, name: string): string => {
  if (value === undefined || value === '') throw invalid(`SchemaConfiguration.${name} must not be null or empty`);
  return value;
};

const invalid = (message: string): AwsError => new AwsError('InvalidArgumentException', message);
