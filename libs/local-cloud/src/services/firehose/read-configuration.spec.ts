import { ManualClock } from '../../core/manual-clock.js';
import { checkProperties } from '../../core/property-rules.js';
import type { CloudContext } from '../../core/cloud-context.js';
import { systemDisk } from '../../core/disk.js';
import { deliveryStreamProvisioner } from './delivery-stream-provisioner.js';
import { DeliveryStreams } from './delivery-streams.js';
import { readConfiguration } from './read-configuration.js';
import { deliveryStreamProperties, processing } from './testing/delivery-stream-fixture.js';
import { inMemoryNeighbours } from './testing/in-memory-neighbours.js';

const clock = new ManualClock();
const context: CloudContext = {
  partition: 'aws',
  region: 'eu-west-1',
  accountId: '111122223333',
  dataDirectory: '/nowhere',
  disk: systemDisk,
  clock,
  observer: {},
  limits: 'aws',
  random: () => 0,
};
const read = (destination: object, properties: object = {}): ReturnType<typeof readConfiguration> =>
  readConfiguration(
    {
      stackName: 'stack',
      logicalId: 'Delivery',
      type: 'AWS::KinesisFirehose::DeliveryStream',
      properties: { ...deliveryStreamProperties(destination), ...properties },
    },
    context,
  );

