import { testContext } from '../../core/test-context.js';
import { readConversion, type ConversionProperties } from './read-conversion.js';

const context = testContext('unused');
const whole: ConversionProperties = {
  InputFormatConfiguration: { Deserializer: { OpenXJsonSerDe: {} } },
  OutputFormatConfiguration: { Serializer: { ParquetSerDe: {} } },
  SchemaConfiguration: { RoleARN: 'role', DatabaseName: 'sales', TableName: 'changes' },
};
const read = (conversion: ConversionProperties, destination: object = {}): ReturnType<typeof readConversion> =>
  readConversion({ DataFormatConversionConfiguration: conversion, ...destination }, context);
const withSchema = (schema: object): ConversionProperties => ({
  ...whole,
  SchemaConfiguration: { ...whole.SchemaConfiguration, ...schema },
});

describe('the conversion of records', () => {
  it('has the defaults of AWS where the template says nothing', () => {
    expect(read(whole)).toEqual({
      roleArn: 'role',
      databaseName: 'sales',
      tableName: 'changes',
      versionId: 'LATEST',
      deserializer: { kind: 'OpenX', caseInsensitive: true, dotsToUnderscores: false, keyOfColumn: {} },
      compression: 'SNAPPY',
      writerVersion: 'V1',
    });
  });

  it('is not there when it is not enabled, whatever else is said', () => {
    expect(read({ Enabled: false }, { CompressionFormat: 'GZIP' })).toBeUndefined();
  });

  it.each([
    [whole, { CompressionFormat: 'GZIP' }, "The S3 destination's compression format must be set to UNCOMPRESSED"],
    [whole, { BufferingHints: { SizeInMBs: 5 } }, 'BufferingHints.SizeInMBs must be at least 64 when data format'],
    [{ ...whole, InputFormatConfiguration: undefined }, {}, 'InputFormatConfiguration must not be null'],
    [{ ...whole, InputFormatConfiguration: { Deserializer: {} } }, {}, 'Deserializer must not be null'],
    [
      { ...whole, InputFormatConfiguration: { Deserializer: { OpenXJsonSerDe: {}, HiveJsonSerDe: {} } } },
      {},
      'More than one deserializer specified. Only one may be chosen.',
    ],
    [
      { ...whole, InputFormatConfiguration: { Deserializer: { HiveJsonSerDe: { TimestampFormats: ['yyyy'] } } } },
      {},
      'the local cloud knows millis only',
    ],
    [{ ...whole, OutputFormatConfiguration: {} }, {}, 'Serializer must not be null'],
    [withSchema({ RoleARN: '' }), {}, 'SchemaConfiguration.RoleArn must not be null or empty'],
    [withSchema({ TableName: undefined }), {}, 'SchemaConfiguration.TableName must not be null or empty'],
    [withSchema({ Region: 'us-west-2' }), {}, 'another account or region'],
  ])('is refused: case %#', (conversion, destination, message) => {
    expect(() => read(conversion as ConversionProperties, destination)).toThrow(message);
  });
});
