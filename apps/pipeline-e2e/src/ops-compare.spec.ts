import { DeleteItemCommand, DynamoDBClient, PutItemCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { GetCrawlerCommand, GlueClient, StartCrawlerCommand } from '@aws-sdk/client-glue';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { clientConfig, eventually } from './clients.js';
import { LocalRun, summaryOf } from './local-run.js';
import { ops, opsWith } from './ops-run.js';
import { saleItemOf } from './sale-item.js';

const Bucket = 'sales-lake-dev-000000000000-us-east-1';

/** What differs is looked at once more after this. */
const SETTLE = ['--settle', '1'] as const;

describe('ops compares what is with what should be', () => {
  let run: LocalRun;
  let endpoint: string;
  let dynamodb: DynamoDBClient;
  let glue: GlueClient;
  let s3: S3Client;

  beforeAll(async () => {
    ({ run, endpoint } = await LocalRun.serving('--ephemeral', '--time-scale', '10'));
    const config = clientConfig(endpoint);
    dynamodb = new DynamoDBClient(config);
    glue = new GlueClient(config);
    s3 = new S3Client({ ...config, forcePathStyle: true });
  });
  afterAll(async () => {
    for (const client of [dynamodb, glue, s3]) client.destroy();
    await run[Symbol.asyncDispose]();
  });

  const put = (saleId: string, change: Record<string, AttributeValue> = {}) =>
    dynamodb.send(new PutItemCommand({ TableName: 'sales-dev', Item: saleItemOf(saleId, change) }));

  const keysUnder = async (Prefix: string): Promise<readonly string[]> => {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix }));
    return Contents.flatMap(({ Key }) => Key ?? []);
  };

  const reconcile = async (...args: readonly string[]) => {
    const ended = await ops(endpoint, 'reconcile', '--json', ...SETTLE, ...args);
    return { ...ended, summary: summaryOf(ended) };
  };

  it('reconcile says 0 of a table whose every sale is in the lake, and counts what is under way as no fault', async () => {
    for (const id of ['a', 'b', "it's"]) await put(id, { note: { M: { colour: { S: 'red' }, size: { N: '1.50' } } } });
    await put('gone');
    await dynamodb.send(new DeleteItemCommand({ TableName: 'sales-dev', Key: { sale_id: { S: 'gone' } } }));
    const { summary } = await eventually(
      () => reconcile(),
      ({ code }) => code === 0,
    );
    expect(summary).toMatchObject({ items: 3, rows: 3, missing: 0, extra: 0, different: 0, twice: 0, findings: [] });
  });

  it('reconcile names by key and column what the lake has lost, changed, or has too much', async () => {
    const [key = ''] = await keysUnder('sales/');
    const folder = key.slice(0, key.lastIndexOf('/') + 1);
    const line = {
      op: 'u',
      sequence_number: '9'.repeat(40),
      committed_at: '2026-11-23 08:00:00.000',
      processed_at: '2026-11-23 08:00:00.000',
    };
    const rows = [
      { ...line, sale_id: 'a', product_name: 'Lamp?' },
      { ...line, sale_id: 'ghost', product_name: 'Lamp' },
      { ...line, sale_id: 'b', op: 'd' },
    ];
    const forged = `${folder}forged`;
    const Body = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    await s3.send(new PutObjectCommand({ Bucket, Key: forged, Body }));

    const directory = await mkdtemp(join(tmpdir(), 'ops-story-'));
    try {
      const output = join(directory, 'findings.ndjson');
      const { code, summary } = await reconcile('--output', output);
      expect(code).toBe(1);
      expect(summary).toMatchObject({ missing: 1, extra: 1, different: 1, twice: 0 });
      const findings = (await readFile(output, 'utf8'))
        .trimEnd()
        .split('\n')
        .map((text) => JSON.parse(text) as { kind: string; key: string; columns?: { column: string }[] });
      expect(summary['findings']).toEqual(findings);
      expect(Object.fromEntries(findings.map(({ key, kind }) => [key, kind]))).toEqual({
        a: 'different',
        b: 'missing',
        ghost: 'extra',
      });
      expect(findings.find(({ key }) => key === 'a')?.columns).toContainEqual({
        column: 'product_name',
        table: 'Lamp',
        lake: 'Lamp?',
      });
    } finally {
      await s3.send(new DeleteObjectCommand({ Bucket, Key: forged }));
      await rm(directory, { recursive: true });
    }
    expect((await ops(endpoint, 'reconcile', ...SETTLE)).stdout).toContain('reconciled: nothing missing');
  });

  it('reconcile tells what is no sale apart from what is lost, and explain says why, from the view and the object', async () => {
    await put('poison', { quantity: { S: 'three' } });
    const [key = ''] = await eventually(
      () => keysUnder('errors/'),
      (keys) => keys.length === 1,
    );
    const { code, summary } = await reconcile();
    expect({ code, rejected: summary['rejected'] }).toEqual({ code: 0, rejected: 1 });

    for (const what of ['--all', `s3://${Bucket}/${key}`, `s3://${Bucket}/errors/`]) {
      const explained = await ops(endpoint, 'explain', what, '--json');
      expect(explained.code).toBe(1);
      expect(summaryOf(explained)).toMatchObject({
        rejected: 1,
        records: [{ saleId: 'poison', reason: 'invalid-item', details: ["quantity: must be of DynamoDB's type N"] }],
      });
    }
  });

  it('explain reads what is given to it, and says in one sentence what cannot be read', async () => {
    const lines = ['%%%', '{"rawData":7}', Buffer.from('no JSON').toString('base64')].join('\n');
    const { code, stdout } = await opsWith(lines, endpoint, 'explain', '-');
    expect(code).toBe(1);
    expect(stdout).toContain('the raw data is not base64');
    expect(stdout).toContain('the line has no rawData');
    expect(stdout).toContain('3 records: 0 would be accepted now, 1 rejected, 2 unreadable');
    expect(await ops(endpoint, 'explain', `s3://${Bucket}/errors/none`)).toMatchObject({
      code: 2,
      stderr: `explain: There is no object s3://${Bucket}/errors/none.\n`,
    });
  });

  it('drift finds the attributes that the schema does not know, columns that nobody declared, and objects unlike the rest', async () => {
    expect((await ops(endpoint, 'drift')).stderr).toContain('No crawler has written a table');
    const [key = ''] = await keysUnder('sales/');
    const forged = `${key.slice(0, key.lastIndexOf('/') + 1)}forged.gz`;
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: key }));
    const [line = ''] = gunzipSync((await Body?.transformToByteArray()) ?? '')
      .toString()
      .split('\n');
    const row = { ...(JSON.parse(line) as object), version: 'one', loyalty_points: 5 };
    await s3.send(new PutObjectCommand({ Bucket, Key: forged, Body: gzipSync(`${JSON.stringify(row)}\n`) }));
    const unlike = `${key.slice(0, key.lastIndexOf('/') + 1)}unlike`;
    await s3.send(new PutObjectCommand({ Bucket, Key: unlike, Body: '{"sale_id":"x","points":5}\n' }));
    await glue.send(new StartCrawlerCommand({ Name: 'sales-lake-dev' }));
    await eventually(
      () => glue.send(new GetCrawlerCommand({ Name: 'sales-lake-dev' })),
      ({ Crawler }) => Crawler?.State === 'READY',
    );
    for (const Key of [forged, unlike]) await s3.send(new DeleteObjectCommand({ Bucket, Key }));

    const ended = await ops(endpoint, 'drift', '--json');
    expect(ended.code).toBe(1);
    const { drift, attributes, shapes } = summaryOf(ended);
    expect(attributes).toEqual([expect.objectContaining({ name: 'note', rows: 3 })]);
    expect(shapes).toEqual([expect.objectContaining({ location: `s3://${Bucket}/${unlike}` })]);
    expect(drift).toEqual([
      { kind: 'type', column: 'version', declared: 'bigint', crawled: 'string' },
      { kind: 'extra', column: 'loyalty_points', crawled: 'int' },
    ]);
  });

  it('does nothing for a stage that is not there, or a word that it does not know', async () => {
    expect(await ops(endpoint, 'reconcile', '--stage', 'prod')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('There is no stack sales-cdc-prod') as string,
    });
    expect((await ops(endpoint, 'reconcile', '--dry-run')).stdout).toContain(
      'of sales-dev, and sales_cdc_dev.sales_current',
    );
    expect((await ops('http://127.0.0.1:1', 'drift')).stderr).toContain('Nothing answers at http://127.0.0.1:1');
    expect((await ops(endpoint, 'guess')).stderr).toContain('There is no command guess');
  });
});
