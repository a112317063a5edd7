import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsCli, installedAwsClis } from './aws-cli.js';
import { eventually } from './clients.js';
import { LocalRun } from './local-run.js';

const clis = installedAwsClis();
if (clis.length === 0) console.warn('The AWS CLI is not installed: its stories are skipped.');

const LAKE = 's3://sales-lake-dev-000000000000-us-east-1';
const SAMPLE_QUERY = `SELECT * FROM p1_kinesis_firehose_destination
WHERE product_name = 'Laptop' AND creation_datetime >= current_date - interval '1' day;`;
const MIB = 1024 * 1024;

const stories = clis.length === 0 ? describe.skip.each([{ program: 'none', version: 'none' }]) : describe.each(clis);

stories('The AWS CLI $version', (installed) => {
  let folder: string;
  let run: LocalRun;
  let aws: AwsCli;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aws-cli-'));
    const serving = await LocalRun.serving('--ephemeral', '--time-scale', '10');
    run = serving.run;
    aws = new AwsCli(installed, serving.endpoint);
  });
  afterAll(async () => {
    await run[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  it('knows the account', async () => {
    expect(await aws.json('sts', 'get-caller-identity')).toMatchObject({ Account: '000000000000' });
  });

  it('writes a sale and sees it in the table, on the stream, in the lake and by SQL', async () => {
    const item = {
      sale_id: { S: 'cli-1' },
      product_id: { S: 'P-1' },
      product_name: { S: 'Laptop' },
      quantity: { N: '1' },
      unit_price: { N: '999.9' },
      currency: { S: 'EUR' },
      status: { S: 'COMPLETED' },
      version: { N: '1' },
      creation_datetime: { S: new Date().toISOString() },
    };
    await aws.text('dynamodb', 'put-item', '--table-name', 'sales-dev', '--item', JSON.stringify(item));
    const key = JSON.stringify({ sale_id: item.sale_id });
    expect(await aws.json('dynamodb', 'get-item', '--table-name', 'sales-dev', '--key', key)).toEqual({ Item: item });

    const listed = await eventually(
      () => aws.text('s3', 'ls', '--recursive', `${LAKE}/sales/`).catch(() => ''),
      (text) => text !== '',
    );
    expect(listed).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d +\d+ sales\/dt=\d{4}-\d\d-\d\d\/\S+\.gz$/m);

    const shard = ['--stream-name', 'sales-changes-dev', '--shard-id', 'shardId-000000000000'];
    const { ShardIterator } = await aws.json<{ ShardIterator: string }>(
      ...['kinesis', 'get-shard-iterator', ...shard, '--shard-iterator-type', 'TRIM_HORIZON'],
    );
    const { Records } = await aws.json<{ Records: { Data: string; PartitionKey: string }[] }>(
      ...['kinesis', 'get-records', '--shard-iterator', ShardIterator],
    );
    expect(Records.map(({ PartitionKey }) => PartitionKey)).toContain('cli-1');
    expect(Buffer.from(Records[0]?.Data ?? '', 'base64').toString()).toContain('"eventName":"INSERT"');

    expect(await answerOf(SAMPLE_QUERY)).toContainEqual(expect.arrayContaining(['cli-1', 'Laptop']));
  });

  const answerOf = async (sql: string): Promise<(string | undefined)[][]> => {
    const { QueryExecutionId } = await aws.json<{ QueryExecutionId: string }>(
      ...['athena', 'start-query-execution', '--query-string', sql, '--work-group', 'sales-cdc-dev'],
      ...['--query-execution-context', 'Database=sales_cdc_dev'],
    );
    const id = ['--query-execution-id', QueryExecutionId];
    await eventually(
      () => aws.json<{ QueryExecution: { Status: { State: string } } }>('athena', 'get-query-execution', ...id),
      ({ QueryExecution }) => QueryExecution.Status.State === 'SUCCEEDED',
    );
    const { ResultSet } = await aws.json<{ ResultSet: { Rows: { Data: { VarCharValue?: string }[] }[] } }>(
      ...['athena', 'get-query-results', ...id],
    );
    return ResultSet.Rows.map(({ Data }) => Data.map(({ VarCharValue }) => VarCharValue));
  };

  it('copies a file of many parts to S3 and back unharmed', async () => {
    const bytes = randomBytes(20 * MIB);
    const [there, back] = [join(folder, 'large.bin'), join(folder, 'back.bin')];
    await writeFile(there, bytes);
    const target = `${LAKE}/cli/large.bin`;
    await aws.text('s3', 'cp', '--only-show-errors', there, target);
    await aws.text('s3', 'cp', '--only-show-errors', target, `${LAKE}/cli/copy.bin`);
    await aws.text('s3', 'cp', '--only-show-errors', `${LAKE}/cli/copy.bin`, back);
    const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');
    expect(sha256(await readFile(back))).toBe(sha256(bytes));
    const { ETag } = await aws.json<{ ETag: string }>(
      ...['s3api', 'head-object', '--bucket', LAKE.slice('s3://'.length), '--key', 'cli/large.bin'],
    );
    expect(ETag).toMatch(/^"[0-9a-f]{32}-3"$/);
  });

  it('syncs, moves, lists and removes', async () => {
    const source = join(folder, 'source');
    const names = ['a', 'a b&c.txt', 'dir/ü.txt', 'dir.d/deep/x'];
    for (const name of names) {
      await mkdir(join(source, name, '..'), { recursive: true });
      await writeFile(join(source, name), `content of ${name}`);
    }
    const listed = async (): Promise<string[]> =>
      (await aws.text('s3', 'ls', '--recursive', `${LAKE}/sync/`).catch(() => ''))
        .split('\n')
        .filter(Boolean)
        .map((line) => line.slice(31).replace('sync/', ''))
        .sort();

    await aws.text('s3', 'sync', source, `${LAKE}/sync/`);
    expect(await listed()).toEqual([...names].sort());
    expect(await aws.text('s3', 'sync', source, `${LAKE}/sync/`)).toBe('');
    const back = join(folder, 'back');
    await aws.text('s3', 'sync', `${LAKE}/sync/`, back);
    for (const name of names) expect(await readFile(join(back, name), 'utf8')).toBe(`content of ${name}`);

    await aws.text('s3', 'mv', `${LAKE}/sync/a`, `${LAKE}/sync/moved`);
    expect(await listed()).toContain('moved');
    expect(await listed()).not.toContain('a');
    await aws.text('s3', 'rm', '--recursive', `${LAKE}/sync/`);
    expect(await listed()).toEqual([]);
  });

  it('signs an address that anyone can read until it expires', async () => {
    const file = join(folder, 'hello.txt');
    await writeFile(file, 'hello');
    await aws.text('s3', 'cp', file, `${LAKE}/cli/hello.txt`);
    const url = (await aws.text('s3', 'presign', `${LAKE}/cli/hello.txt`, '--expires-in', '60')).trim();
    expect(await (await fetch(url)).text()).toBe('hello');
    const late = await fetch(url.replace(/Expires=\d+|X-Amz-Date=\d{4}/, (found) => found.replace(/\d{4}/, '1000')));
    expect([late.status, await late.text()]).toEqual([403, expect.stringContaining('Request has expired')]);
  });

  it('makes and removes a bucket, and is told why it cannot', async () => {
    await aws.text('s3', 'mb', 's3://cli-bucket');
    await expect(aws.text('s3', 'cp', `s3://cli-bucket/none`, folder)).rejects.toThrow(/404/);
    await aws.text('s3', 'rb', 's3://cli-bucket');
    await expect(aws.text('s3', 'ls', 's3://cli-bucket')).rejects.toThrow(/NoSuchBucket/);
    await expect(aws.text('s3api', 'get-bucket-policy-status', '--bucket', 'x')).rejects.toThrow(/NotImplemented/);
  });
});
