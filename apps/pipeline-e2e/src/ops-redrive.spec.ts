import { AthenaClient } from '@aws-sdk/client-athena';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, PutItemCommand, DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import {
  GetRecordsCommand as GetKinesisRecordsCommand,
  GetShardIteratorCommand as GetKinesisShardIteratorCommand,
  KinesisClient,
  ListShardsCommand,
} from '@aws-sdk/client-kinesis';
import { LambdaClient, ListEventSourceMappingsCommand, UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { PipesClient, StartPipeCommand, StopPipeCommand } from '@aws-sdk/client-pipes';
import { ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { clientConfig, eventually, query } from './clients.js';
import { LocalRun, summaryOf } from './local-run.js';
import { ops } from './ops-run.js';
import { saleItemOf } from './sale-item.js';

const TABLE = 'sales-dev';
const STREAM = 'sales-changes-dev';

describe('ops redrive brings home what was given up', () => {
  let run: LocalRun;
  let endpoint: string;
  let outputs: ReadonlyMap<string, string>;
  let dynamodb: DynamoDBClient;
  let streams: DynamoDBStreamsClient;
  let kinesis: KinesisClient;
  let lambda: LambdaClient;
  let pipes: PipesClient;
  let s3: S3Client;
  let sns: SNSClient;
  let sqs: SQSClient;
  let athena: AthenaClient;

  beforeAll(async () => {
    ({ run, endpoint } = await LocalRun.serving('--ephemeral', '--time-scale', '10'));
    const config = clientConfig(endpoint);
    [dynamodb, streams, kinesis] = [
      new DynamoDBClient(config),
      new DynamoDBStreamsClient(config),
      new KinesisClient(config),
    ];
    [lambda, pipes, sns, sqs] = [
      new LambdaClient(config),
      new PipesClient(config),
      new SNSClient(config),
      new SQSClient(config),
    ];
    [athena, s3] = [new AthenaClient(config), new S3Client({ ...config, forcePathStyle: true })];
    const cloudFormation = new CloudFormationClient(config);
    const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName: 'sales-cdc-dev' }));
    cloudFormation.destroy();
    outputs = new Map(Stacks?.[0]?.Outputs?.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
  });
  afterAll(async () => {
    for (const client of [dynamodb, streams, kinesis, lambda, pipes, s3, sns, sqs, athena]) client.destroy();
    await run[Symbol.asyncDispose]();
  });

  const output = (name: string): string => outputs.get(name) ?? '';
  const put = (saleId: string, change = {}) =>
    dynamodb.send(new PutItemCommand({ TableName: TABLE, Item: saleItemOf(saleId, change) }));
  const redrive = async (...args: readonly string[]) => {
    const ended = await ops(endpoint, 'redrive', '--json', ...args);
    return { ...ended, result: summaryOf(ended) };
  };
  const rowsOf = async (saleId: string, table = 'p1_kinesis_firehose_destination') =>
    (await query(athena, `SELECT sale_id FROM ${table} WHERE sale_id = '${saleId}'`)).slice(1);
  const lakeKeys = async () => {
    const { Contents = [] } = await s3.send(
      new ListObjectsV2Command({ Bucket: output('LakeBucketName'), Prefix: 'sales/' }),
    );
    return Contents.map(({ Key }) => Key);
  };
  const messagesIn = async (QueueUrl: string): Promise<number> => {
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
    );
    return Number(Attributes?.['ApproximateNumberOfMessages']);
  };
  const send = (queue: string, body: string | object) =>
    sqs.send(
      new SendMessageCommand({
        QueueUrl: output(queue),
        MessageBody: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    );
  const empty = async (queue: string) => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: output(queue), MaxNumberOfMessages: 10 }),
    );
    for (const { ReceiptHandle } of Messages)
      await sqs.send(new DeleteMessageCommand({ QueueUrl: output(queue), ReceiptHandle }));
  };

  /** The newest record of the table's stream, by its place. */
  const newestChange = async () => {
    const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: TABLE }));
    const streamArn = Table?.LatestStreamArn ?? '';
    const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn: streamArn }));
    const shardId = StreamDescription?.Shards?.at(-1)?.ShardId ?? '';
    const { ShardIterator } = await streams.send(
      new GetShardIteratorCommand({ StreamArn: streamArn, ShardId: shardId, ShardIteratorType: 'TRIM_HORIZON' }),
    );
    const { Records = [] } = await streams.send(new GetRecordsCommand({ ShardIterator }));
    return { record: Records.at(-1), streamArn, shardId, number: Records.at(-1)?.dynamodb?.SequenceNumber ?? '' };
  };

  describe('from the error output', () => {
    it('makes rows of raw data that is a sale, once, and keeps the rest with the reason', async () => {
      await put('redrive-poison', { quantity: { S: 'three' } });
      await eventually(
        async () => (await redrive('--only', 'errors', '--dry-run')).result['errors'],
        (errors) => (errors as { kept: unknown[] }).kept.length === 1,
      );
      const record = {
        eventID: 'redrive-event',
        eventName: 'INSERT',
        dynamodb: {
          ApproximateCreationDateTime: Math.floor(Date.now() / 1000),
          SequenceNumber: '100000000000000000001',
          NewImage: saleItemOf('redrive-sound'),
        },
      };
      const line = { attemptsMade: 1, rawData: Buffer.from(JSON.stringify(record)).toString('base64') };
      await s3.send(
        new PutObjectCommand({
          Bucket: output('LakeBucketName'),
          Key: 'errors/processing-failed/dt=2026-11-23/of-an-old-codec',
          Body: `${JSON.stringify(line)}\n{"rawData":"***"}\n`,
        }),
      );
      const { code, result, stderr } = await redrive('--only', 'errors');
      expect(code).toBe(1);
      expect(result['errors']).toMatchObject({ objects: 2, redriven: 1, kept: [{}, {}] });
      expect(stderr).toMatch(/line 2: rawData is not base64/);
      expect(stderr).toMatch(/line 1: quantity: must be of DynamoDB's type N/);
      expect(await rowsOf('redrive-sound')).toHaveLength(1);

      const keys = await lakeKeys();
      expect((await redrive('--only', 'errors')).result['errors']).toMatchObject({ redriven: 0, kept: [{}, {}] });
      expect(await lakeKeys()).toEqual(keys);
    });
  });

  describe("from the pipe's dead-letter queue", () => {
    beforeAll(() => pipes.send(new StopPipeCommand({ Name: output('PipeName') })));
    afterAll(() => pipes.send(new StartPipeCommand({ Name: output('PipeName') })));

    it('reads again what a message points to, and names what is no such message', async () => {
      await put('redrive-letter');
      const { streamArn, shardId, number } = await newestChange();
      const pointer = { streamArn, shardId, startSequenceNumber: number, endSequenceNumber: number, batchSize: 1 };
      await send('DeadLetterQueueUrl', {
        context: { condition: 'RetryAttemptsExhausted' },
        version: '1.0',
        DDBStreamBatchInfo: pointer,
      });
      await send('DeadLetterQueueUrl', 'hello');
      await send('DeadLetterQueueUrl', {
        DDBStreamBatchInfo: { ...pointer, streamArn: streamArn.replace(TABLE, 'orders') },
      });
      const dry = await redrive('--only', 'dead-letters', '--dry-run');
      expect(dry.result['dead-letters']).toMatchObject({ redriven: 1, records: 1, kept: [{}, {}] });
      expect(await messagesIn(output('DeadLetterQueueUrl'))).toBe(3);

      const { code, result, stderr } = await redrive('--only', 'dead-letters');
      expect(code).toBe(1);
      expect(result['dead-letters']).toMatchObject({ redriven: 1, records: 1, kept: [{}, {}] });
      expect(stderr).toMatch(/the message has no DDBStreamBatchInfo/);
      expect(stderr).toMatch(/which is no stream of the table sales-dev/);
      await eventually(
        () => rowsOf('redrive-letter'),
        (rows) => rows.length === 1,
      );
      expect(await messagesIn(output('DeadLetterQueueUrl'))).toBe(2);
      await empty('DeadLetterQueueUrl');
    });
  });

  it('shows a change that comes twice once', async () => {
    await put('redrive-twice');
    await eventually(
      () => rowsOf('redrive-twice'),
      (rows) => rows.length === 1,
    );
    const { streamArn, shardId, number } = await newestChange();
    await send('DeadLetterQueueUrl', {
      DDBStreamBatchInfo: { streamArn, shardId, startSequenceNumber: number, endSequenceNumber: number },
    });
    expect(await redrive()).toMatchObject({ result: { 'dead-letters': { redriven: 1, kept: [] } } });
    await eventually(
      () => rowsOf('redrive-twice'),
      (rows) => rows.length === 2,
    );
    expect(await rowsOf('redrive-twice', 'sales_current')).toHaveLength(1);
    expect(await rowsOf('redrive-twice', 'sales_history')).toHaveLength(1);
  });

  it('hands the alerts function what it gave up, and nobody is alerted twice', async () => {
    const queueArn = 'arn:aws:sqs:us-east-1:000000000000:watchers';
    const anyone = { Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: queueArn };
    const { QueueUrl = '' } = await sqs.send(
      new CreateQueueCommand({
        QueueName: 'watchers',
        Attributes: { Policy: JSON.stringify({ Version: '2012-10-17', Statement: [anyone] }) },
      }),
    );
    await sns.send(
      new SubscribeCommand({
        TopicArn: output('AlertTopicArn'),
        Protocol: 'sqs',
        Endpoint: queueArn,
        Attributes: { RawMessageDelivery: 'true' },
      }),
    );
    const { EventSourceMappings: [mapping] = [] } = await lambda.send(
      new ListEventSourceMappingsCommand({ FunctionName: output('AlertFunctionName') }),
    );
    await lambda.send(new UpdateEventSourceMappingCommand({ UUID: mapping?.UUID, Enabled: false }));
    await put('redrive-alert', { unit_price: { N: '5000' } });
    await eventually(
      () => rowsOf('redrive-alert'),
      (rows) => rows.length === 1,
    );
    const pointer = await newestOnStream();
    const message = {
      requestContext: { functionArn: mapping?.FunctionArn, condition: 'RetryAttemptsExhausted' },
      version: '1.0',
      KinesisBatchInfo: pointer,
    };
    await send('AlertFailureQueueUrl', message);
    expect((await redrive('--only', 'alerts')).result).toMatchObject({ alerts: { redriven: 1, records: 1, kept: [] } });
    await eventually(
      () => messagesIn(QueueUrl),
      (count) => count === 1,
    );
    await send('AlertFailureQueueUrl', message);
    expect(await redrive('--only', 'alerts')).toMatchObject({ code: 0, result: { alerts: { redriven: 1 } } });
    expect(await messagesIn(QueueUrl)).toBe(1);
    expect(await messagesIn(output('AlertFailureQueueUrl'))).toBe(0);
  });

  const newestOnStream = async () => {
    const { Shards = [] } = await kinesis.send(new ListShardsCommand({ StreamName: STREAM }));
    const shardId = Shards[0]?.ShardId ?? '';
    const { ShardIterator } = await kinesis.send(
      new GetKinesisShardIteratorCommand({ StreamName: STREAM, ShardId: shardId, ShardIteratorType: 'TRIM_HORIZON' }),
    );
    const { Records = [] } = await kinesis.send(new GetKinesisRecordsCommand({ ShardIterator }));
    const number = Records.at(-1)?.SequenceNumber;
    const streamArn = `arn:aws:kinesis:us-east-1:000000000000:stream/${STREAM}`;
    return { streamArn, shardId, startSequenceNumber: number, endSequenceNumber: number, batchSize: 1 };
  };

  it('takes no place that there is not', async () => {
    const { code, stderr } = await ops(endpoint, 'redrive', '--only', 'somewhere');
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(
        /There is no place "somewhere": name one of dead-letters, alerts, errors\./,
      ) as string,
    });
  });
});
