import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseStatement } from '@sales-cdc/athena-sql';
import { systemDisk } from '../../core/disk.js';
import { ManualClock } from '../../core/manual-clock.js';
import { createGlue, type GlueService } from '../glue/index.js';
import { createS3, type S3Service } from '../s3/index.js';
import { createAthena, type AthenaService } from './index.js';

describe('The formats of a table', () => {
  let directory: string;
  let s3: S3Service;
  let glue: GlueService;
  let athena: AthenaService;

  beforeAll(() => parseStatement('SELECT 1'), 60_000); // a cold Jest compiles the grammar

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'athena-'));
    let seed = 1;
    const context = {
      partition: 'aws',
      region: 'us-east-1',
      accountId: '000000000000',
      dataDirectory: directory,
      disk: systemDisk,
      clock: new ManualClock(),
      observer: {},
      limits: 'aws',
      random: () => (seed = (seed * 16807) % 2147483647) / 2147483647,
    } as const;
    s3 = createS3(context);
    glue = createGlue(context, { s3: s3.api });
    athena = createAthena(context, { glue: glue.api, s3 });
    await s3.api.CreateBucket({ Bucket: 'lake' });
    await glue.api.CreateDatabase({ DatabaseInput: { Name: 'sales' } });
  });

  afterEach(async () => {
    await athena[Symbol.asyncDispose]();
    await rm(directory, { recursive: true });
  });

  const createTable = (SerializationLibrary: string, Parameters: Record<string, string>): Promise<unknown> =>
    glue.api.CreateTable({
      DatabaseName: 'sales',
      TableInput: {
        Name: 't',
        StorageDescriptor: {
          Columns: [
            { Name: 'id', Type: 'int' },
            { Name: 'ts', Type: 'string' },
            { Name: 'inner', Type: 'struct<price:decimal(18,4),day:date>' },
          ],
          Location: 's3://lake/t/',
          SerdeInfo: { SerializationLibrary, Parameters },
        },
      },
    });

  const run = async (sql: string): Promise<{ readonly id: string; readonly answer: unknown }> => {
    const { QueryExecutionId: id } = await athena.api.StartQueryExecution({
      QueryString: sql,
      QueryExecutionContext: { Database: 'sales' },
      ResultConfiguration: { OutputLocation: 's3://lake/results' },
    });
    await athena.whenEnded(id);
    const { Status } = (await athena.api.GetQueryExecution({ QueryExecutionId: id })).QueryExecution;
    if (Status?.State !== 'SUCCEEDED') return { id, answer: Status?.StateChangeReason };
    const { ResultSet } = await athena.api.GetQueryResults({ QueryExecutionId: id });
    const rows = (ResultSet?.Rows ?? []).slice(1).map(({ Data = [] }) => Data.map(({ VarCharValue }) => VarCharValue));
    return { id, answer: rows };
  };

  const OPENX = 'org.openx.data.jsonserde.JsonSerDe';

  it('reads the key that a mapping names', async () => {
    await createTable(OPENX, { 'mapping.ts': 'Time.Stamp', 'case.insensitive': 'false' });
    await s3.api.PutObject({ Bucket: 'lake', Key: 't/a', Body: '{"id":1,"Time.Stamp":"now","ts":"no"}\n' });
    await s3.api.PutObject({
      Bucket: 'lake',
      Key: 't/b',
      Body: '{"id":2,"Time.Stamp":"then","inner":{"price":12345678901234.5678}}\n',
    });
    expect((await run('SELECT id, ts, "inner".price FROM t ORDER BY id')).answer).toEqual([
      ['1', 'now', undefined],
      ['2', 'then', '12345678901234.5678'],
    ]);
  });

  it('ends the query at a value within a struct that does not fit, also where every digit counts', async () => {
    await createTable(OPENX, {});
    const body = '{"id":1,"inner":{"price":12345678901234.5678,"day":"someday"}}\n';
    await s3.api.PutObject({ Bucket: 'lake', Key: 't/a', Body: body });
    expect((await run('SELECT "inner".price, "inner".day FROM t')).answer).toMatch(
      /^(HIVE_BAD_DATA|INVALID_CAST_ARGUMENT): /,
    );
  });

  it.each([
    [OPENX, { 'dots.in.keys': 'true' }, /SerDe property dots.in.keys/],
    ['org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe', {}, /JSON and Parquet only/],
  ])('refuses %s with %p by name', async (serde, parameters, reason) => {
    await createTable(serde, parameters);
    expect((await run('SELECT * FROM t')).answer).toMatch(reason);
  });

  it('reads Parquet by the names of its columns', async () => {
    await run(`CREATE TABLE made WITH (external_location = 's3://lake/t/') AS SELECT 'x' AS extra, BIGINT '7' AS id`);
    await createTable('org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe', {});
    expect((await run('SELECT id, ts, "$path" FROM t')).answer).toEqual([
      ['7', undefined, expect.stringMatching(/^s3:\/\/lake\/t\//)],
    ]);
  });

  it('tells beside a result what its columns are', async () => {
    const { id } = await run("SELECT 1 AS one, 'x' AS text");
    const { Body } = await s3.api.GetObject({ Bucket: 'lake', Key: `results/${id}.csv.metadata` });
    const text = Buffer.from(Body as Uint8Array).toString('latin1');
    expect(text).toMatch(/hive.*one.*one.*integer.*hive.*text.*text.*varchar/s);
  });
});
