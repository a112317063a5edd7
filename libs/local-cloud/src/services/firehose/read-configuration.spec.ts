import { ManualClock } from '../../core/manual-clock.js';
import { checkProperties } from '../../core/property-rules.js';
import type { CloudContext } from '../../core/cloud-context.js';
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
      sourceStreamName: 'changes',
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

  it('refuses any source but a Kinesis stream', () => {
    expect(() => read({}, { KinesisStreamSourceConfiguration: undefined })).toThrow(
      'has no Kinesis stream as its source',
    );
  });

  it('names the path of a setting that is not honoured', () => {
    const { properties } = deliveryStreamProvisioner(
      context,
      () => inMemoryNeighbours(clock),
      new DeliveryStreams(context.accountId),
    );
    const asked = deliveryStreamProperties({
      S3BackupMode: 'Enabled',
      DataFormatConversionConfiguration: {},
      ProcessingConfiguration: { Enabled: true, Processors: [{ Type: 'MetadataExtraction' }] },
    });
    const { refused } = checkProperties(asked, properties);
    expect(refused.map((sentence) => /ExtendedS3\S+[^. ]/.exec(sentence)?.[0])).toEqual([
      'ExtendedS3DestinationConfiguration.ProcessingConfiguration.Processors[0].Type',
      'ExtendedS3DestinationConfiguration.S3BackupMode',
      'ExtendedS3DestinationConfiguration.DataFormatConversionConfiguration',
    ]);
  });
});
