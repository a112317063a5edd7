import { AthenaClient } from '@aws-sdk/client-athena';
import {
  DescribeContinuousBackupsCommand,
  DescribeExportCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ExportTableToPointInTimeCommand,
  PutItemCommand,
  UpdateContinuousBackupsCommand,
} from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, DeleteObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { clientConfig, eventually, query } from './clients.js';
import { LocalRun, summaryOf } from './local-run.js';
import { ops } from './ops-run.js';
import { saleItemOf } from './sale-item.js';

const LAKE = 'sales-lake-dev-000000000000-us-east-1';
const EXPORTS = 'exports';

describe('ops backfill writes what the stream never told of', () => {
  let run: LocalRun;
  let endpoint: string;
  let dynamodb: DynamoDBClient;
  let s3: S3Client;
  let athena: AthenaClient;

  beforeAll(async () => {
    ({ run, endpoint } = await LocalRun.serving('--ephemeral', '--time-scale', '10'));
    const config = clientConfig(endpoint);
    dynamodb = new DynamoDBClient(config);
    s3 = new S3Client({ ...config, forcePathStyle: true });
    athena = new AthenaClient(config);
  });
  afterAll(async () => {
    for (const client of [dynamodb, s3, athena]) client.destroy();
    await run[Symbol.asyncDispose]();
  });

  const put = (saleId: string, change = {}) =>
    dynamodb.send(new PutItemCommand({ TableName: 'sales-dev', Item: saleItemOf(saleId, change) }));
  const current = async () =>
    (await query(athena, 'SELECT sale_id, op, quantity FROM sales_current ORDER BY sale_id')).slice(1);
  const keysIn = async (Bucket: string, Prefix = '') => {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix }));
    return Contents.map(({ Key = '' }) => Key);
  };
  /** As if the sales had been written before there was a pipeline. */
  const emptyLake = async () => {
    for (const Key of await keysIn(LAKE, 'sales/')) await s3.send(new DeleteObjectCommand({ Bucket: LAKE, Key }));
  };
  const backfill = async (...args: readonly string[]) => {
    const ended = await ops(endpoint, 'backfill', '--json', ...args);
    return { ...ended, result: ended.stdout === '' ? {} : summaryOf(ended) };
  };

  it('brings every item of the table, and the stream wins over it', async () => {
    for (const id of ['a', 'b', 'c', 'd']) await put(id);
    await eventually(current, (rows) => rows.length === 4);
    await emptyLake();
    expect(await current()).toEqual([]);

    const dry = await backfill('--id', 'story', '--dry-run');
    expect(dry.result).toMatchObject({ items: 4, rows: 4, objects: 0 });
    expect(await keysIn(LAKE, 'backfill/')).toEqual([]);

    const done = await backfill('--id', 'story', '--segments', '3');
    expect(done).toMatchObject({ code: 0, result: { items: 4, rows: 4, refused: 0, segments: 3, segmentsDone: 3 } });
    expect(await current()).toEqual(['a', 'b', 'c', 'd'].map((id) => [id, 'r', '1']));

    const keys = await keysIn(LAKE);
    expect((await backfill('--id', 'story', '--segments', '3')).result).toMatchObject({ rows: 4 });
    expect(await keysIn(LAKE)).toEqual(keys);

    await put('b', { quantity: { N: '7' }, version: { N: '2' } });
    await eventually(current, (rows) => rows.some(([, , quantity]) => quantity === '7'));
    expect((await backfill('--id', 'later')).code).toBe(0);
    expect(await current()).toEqual([
      ['a', 'r', '1'],
      ['b', 'u', '7'],
      ['c', 'r', '1'],
      ['d', 'r', '1'],
    ]);
    expect((await ops(endpoint, 'reconcile', '--settle', '1')).code).toBe(0);
  });

  it('goes on only as it was begun', async () => {
    const { code, stderr } = await backfill('--id', 'story', '--segments', '4');
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/The backfill story was begun over the table sales-dev in 3 segments/) as string,
    });
  });

  const exported = async (): Promise<string> => {
    const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: 'sales-dev' }));
    await dynamodb.send(
      new UpdateContinuousBackupsCommand({
        TableName: 'sales-dev',
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      }),
    );
    await eventually(
      () => dynamodb.send(new DescribeContinuousBackupsCommand({ TableName: 'sales-dev' })),
      ({ ContinuousBackupsDescription: backups }) =>
        backups?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus === 'ENABLED',
    );
    await s3.send(new CreateBucketCommand({ Bucket: EXPORTS }));
    const { ExportDescription } = await dynamodb.send(
      new ExportTableToPointInTimeCommand({ TableArn: Table?.TableArn, S3Bucket: EXPORTS, S3Prefix: 'nightly' }),
    );
    const { ExportDescription: done } = await eventually(
      () => dynamodb.send(new DescribeExportCommand({ ExportArn: ExportDescription?.ExportArn })),
      ({ ExportDescription: now }) => now?.ExportStatus !== 'IN_PROGRESS',
    );
    return `s3://${EXPORTS}/${done?.ExportManifest ?? ''}`;
  };

  it('reads an export, names items that are no sales, and refuses one that is cut short', async () => {
    await put('e', { status: { S: 'LOST' } });
    const url = await exported();
    await emptyLake();
    const { code, result, stderr } = await backfill('--id', 'exported', '--from-export', url);
    expect({ code, result }).toMatchObject({ code: 1, result: { items: 5, rows: 4, refused: 1 } });
    expect(stderr).toMatch(/\{"S":"e"\}: status: must be one of/);
    expect((await current()).map(([id]) => id)).toEqual(['a', 'b', 'c', 'd']);

    const [file = ''] = await keysIn(EXPORTS, 'nightly/').then((keys) => keys.filter((key) => key.includes('/data/')));
    await s3.send(new DeleteObjectCommand({ Bucket: EXPORTS, Key: file }));
    const refused = await backfill('--id', 'cut-short', '--from-export', url);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/The export is cut short: .* is not there\./);
    expect(await keysIn(LAKE, 'backfill/cut-short')).toEqual([]);
  });
});
