import {
  AddTagsToStreamCommand,
  CreateStreamCommand,
  DecreaseStreamRetentionPeriodCommand,
  DeleteStreamCommand,
  DescribeAccountSettingsCommand,
  DescribeLimitsCommand,
  DescribeStreamCommand,
  DescribeStreamSummaryCommand,
  EnableEnhancedMonitoringCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  IncreaseStreamRetentionPeriodCommand,
  KinesisClient,
  ListShardsCommand,
  ListStreamsCommand,
  ListTagsForStreamCommand,
  MergeShardsCommand,
  PutRecordCommand,
  PutRecordsCommand,
  RegisterStreamConsumerCommand,
  RemoveTagsFromStreamCommand,
  SplitShardCommand,
  UpdateShardCountCommand,
  UpdateStreamModeCommand,
  type ShardIteratorType,
} from '@aws-sdk/client-kinesis';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '../../core/manual-clock.js';
import { testContext } from '../../core/test-context.js';
import { TestEndpoint } from '../../core/test-endpoint.js';
import { createKinesis, type Kinesis } from './kinesis.js';

const StreamName = 'sales';
const StreamARN = 'arn:aws:kinesis:eu-west-1:123456789012:stream/sales';
const ShardId = 'shardId-000000000000';
const HALF = String(1n << 127n);
const textOf = (data: Uint8Array | undefined): string => Buffer.from(data ?? []).toString();

