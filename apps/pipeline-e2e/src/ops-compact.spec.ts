import { AthenaClient } from '@aws-sdk/client-athena';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import { clientConfig, eventually, query } from './clients.js';
import { LocalRun, summaryOf } from './local-run.js';
import { ops } from './ops-run.js';
import { saleItemOf } from './sale-item.js';

const LAKE = 'p1_kinesis_firehose_destination';
const DAY_MS = 86_400_000;
const dayBefore = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);
const CLOSED = dayBefore(30);

describe('ops compact', () => {
  let run: LocalRun;
  let endpoint: string;
  let bucket = '';
  let dynamodb: DynamoDBClient;
  let athena: AthenaClient;
  let s3: S3Client;

  beforeAll(async () => {
    ({ run, endpoint } = await LocalRun.serving('--ephemeral', '--time-scale', '10'));
    const config = clientConfig(endpoint);
    dynamodb = new DynamoDBClient(config);
    athena = new AthenaClient(config);
    s3 = new S3Client({ ...config, forcePathStyle: true });
    const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
    bucket = Buckets.find(({ Name }) => Name?.startsWith('sales-lake-'))?.Name ?? '';
  });
  afterAll(async () => {
    for (const client of [dynamodb, athena, s3]) client.destroy();
    await run[Symbol.asyncDispose]();
  });

  const keysOf = async (Prefix: string): Promise<readonly string[]> => {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix }));
    return Contents.map(({ Key = '' }) => Key);
  };
  const counts = async () => ({
    rows: Number((await query(athena, `SELECT count(*) FROM ${LAKE}`))[1]?.[0]),
    sales: Number((await query(athena, 'SELECT count(*) FROM sales_current'))[1]?.[0]),
  });
  /** Delivered objects as they would lie there a month later, one of them delivered twice. */
  const age = async (): Promise<number> => {
    const keys = await keysOf('sales/');
    for (const [index, Key] of [...keys, keys[0] ?? ''].entries())
      await s3.send(
        new CopyObjectCommand({
          Bucket: bucket,
          Key: `sales/dt=${CLOSED}/delivery-${index}.gz`,
          CopySource: `${bucket}/${encodeURIComponent(Key)}`,
        }),
      );
    for (const Key of keys) await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
    return keys.length + 1;
  };

  it('puts a closed day into one object, while the views answer the same, and does nothing the second time', async () => {
    for (let number = 0; number < 12; number++) {
      await dynamodb.send(new PutItemCommand({ TableName: 'sales-dev', Item: saleItemOf(`story-${number}`) }));
      if (number % 3 === 2) await eventually(counts, ({ rows }) => rows === number + 1);
    }
    const objects = await age();
    const before = await counts();
    expect(before.rows).toBeGreaterThan(12);

    const refused = await ops(endpoint, 'compact', '--day', CLOSED);
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('delivery to it is running') as string });

    const planned = await ops(endpoint, 'compact', '--settle', '0', '--dry-run', '--json');
    expect(summaryOf(planned)).toMatchObject({ days: [{ day: CLOSED, before: { objects }, after: { objects: 1 } }] });
    expect(await keysOf(`sales/dt=${CLOSED}/`)).toHaveLength(objects);

    const done = await ops(endpoint, 'compact', '--settle', '0', '--json');
    expect(done.code).toBe(0);
    expect(summaryOf(done)).toMatchObject({
      days: [{ day: CLOSED, before: { objects }, after: { objects: 1 }, rows: 12, repeats: before.rows - 12 }],
      damaged: [],
    });
    expect(await counts()).toEqual({ rows: 12, sales: before.sales });

    const again = await ops(endpoint, 'compact', '--settle', '0');
    expect(again.stdout).toContain('0 days compacted, 1 had nothing to put together');
    expect(await keysOf('compactions/')).toEqual([]);
  });

  it('refuses a day that is open, and a day that is none', async () => {
    const sales = (await counts()).sales;
    await dynamodb.send(new PutItemCommand({ TableName: 'sales-dev', Item: saleItemOf('story-today') }));
    await eventually(counts, (now) => now.sales === sales + 1);
    const [, today = ''] = /dt=([^/]+)/.exec((await keysOf('sales/')).find((key) => !key.includes(CLOSED)) ?? '') ?? [];
    expect(await ops(endpoint, 'compact', '--day', today, '--settle', '0')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`${today} is open until`) as string,
    });
    expect(await ops(endpoint, 'compact', '--day', 'yesterday')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--day must be a day such as 2026-11-01') as string,
    });
  });
});