describe('the configuration of a delivery stream', () => {
  it('has the defaults of AWS where the template says nothing', () => {
    expect(
      read({
        BufferingHints: undefined,
        CompressionFormat: undefined,
        ProcessingConfiguration: {
          Enabled: true,
          Processors: [{ Type: 'Lambda', Parameters: [{ ParameterName: 'LambdaArn', ParameterValue: 'arn' }] }],
        },
      }),
    ).toMatchObject({
      arn: 'arn:aws:firehose:eu-west-1:111122223333:deliverystream/delivery',
      source: { streamName: 'changes' },
      bucketName: 'lake',
      bufferBytes: 5 * 1024 * 1024,
      bufferIntervalMs: 300_000,
      compression: 'UNCOMPRESSED',
      extension: '',
      processor: { lambdaArn: 'arn', retries: 3, bufferBytes: 1024 * 1024, bufferIntervalMs: 60_000 },
    });
  });

  it.each([
    ['expressions without an error prefix', { ErrorOutputPrefix: undefined }, 'needs an ErrorOutputPrefix'],
    ['an error prefix without the type', { ErrorOutputPrefix: 'errors/' }, 'must have !{firehose:error-output-type}'],
    [
      'a prefix with the error type',
      { Prefix: '!{firehose:error-output-type}/' },
      'must not have !{firehose:error-output-type}',
    ],
    [
      'partition keys without dynamic partitioning',
      { Prefix: 'dt=!{partitionKeyFromLambda:dt}/' },
      'must have partition keys in its prefix when',
    ],
    [
      'dynamic partitioning without partition keys',
      { DynamicPartitioningConfiguration: { Enabled: true } },
      'must have partition keys in its prefix when',
    ],
    [
      'dynamic partitioning with a small buffer',
      {
        Prefix: '!{partitionKeyFromLambda:dt}/',
        DynamicPartitioningConfiguration: { Enabled: true },
        BufferingHints: { SizeInMBs: 5, IntervalInSeconds: 60 },
      },
      'BufferingHints.SizeInMBs 5; it must be from 64 to 128',
    ],
    [
      'dynamic partitioning without a function',
      {
        Prefix: '!{partitionKeyFromLambda:dt}/',
        DynamicPartitioningConfiguration: { Enabled: true },
        ProcessingConfiguration: undefined,
      },
      'needs a Lambda processor',
    ],
    ['half of the buffering hints', { BufferingHints: { SizeInMBs: 5 } }, 'must give both'],
    [
      'a function buffer that is too large',
      { ProcessingConfiguration: processing({ BufferSizeInMBs: '4' }) },
      'BufferSizeInMBs 4; it must be from 0.2 to 3',
    ],
    ['a long prefix', { Prefix: 'x'.repeat(513), ErrorOutputPrefix: undefined }, 'longer than 512'],
    ['a wrong extension', { FileExtension: 'gz' }, 'FileExtension'],
  ])('refuses %s', (_, destination, message) => {
    expect(() => read(destination)).toThrow(message);
  });

  it('names a Kinesis stream exactly when its type says so', () => {
    const direct = { DeliveryStreamType: 'DirectPut' };
    expect(() => read({}, { KinesisStreamSourceConfiguration: undefined })).toThrow('names no Kinesis stream');
    expect(() => read({}, direct)).toThrow('DirectPut, which has no KinesisStreamSourceConfiguration');
    expect(read({}, { ...direct, KinesisStreamSourceConfiguration: undefined }).source).toBeUndefined();
  });

  it('has a backup of its own buffers and prefix when S3BackupMode says so', () => {
    const S3BackupConfiguration = { BucketARN: 'arn:aws:s3:::backup', RoleARN: 'role', Prefix: 'raw/' };
    expect(read({ S3BackupMode: 'Enabled', S3BackupConfiguration }).backup).toMatchObject({
      bucketName: 'backup',
      prefixText: 'raw/',
      bufferBytes: 5 * 1024 * 1024,
      bufferIntervalMs: 300_000,
      compression: 'UNCOMPRESSED',
    });
    expect(read({ S3BackupConfiguration }).backup).toBeUndefined();
    expect(() => read({ S3BackupMode: 'Enabled' })).toThrow('S3BackupConfiguration must be specified');
  });

  it('has the processors that it names, each at most once', () => {
    const withProcessors = (...Processors: object[]): object => ({
      ProcessingConfiguration: { Enabled: true, Processors },
    });
    const parameter = (ParameterName: string, ParameterValue: string): object => ({ ParameterName, ParameterValue });
    const delimited = {
      Type: 'RecordDeAggregation',
      Parameters: [parameter('SubRecordType', 'DELIMITED'), parameter('Delimiter', 'IyMjIw==')],
    };
    const newline = { Type: 'AppendDelimiterToRecord', Parameters: [parameter('Delimiter', '\\n')] };
    const steps = read(withProcessors(newline, delimited));
    expect(steps.deAggregation).toEqual({ kind: 'DELIMITED', delimiter: Buffer.from('####') });
    expect(steps.delimiter).toEqual({ text: '\\n', bytes: Buffer.from('\n') });
    expect(() => read(withProcessors(newline, newline))).toThrow('more than one AppendDelimiterToRecord processor');
    expect(() => read(withProcessors({ Type: 'RecordDeAggregation' }))).toThrow('needs the SubRecordType JSON');
  });

  it('names the path of a setting that is not honoured', () => {
    const { properties } = deliveryStreamProvisioner(
      context,
      () => inMemoryNeighbours(clock),
      new DeliveryStreams(context),
    );
    const asked = deliveryStreamProperties({
      S3BackupMode: 'FailedDataOnly',
      DataFormatConversionConfiguration: {
        OutputFormatConfiguration: { Serializer: { OrcSerDe: {} } },
      },
      ProcessingConfiguration: { Enabled: true, Processors: [{ Type: 'MetadataExtraction' }] },
    });
    const { refused } = checkProperties(asked, properties);
    expect(refused.map((sentence) => /ExtendedS3\S+[^. ]/.exec(sentence)?.[0])).toEqual([
      'ExtendedS3DestinationConfiguration.ProcessingConfiguration.Processors[0].Type',
      'ExtendedS3DestinationConfiguration.S3BackupMode',
      'ExtendedS3DestinationConfiguration.DataFormatConversionConfiguration.OutputFormatConfiguration.Serializer.OrcSerDe',
    ]);
  });
});
