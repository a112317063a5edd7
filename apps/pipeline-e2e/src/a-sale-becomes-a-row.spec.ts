import { AthenaClient } from '@aws-sdk/client-athena';
import {
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
  UpdateItemCommand,
  type AttributeValue,
} from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { clientConfig, eventually, query } from './clients.js';
import { LocalRun } from './local-run.js';

const SAMPLE_QUERY = `SELECT * FROM p1_kinesis_firehose_destination
WHERE product_name = 'Laptop' AND creation_datetime >= current_date - interval '1' day;`;
const LAKE = 'p1_kinesis_firehose_destination';

const laptop = (saleId: string, change: Record<string, AttributeValue> = {}): Record<string, AttributeValue> => ({
  sale_id: { S: saleId },
  product_id: { S: 'P-1' },
  product_name: { S: 'Laptop' },
  quantity: { N: '3' },
  unit_price: { N: '999.9000' },
  currency: { S: 'EUR' },
  status: { S: 'COMPLETED' },
  version: { N: '1' },
  creation_datetime: { S: new Date().toISOString() },
  ...change,
});

describe('A sale becomes a row', () => {
  let run: LocalRun;
  let dynamodb: DynamoDBClient;
  let athena: AthenaClient;
  let s3: S3Client;
  let sts: STSClient;

  beforeAll(async () => {
    const serving = await LocalRun.serving('--ephemeral', '--time-scale', '10');
    run = serving.run;
    const config = clientConfig(serving.endpoint);
    dynamodb = new DynamoDBClient(config);
    athena = new AthenaClient(config);
    s3 = new S3Client({ ...config, forcePathStyle: true });
    sts = new STSClient(config);
  });
  afterAll(async () => {
    for (const client of [dynamodb, athena, s3, sts]) client.destroy();
    await run[Symbol.asyncDispose]();
  });

  const put = (Item: Record<string, AttributeValue>) =>
    dynamodb.send(new PutItemCommand({ TableName: 'sales-dev', Item }));
  const rowsOf = (saleId: string, columns: string) =>
    query(athena, `SELECT ${columns} FROM ${LAKE} WHERE sale_id = '${saleId}' ORDER BY sequence_number`);

  it('is answered by the sample query, verbatim', async () => {
    await put(laptop('story-sample'));
    const rows = await eventually(
      () => query(athena, SAMPLE_QUERY),
      (answer) => answer.some((row) => row.includes('story-sample')),
    );
    const [header = []] = rows;
    const row = rows.find((one) => one.includes('story-sample')) ?? [];
    const value = (column: string) => row[header.indexOf(column)];
    expect(header.at(-1)).toBe('dt');
    expect({
      op: value('op'),
      quantity: value('quantity'),
      price: value('unit_price'),
      total: value('total_amount'),
    }).toEqual({
      op: 'c',
      quantity: '3',
      price: '999.9000',
      total: '2999.7000',
    });
  });

  it('arrives as insert, update and delete, each with the image before', async () => {
    await put(laptop('story-life'));
    const Key = { sale_id: { S: 'story-life' } };
    await dynamodb.send(
      new UpdateItemCommand({
        TableName: 'sales-dev',
        Key,
        UpdateExpression: 'SET #status = :refunded, version = version + :one',
        ConditionExpression: 'version = :seen',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':refunded': { S: 'REFUNDED' }, ':one': { N: '1' }, ':seen': { N: '1' } },
      }),
    );
    await dynamodb.send(new DeleteItemCommand({ TableName: 'sales-dev', Key }));
    const rows = await eventually(
      () => rowsOf('story-life', 'op, version, status, before.status'),
      (answer) => answer.length === 4,
    );
    expect(rows.slice(1)).toEqual([
      ['c', '1', 'COMPLETED', undefined],
      ['u', '2', 'REFUNDED', 'COMPLETED'],
      ['d', '2', 'REFUNDED', undefined],
    ]);
  });

  it('goes to the error output with its reason when it is no sale, and holds up nobody', async () => {
    await put(laptop('story-poison', { quantity: { S: 'three' } }));
    await put({ sale_id: { S: 'story-empty' } });
    await put(laptop('story-after-poison'));
    await eventually(
      () => rowsOf('story-after-poison', 'op'),
      (answer) => answer.length === 2,
    );
    expect(await rowsOf('story-poison', 'op')).toHaveLength(1);

    const Bucket = 'sales-lake-dev-000000000000-us-east-1';
    const errors = await eventually(
      async () => {
        const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'errors/' }));
        const bodies = await Promise.all(
          Contents.map(async ({ Key }) =>
            (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString(),
          ),
        );
        return bodies
          .flatMap((body) => (body ?? '').split('\n').filter((line) => line !== ''))
          .map((line) => JSON.parse(line) as Record<string, unknown>);
      },
      (lines) => lines.length === 2,
    );
    for (const error of errors)
      expect(error).toMatchObject({ errorCode: 'Lambda.ProcessingFailedStatus', attemptsMade: 1 });
    const rawSales = errors.map(({ rawData }) => Buffer.from(String(rawData), 'base64').toString());
    expect(rawSales.some((raw) => raw.includes('story-poison'))).toBe(true);
  });

  it('is not written when its version is not the one that was read', async () => {
    await put(laptop('story-conflict', { version: { N: '7' } }));
    const stale = dynamodb.send(
      new UpdateItemCommand({
        TableName: 'sales-dev',
        Key: { sale_id: { S: 'story-conflict' } },
        UpdateExpression: 'SET version = version + :one',
        ConditionExpression: 'version = :seen',
        ExpressionAttributeValues: { ':one': { N: '1' }, ':seen': { N: '6' } },
      }),
    );
    await expect(stale).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
  });

  it('lives in an account that says who it is', async () => {
    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({ Account: '000000000000' });
  });

  it('survives callers that talk nonsense', async () => {
    const endpoint = await run.said(/Local cloud at (http:\S+):/).then(() => run.said(/(http:\/\/127\.0\.0\.1:\d+)/));
    const unknown = await fetch(endpoint, {
      method: 'POST',
      headers: {
        'x-amz-target': 'DynamoDB_20120810.MakeCoffee',
        'content-type': 'application/x-amz-json-1.0',
        authorization:
          'AWS4-HMAC-SHA256 Credential=local/20261123/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=00',
      },
      body: '{}',
    });
    expect(unknown.status).toBe(400);
    expect(await unknown.text()).toContain('UnknownOperationException');
    expect((await fetch(endpoint, { method: 'POST', body: '\u0000' })).status).toBeGreaterThanOrEqual(400);
    await expect(query(athena, 'SELECT 1')).resolves.toHaveLength(2);
  });

  it('cannot be asked for by statements that are no question', async () => {
    await expect(query(athena, `DELETE FROM ${LAKE}`)).rejects.toThrow();
    await expect(query(athena, "SELECT * FROM read_text('/etc/passwd')")).rejects.toThrow();
    await expect(query(athena, 'SELECT * FROM nowhere')).rejects.toThrow(/TABLE_NOT_FOUND/);
  });
});
