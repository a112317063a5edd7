import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
  type ShardIteratorType,
} from '@aws-sdk/client-dynamodb-streams';
import { createWireServer, type WireServer } from '@sales-cdc/aws-wire';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '../../core/manual-clock.js';
import { testContext } from '../../core/test-context.js';
import { createDynamoDb, type DynamoDb } from '../dynamodb/index.js';
import { createDynamoDbStreams } from './dynamodb-streams.js';

const TableName = 'sales';
const StreamArn = 'arn:aws:dynamodb:eu-west-1:123456789012:table/sales/stream/2026-11-23T12:00:00.000';

describe('DynamoDB Streams, to the SDK', () => {
  let folder: string;
  let clock: ManualClock;
  let dynamoDb: DynamoDb;
  let server: WireServer;
  let client: DynamoDBStreamsClient;
  const defects: unknown[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dynamodb-streams-'));
    clock = new ManualClock();
    const context = testContext(folder, { clock });
    dynamoDb = await createDynamoDb(context);
    const { wire } = await createDynamoDbStreams(context, dynamoDb);
    const services = wire ? [wire] : [];
    server = await createWireServer({ services, host: '127.0.0.1', port: 0, onDefect: (error) => defects.push(error) });
    client = new DynamoDBStreamsClient({
      endpoint: server.url,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      maxAttempts: 1,
    });
    await dynamoDb.api.CreateTable({
      TableName,
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    });
    for (const id of ['a', 'b', 'c'])
      await dynamoDb.api.PutItem({ TableName, Item: { id: { S: id }, data: { B: 'AQL/' } } });
  });
  afterAll(async () => {
    client.destroy();
    await server[Symbol.asyncDispose]();
    await dynamoDb[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
    expect(defects).toEqual([]);
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
    clock.advance(15 * 60 * 1_000 + 1);
    await expect(client.send(new GetRecordsCommand({ ShardIterator }))).rejects.toMatchObject({
      name: 'ExpiredIteratorException',
    });
  });
});