describe('Kinesis, to the SDK', () => {
  let folder: string;
  let clock: ManualClock;
  let kinesis: Kinesis;
  let endpoint: TestEndpoint;
  let client: KinesisClient;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kinesis-'));
    clock = new ManualClock();
    kinesis = await createKinesis(testContext(folder, { clock }));
    endpoint = await TestEndpoint.of(kinesis);
    // Its own handler: HTTP/2 without TLS, as with AWS_ENDPOINT_URL alone.
    client = new KinesisClient(endpoint.client);
  });
  afterAll(async () => {
    client.destroy();
    await endpoint[Symbol.asyncDispose]();
    await kinesis[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(() => client.send(new CreateStreamCommand({ StreamName, ShardCount: 1, Tags: { team: 'sales' } })));
  afterEach(() => client.send(new DeleteStreamCommand({ StreamName })));

  const put = async (text: string): Promise<string | undefined> =>
    (await client.send(new PutRecordCommand({ StreamName, PartitionKey: 'k', Data: Buffer.from(text) })))
      .SequenceNumber;
  const iterator = async (type: ShardIteratorType, more: object = {}): Promise<string | undefined> =>
    (await client.send(new GetShardIteratorCommand({ StreamName, ShardId, ShardIteratorType: type, ...more })))
      .ShardIterator;
  const split = (): Promise<unknown> =>
    client.send(new SplitShardCommand({ StreamName, ShardToSplit: ShardId, NewStartingHashKey: HALF }));

  it('DescribeStream', async () => {
    const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamARN }));
    expect(StreamDescription).toMatchObject({
      StreamName,
      StreamStatus: 'ACTIVE',
      Shards: [{ ShardId, HashKeyRange: { StartingHashKey: '0' } }],
      StreamCreationTimestamp: new Date(clock.now()),
    });
  });

  it('DescribeStreamSummary', async () => {
    const { StreamDescriptionSummary } = await client.send(new DescribeStreamSummaryCommand({ StreamName }));
    expect(StreamDescriptionSummary).toMatchObject({ StreamARN, OpenShardCount: 1, RetentionPeriodHours: 24 });
  });

  it('ListStreams', async () => {
    const { StreamNames, StreamSummaries } = await client.send(new ListStreamsCommand({}));
    expect(StreamNames).toEqual([StreamName]);
    expect(StreamSummaries?.[0]).toMatchObject({ StreamARN });
  });

  it('ListShards', async () => {
    const { Shards } = await client.send(new ListShardsCommand({ StreamName, ShardFilter: { Type: 'AT_LATEST' } }));
    expect(Shards).toMatchObject([{ ShardId }]);
  });

  it('PutRecord, GetShardIterator of five types, GetRecords', async () => {
    const first = await put('a');
    clock.advance(1_000);
    const Timestamp = new Date(clock.now());
    await put('b');
    const read = async (ShardIterator: string | undefined): Promise<unknown> => {
      clock.advance(200);
      return (await client.send(new GetRecordsCommand({ ShardIterator }))).Records?.map(({ Data }) => textOf(Data));
    };
    expect(await read(await iterator('TRIM_HORIZON'))).toEqual(['a', 'b']);
    expect(await read(await iterator('LATEST'))).toEqual([]);
    expect(await read(await iterator('AT_TIMESTAMP', { Timestamp }))).toEqual(['b']);
    expect(await read(await iterator('AT_SEQUENCE_NUMBER', { StartingSequenceNumber: first }))).toEqual(['a', 'b']);
    expect(await read(await iterator('AFTER_SEQUENCE_NUMBER', { StartingSequenceNumber: first }))).toEqual(['b']);
  });

  it('GetRecords tells how far behind it is', async () => {
    await put('a');
    await put('b');
    clock.advance(3_000);
    const answer = await client.send(
      new GetRecordsCommand({ ShardIterator: await iterator('TRIM_HORIZON'), Limit: 1 }),
    );
    expect(answer.MillisBehindLatest).toBe(3_000);
  });

  it('PutRecords fails the records that are over the limit of the shard', async () => {
    const Records = Array.from({ length: 400 }, () => ({ PartitionKey: 'k', Data: Buffer.from('x') }));
    const counts = [];
    for (let call = 0; call < 3; call += 1)
      counts.push((await client.send(new PutRecordsCommand({ StreamName, Records }))).FailedRecordCount);
    expect(counts).toEqual([0, 0, 200]);
    clock.advance(1_000);
  });

  it('ProvisionedThroughputExceededException of GetRecords', async () => {
    const ShardIterator = await iterator('LATEST');
    for (let call = 0; call < 5; call += 1) await client.send(new GetRecordsCommand({ ShardIterator }));
    await expect(client.send(new GetRecordsCommand({ ShardIterator }))).rejects.toMatchObject({
      name: 'ProvisionedThroughputExceededException',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('ExpiredIteratorException of GetRecords', async () => {
    const ShardIterator = await iterator('LATEST');
    clock.advance(5 * 60 * 1_000 + 1);
    await expect(client.send(new GetRecordsCommand({ ShardIterator }))).rejects.toMatchObject({
      name: 'ExpiredIteratorException',
    });
  });

  it('ResourceNotFoundException of PutRecord', async () => {
    const lost = new PutRecordCommand({ StreamName: 'other', PartitionKey: 'k', Data: Buffer.from('x') });
    await expect(client.send(lost)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Stream other under account 123456789012 not found.',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('ResourceInUseException of CreateStream', async () => {
    await expect(client.send(new CreateStreamCommand({ StreamName, ShardCount: 1 }))).rejects.toMatchObject({
      name: 'ResourceInUseException',
    });
  });

  it('SplitShard, then GetRecords with the children and no iterator', async () => {
    await put('a');
    await split();
    const answer = await client.send(new GetRecordsCommand({ ShardIterator: await iterator('TRIM_HORIZON') }));
    expect(answer.Records).toHaveLength(1);
    expect(answer.NextShardIterator).toBeUndefined();
    expect(answer.ChildShards?.map(({ ParentShards }) => ParentShards)).toEqual([[ShardId], [ShardId]]);
    await expect(split()).rejects.toMatchObject({ name: 'InvalidArgumentException' });
  });

  it('MergeShards', async () => {
    await split();
    const [ShardToMerge, AdjacentShardToMerge] = ['shardId-000000000001', 'shardId-000000000002'];
    await client.send(new MergeShardsCommand({ StreamName, ShardToMerge, AdjacentShardToMerge }));
    const { Shards } = await client.send(new ListShardsCommand({ StreamName, ShardFilter: { Type: 'AT_LATEST' } }));
    expect(Shards).toMatchObject([{ ParentShardId: ShardToMerge, AdjacentParentShardId: AdjacentShardToMerge }]);
  });

  it('UpdateShardCount', async () => {
    const scale = { StreamName, ScalingType: 'UNIFORM_SCALING' } as const;
    const answer = await client.send(new UpdateShardCountCommand({ ...scale, TargetShardCount: 2 }));
    expect(answer).toMatchObject({ StreamName, CurrentShardCount: 1, TargetShardCount: 2 });
    await expect(client.send(new UpdateShardCountCommand({ ...scale, TargetShardCount: 5 }))).rejects.toMatchObject({
      name: 'InvalidArgumentException',
    });
  });

  it('UpdateStreamMode', async () => {
    const StreamModeDetails = { StreamMode: 'ON_DEMAND' } as const;
    await client.send(new UpdateStreamModeCommand({ StreamARN, StreamModeDetails }));
    await expect(split()).rejects.toMatchObject({ name: 'ValidationException' });
    expect(await client.send(new DescribeLimitsCommand({}))).toMatchObject({ OnDemandStreamCount: 1 });
  });

  it('IncreaseStreamRetentionPeriod, DecreaseStreamRetentionPeriod', async () => {
    await client.send(new IncreaseStreamRetentionPeriodCommand({ StreamName, RetentionPeriodHours: 48 }));
    await client.send(new DecreaseStreamRetentionPeriodCommand({ StreamName, RetentionPeriodHours: 24 }));
    await expect(
      client.send(new DecreaseStreamRetentionPeriodCommand({ StreamName, RetentionPeriodHours: 23 })),
    ).rejects.toMatchObject({ name: 'InvalidArgumentException' });
  });

  it('AddTagsToStream, ListTagsForStream, RemoveTagsFromStream', async () => {
    const tags = async (): Promise<unknown> => (await client.send(new ListTagsForStreamCommand({ StreamName }))).Tags;
    await client.send(new AddTagsToStreamCommand({ StreamName, Tags: { stage: 'dev' } }));
    expect(await tags()).toEqual([
      { Key: 'stage', Value: 'dev' },
      { Key: 'team', Value: 'sales' },
    ]);
    await client.send(new RemoveTagsFromStreamCommand({ StreamName, TagKeys: ['team'] }));
    expect(await tags()).toEqual([{ Key: 'stage', Value: 'dev' }]);
  });

  it('DescribeLimits', async () => {
    expect(await client.send(new DescribeLimitsCommand({}))).toMatchObject({ OpenShardCount: 1 });
  });

  it('DescribeAccountSettings', async () => {
    const { MinimumThroughputBillingCommitment } = await client.send(new DescribeAccountSettingsCommand({}));
    expect(MinimumThroughputBillingCommitment).toEqual({ Status: 'DISABLED' });
  });

  it('UnknownOperationException of what is not there', async () => {
    for (const call of [
      client.send(new EnableEnhancedMonitoringCommand({ StreamName, ShardLevelMetrics: ['ALL'] })),
      client.send(new RegisterStreamConsumerCommand({ StreamARN, ConsumerName: 'fan-out' })),
    ])
      await expect(call).rejects.toMatchObject({ name: 'UnknownOperationException' });
  });
});
