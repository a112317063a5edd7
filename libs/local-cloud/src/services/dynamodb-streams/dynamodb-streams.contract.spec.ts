import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
  type Shard,
  type ShardIteratorType,
} from '@aws-sdk/client-dynamodb-streams';
import { TestEndpoint } from '../../core/test-endpoint.js';
import { createDynamoDbStreams } from './dynamodb-streams.js';
import { DynamoDbFixture } from '../dynamodb/testing/dynamodb-fixture.js';

const TableName = 'sales';
const StreamArn = 'arn:aws:dynamodb:eu-west-1:123456789012:table/sales/stream/2026-11-23T12:00:00.000';

describe('DynamoDB Streams, to the SDK', () => {
  let fixture: DynamoDbFixture;
  let endpoint: TestEndpoint;
  let client: DynamoDBStreamsClient;

  beforeAll(async () => {
    fixture = await DynamoDbFixture.open();
    endpoint = await TestEndpoint.of(await createDynamoDbStreams(fixture.context, fixture.dynamoDb));
    client = new DynamoDBStreamsClient(endpoint.client);
    await fixture.createTable();
    for (const id of ['a', 'b', 'c']) await fixture.put(id, { data: { B: 'AQL/' } });
  });
  afterAll(async () => {
    client.destroy();
    await endpoint[Symbol.asyncDispose]();
    await fixture[Symbol.asyncDispose]();
  });

  const shardId = async (): Promise<string | undefined> =>
    (await client.send(new DescribeStreamCommand({ StreamArn }))).StreamDescription?.Shards?.[0]?.ShardId;
  const iterator = async (type: ShardIteratorType, SequenceNumber?: string): Promise<string | undefined> =>
    (
      await client.send(
        new GetShardIteratorCommand({ StreamArn, ShardId: await shardId(), ShardIteratorType: type, SequenceNumber }),
      )
    ).ShardIterator;

  it('ListStreams', async () => {
    const { Streams } = await client.send(new ListStreamsCommand({ TableName }));
    expect(Streams).toEqual([{ StreamArn, TableName, StreamLabel: '2026-11-23T12:00:00.000' }]);
  });

  it('DescribeStream', async () => {
    const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn }));
    expect(StreamDescription).toMatchObject({
      StreamArn,
      TableName,
      StreamStatus: 'ENABLED',
      StreamViewType: 'NEW_AND_OLD_IMAGES',
      CreationRequestDateTime: new Date('2026-11-23T12:00:00Z'),
    });
  });

  it('DescribeStream of a shard and its child', async () => {
    await fixture.createTable({ TableName: 'returns' });
    const putReturn = (id: string): Promise<unknown> =>
      fixture.api.PutItem({ TableName: 'returns', Item: { id: { S: id } } });
    await putReturn('a');
    fixture.clock.advance(4 * 60 * 60 * 1_000);
    await putReturn('b');
    const ReturnsArn = StreamArn.replace('sales', 'returns');
    const describe = async (more: object): Promise<readonly Shard[]> =>
      (await client.send(new DescribeStreamCommand({ StreamArn: ReturnsArn, ...more }))).StreamDescription?.Shards ??
      [];
    const [parent, child] = await describe({});
    expect(parent?.SequenceNumberRange?.EndingSequenceNumber).toMatch(/^\d{21}$/);
    expect(child?.ParentShardId).toBe(parent?.ShardId);
    const ShardFilter = { Type: 'CHILD_SHARDS', ShardId: parent?.ShardId };
    expect(await describe({ ShardFilter })).toEqual([child]);
    expect(await describe({ Limit: 1 })).toEqual([parent]);
  });

  it('GetShardIterator of four types, GetRecords', async () => {
    const read = async (ShardIterator: string | undefined): Promise<readonly (string | undefined)[]> =>
      ((await client.send(new GetRecordsCommand({ ShardIterator }))).Records ?? []).map(
        ({ dynamodb }) => dynamodb?.Keys?.id?.S,
      );
    const { Records } = await client.send(new GetRecordsCommand({ ShardIterator: await iterator('TRIM_HORIZON') }));
    expect(Records?.[0]).toMatchObject({
      eventName: 'INSERT',
      dynamodb: {
        ApproximateCreationDateTime: new Date('2026-11-23T12:00:00Z'),
        NewImage: { id: { S: 'a' }, data: { B: new Uint8Array([1, 2, 255]) } },
      },
    });
    const second = Records?.[1]?.dynamodb?.SequenceNumber;
    expect(await read(await iterator('AT_SEQUENCE_NUMBER', second))).toEqual(['b', 'c']);
    expect(await read(await iterator('AFTER_SEQUENCE_NUMBER', second))).toEqual(['c']);
    expect(await read(await iterator('LATEST'))).toEqual([]);
  });

  it('ResourceNotFoundException of DescribeStream', async () => {
    await expect(client.send(new DescribeStreamCommand({ StreamArn: `${StreamArn}9` }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('ExpiredIteratorException of GetRecords', async () => {
    const ShardIterator = await iterator('LATEST');
    fixture.clock.advance(15 * 60 * 1_000 + 1);
    await expect(client.send(new GetRecordsCommand({ ShardIterator }))).rejects.toMatchObject({
      name: 'ExpiredIteratorException',
    });
  });
});
