import type { DataFormatConversionConfiguration, Deserializer } from '@aws-sdk/client-firehose';
import type { ConversionConfiguration } from './configuration.js';

/** The conversion with the defaults filled in. */
export const describeConversion = (conversion: ConversionConfiguration): DataFormatConversionConfiguration => ({
  Enabled: true,
  InputFormatConfiguration: { Deserializer: describeDeserializer(conversion.deserializer) },
  OutputFormatConfiguration: {
    Serializer: { ParquetSerDe: { Compression: conversion.compression, WriterVersion: conversion.writerVersion } },
  },
  SchemaConfiguration: {
    RoleARN: conversion.roleArn,
    DatabaseName: conversion.databaseName,
    TableName: conversion.tableName,
    VersionId: conversion.versionId,
  },
});

const describeDeserializer = (deserializer: ConversionConfiguration['deserializer']): Deserializer =>
  deserializer.kind === 'Hive'
    ? { HiveJsonSerDe: { TimestampFormats: deserializer.millis ? ['millis'] : [] } }
    : {
        OpenXJsonSerDe: {
          CaseInsensitive: deserializer.caseInsensitive,
          ConvertDotsInJsonKeysToUnderscores: deserializer.dotsToUnderscores,
          ColumnToJsonKeyMappings: { ...deserializer.keyOfColumn },
        },
      };
