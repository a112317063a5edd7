import {
  DescribeDeliveryStreamCommand,
  FirehoseClient,
  ListDeliveryStreamsCommand,
  type ListDeliveryStreamsCommandInput,
  PutRecordBatchCommand,
  PutRecordCommand,
  StartDeliveryStreamEncryptionCommand,
} from '@aws-sdk/client-firehose';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '../../core/manual-clock.js';
import { testContext } from '../../core/test-context.js';
import { TestEndpoint } from '../../core/test-endpoint.js';
import { createFirehose, type Firehose } from './create-firehose.js';
import { deliveryStreamProperties, directPutProperties, LAMBDA_ARN } from './testing/delivery-stream-fixture.js';
import { inMemoryNeighbours } from './testing/in-memory-neighbours.js';

const DeliveryStreamName = 'direct';
const record = (text: string): { readonly Data: Uint8Array } => ({ Data: Buffer.from(text) });

describe('Firehose, to the SDK', () => {
  const clock = new ManualClock();
  let folder: string;
  let firehose: Firehose;
  let endpoint: TestEndpoint;
  let client: FirehoseClient;

  const provision = async (properties: Record<string, unknown>): Promise<void> => {
    const type = 'AWS::KinesisFirehose::DeliveryStream';
    await firehose.provisioners[0]?.provision({ stackName: 'stack', logicalId: 'Delivery', type, properties });
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'firehose-'));
    firehose = createFirehose(testContext(folder, { clock }), () => inMemoryNeighbours(clock));
    const backup = { BucketARN: 'arn:aws:s3:::backup', RoleARN: 'arn:aws:iam::0:role/b', Prefix: 'raw/' };
    await provision(deliveryStreamProperties({ S3BackupMode: 'Enabled', S3BackupConfiguration: backup }));
    await provision({ ...directPutProperties(), DeliveryStreamName });
    endpoint = await TestEndpoint.of(firehose);
    client = new FirehoseClient(endpoint.client);
  });
  afterAll(async () => {
    client.destroy();
    await endpoint[Symbol.asyncDispose]();
    await firehose[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  it('describes a delivery stream that reads a Kinesis stream', async () => {
    const { DeliveryStreamDescription: description } = await client.send(
      new DescribeDeliveryStreamCommand({ DeliveryStreamName: 'delivery' }),
    );
    expect(description).toMatchObject({
      DeliveryStreamName: 'delivery',
      DeliveryStreamARN: 'arn:aws:firehose:eu-west-1:123456789012:deliverystream/delivery',
      DeliveryStreamStatus: 'ACTIVE',
      DeliveryStreamType: 'KinesisStreamAsSource',
      VersionId: '1',
      CreateTimestamp: new Date(clock.now()),
      HasMoreDestinations: false,
      Source: {
        KinesisStreamSourceDescription: {
          KinesisStreamARN: 'arn:aws:kinesis:us-east-1:000000000000:stream/changes',
          RoleARN: 'arn:aws:iam::0:role/r',
          DeliveryStartTimestamp: new Date(clock.now()),
        },
      },
    });
    expect(description?.Destinations).toMatchObject([
      {
        DestinationId: 'destinationId-000000000001',
        S3DestinationDescription: { BucketARN: 'arn:aws:s3:::lake', CompressionFormat: 'GZIP' },
        ExtendedS3DestinationDescription: {
          RoleARN: 'arn:aws:iam::0:role/r',
          Prefix: 'sales/dt=!{timestamp:yyyy-MM-dd}/',
          ErrorOutputPrefix: 'errors/!{firehose:error-output-type}/',
          BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 0 },
          ProcessingConfiguration: {
            Enabled: true,
            Processors: [
              {
                Type: 'Lambda',
                Parameters: expect.arrayContaining([{ ParameterName: 'LambdaArn', ParameterValue: LAMBDA_ARN }]) as [],
              },
            ],
          },
          S3BackupMode: 'Enabled',
          S3BackupDescription: { Prefix: 'raw/', BufferingHints: { SizeInMBs: 5, IntervalInSeconds: 300 } },
        },
      },
    ]);
  });

  it('describes one that producers put into, which has no source', async () => {
    const { DeliveryStreamDescription: description } = await client.send(
      new DescribeDeliveryStreamCommand({ DeliveryStreamName }),
    );
    expect(description?.DeliveryStreamType).toBe('DirectPut');
    expect(description?.Source).toBeUndefined();
  });

  it('lists delivery streams by name, by type and page by page', async () => {
    const list = async (input: ListDeliveryStreamsCommandInput): Promise<unknown> => {
      const { DeliveryStreamNames, HasMoreDeliveryStreams } = await client.send(new ListDeliveryStreamsCommand(input));
      return [DeliveryStreamNames, HasMoreDeliveryStreams];
    };
    expect(await list({})).toEqual([['delivery', 'direct'], false]);
    expect(await list({ Limit: 1 })).toEqual([['delivery'], true]);
    expect(await list({ ExclusiveStartDeliveryStreamName: 'delivery' })).toEqual([['direct'], false]);
    expect(await list({ DeliveryStreamType: 'DirectPut' })).toEqual([['direct'], false]);
    expect(await list({ DeliveryStreamType: 'KinesisStreamAsSource' })).toEqual([['delivery'], false]);
  });

  it('takes a record', async () => {
    const answer = await client.send(new PutRecordCommand({ DeliveryStreamName, Record: record('one') }));
    expect(answer).toMatchObject({ RecordId: expect.stringMatching(/^49\d+$/) as string, Encrypted: false });
  });

  it('takes a batch, with an answer for each record in its order', async () => {
    const { FailedPutCount, RequestResponses = [] } = await client.send(
      new PutRecordBatchCommand({ DeliveryStreamName, Records: [record('two'), record('three')] }),
    );
    expect(FailedPutCount).toBe(0);
    const ids = RequestResponses.map(({ RecordId }) => RecordId);
    expect(ids).toEqual([...ids].sort());
    expect(new Set(ids).size).toBe(2);
  });

  it('takes no record over 1,000 KiB, no batch of over 500 records, over 4 MiB or without records', async () => {
    const put = (Records: { readonly Data: Uint8Array }[]): Promise<unknown> =>
      client.send(new PutRecordBatchCommand({ DeliveryStreamName, Records }));
    await expect(put([record('x'.repeat(1_024_001))])).rejects.toMatchObject({
      name: 'ValidationException',
      message:
        "1 validation error detected: Value 'java.nio.HeapByteBuffer[pos=0 lim=1024001 cap=1024001]' at 'records.1.member.data' failed to satisfy constraint: Member must have length less than or equal to 1024000",
    });
    await expect(put(Array.from({ length: 501 }, () => record('x')))).rejects.toMatchObject({
      name: 'ValidationException',
    });
    await expect(put([])).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(put(Array.from({ length: 5 }, () => record('x'.repeat(1_000_000))))).rejects.toMatchObject({
      name: 'InvalidArgumentException',
      message: 'Records size exceeds 4 MB limit',
    });
  });

  it('lets in 5 MiB a second, and answers 503 to what is more', async () => {
    clock.advance(1000);
    const large = record('x'.repeat(1_024_000));
    const put = (): Promise<unknown> =>
      client.send(new PutRecordBatchCommand({ DeliveryStreamName, Records: [large, large, large] }));
    await put();
    await expect(put()).rejects.toMatchObject({
      name: 'ServiceUnavailableException',
      $metadata: { httpStatusCode: 503 },
    });
    clock.advance(1000);
    await put();
  });

  it('lets nobody put into a delivery stream that reads a Kinesis stream', async () => {
    const refused = {
      name: 'InvalidArgumentException',
      message: 'This operation is not permitted on KinesisStreamAsSource delivery stream type.',
      $metadata: { httpStatusCode: 400 },
    };
    const name = { DeliveryStreamName: 'delivery' };
    await expect(client.send(new PutRecordCommand({ ...name, Record: record('x') }))).rejects.toMatchObject(refused);
    await expect(client.send(new PutRecordBatchCommand({ ...name, Records: [record('x')] }))).rejects.toMatchObject(
      refused,
    );
  });

  it('says of a delivery stream that is not there that it is not', async () => {
    const missing = {
      name: 'ResourceNotFoundException',
      message: 'Firehose other under account 123456789012 not found.',
    };
    const name = { DeliveryStreamName: 'other' };
    await expect(client.send(new DescribeDeliveryStreamCommand(name))).rejects.toMatchObject(missing);
    await expect(client.send(new PutRecordCommand({ ...name, Record: record('x') }))).rejects.toMatchObject(missing);
  });

  it('does not know the operations that it does not have', async () => {
    await expect(client.send(new StartDeliveryStreamEncryptionCommand({ DeliveryStreamName }))).rejects.toMatchObject({
      name: 'UnknownOperationException',
    });
  });
});
