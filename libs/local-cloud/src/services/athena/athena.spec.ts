import type { QueryExecution, Row } from '@aws-sdk/client-athena';
import type { TableInput } from '@aws-sdk/client-glue';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseStatement } from '@sales-cdc/athena-sql';
import type { CloudContext } from '../../core/cloud-context.js';
import { systemDisk } from '../../core/disk.js';
import { ManualClock } from '../../core/manual-clock.js';
import { createGlue, type GlueService } from '../glue/index.js';
import { createS3, type S3Service } from '../s3/index.js';
import { createAthena, type AthenaService } from './index.js';

const SALES = 'p1_kinesis_firehose_destination';

const salesTable = (parameters: Record<string, string> = {}): TableInput => ({
  Name: SALES,
  TableType: 'EXTERNAL_TABLE',
  Parameters: {
    'projection.enabled': 'true',
    'projection.dt.type': 'date',
    'projection.dt.range': '2010-01-01,NOW+1DAY',
    'projection.dt.format': 'yyyy-MM-dd',
  },
  PartitionKeys: [{ Name: 'dt', Type: 'string' }],
  StorageDescriptor: {
    Columns: [
      { Name: 'sale_id', Type: 'string' },
      { Name: 'product_name', Type: 'string' },
      { Name: 'quantity', Type: 'int' },
      { Name: 'unit_price', Type: 'decimal(18,4)' },
      { Name: 'creation_datetime', Type: 'timestamp' },
      { Name: 'before', Type: 'struct<sale_id:string,unit_price:decimal(18,4)>' },
    ],
    Location: 's3://lake/sales/',
    SerdeInfo: { SerializationLibrary: 'org.openx.data.jsonserde.JsonSerDe', Parameters: parameters },
  },
});

const sale = (saleId: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  sale_id: saleId,
  product_name: 'Laptop',
  quantity: 1,
  unit_price: 10.5,
  creation_datetime: '2026-11-23 10:00:00.000',
  before: null,
  ...more,
});

const lines = (...rows: readonly unknown[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

describe('Athena', () => {
  let directory: string;
  let s3: S3Service;
  let glue: GlueService;
  let athena: AthenaService;
  /** Called for each object that a query has found. */
  let onFound: (path: string) => void | Promise<void>;

  beforeAll(() => parseStatement('SELECT 1'), 60_000); // a cold Jest compiles the grammar

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'athena-'));
    let seed = 1;
    const context: CloudContext = {
      partition: 'aws',
      region: 'us-east-1',
      accountId: '000000000000',
      dataDirectory: directory,
      disk: systemDisk,
      clock: new ManualClock(),
      observer: {},
      limits: 'aws',
      random: () => (seed = (seed * 16807) % 2147483647) / 2147483647,
    };
    s3 = createS3(context);
    glue = createGlue(context, { s3: s3.api });
    onFound = () => undefined;
    const localPath: S3Service['localPath'] = async (bucket, key) => {
      const path = await s3.localPath(bucket, key);
      if (path !== undefined) await onFound(path);
      return path;
    };
    athena = createAthena(context, { glue: glue.api, s3: { api: s3.api, localPath } });
    await s3.api.CreateBucket({ Bucket: 'lake' });
    await s3.api.CreateBucket({ Bucket: 'results' });
    await glue.api.CreateDatabase({ DatabaseInput: { Name: 'sales' } });
    await glue.api.CreateTable({ DatabaseName: 'sales', TableInput: salesTable() });
  });

  afterEach(async () => {
    await athena[Symbol.asyncDispose]();
    await rm(directory, { recursive: true });
  });

  const put = (key: string, text: string): Promise<unknown> =>
    s3.api.PutObject({ Bucket: 'lake', Key: key, Body: key.endsWith('.gz') ? gzipSync(text) : text });

  const start = async (sql: string): Promise<string> => {
    const { QueryExecutionId } = await athena.api.StartQueryExecution({
      QueryString: sql,
      QueryExecutionContext: { Database: 'sales' },
      ResultConfiguration: { OutputLocation: 's3://results/athena' },
    });
    return QueryExecutionId;
  };

  const finished = async (id: string): Promise<QueryExecution> => {
    await athena.whenEnded(id);
    return (await athena.api.GetQueryExecution({ QueryExecutionId: id })).QueryExecution;
  };

  const failure = async (sql: string): Promise<string | undefined> => {
    const id = await start(sql).catch((error: unknown) => error as Error);
    if (id instanceof Error) return id.message; // Athena refuses what it cannot parse before it becomes an execution
    const { Status } = await finished(id);
    expect(Status?.State).toBe('FAILED');
    return Status?.StateChangeReason;
  };

  const texts = (row: Row): (string | undefined)[] => (row.Data ?? []).map(({ VarCharValue }) => VarCharValue);

  /** The rows without the header. */
  const rowsOf = async (sql: string): Promise<(string | undefined)[][]> => {
    const id = await start(sql);
    const { Status } = await finished(id);
    expect(Status?.StateChangeReason).toBeUndefined();
    const { ResultSet } = await athena.api.GetQueryResults({ QueryExecutionId: id });
    return (ResultSet?.Rows ?? []).slice(1).map(texts);
  };

  describe('reading the lake', () => {
    it.each([';', ''])('answers the sample query verbatim, ended by "%s"', async (end) => {
      const now = new Date().toISOString().slice(0, 19).replace('T', ' ');
      await put(
        'sales/dt=2026-11-23/a.gz',
        lines(sale('new', { creation_datetime: `${now}.250` }), sale('mouse', { product_name: 'Mouse' })),
      );
      await put('sales/dt=2026-11-20/a.gz', lines(sale('old', { creation_datetime: '2020-11-20 10:00:00.000' })));
      const sql = `SELECT * FROM p1_kinesis_firehose_destination
        WHERE product_name = 'Laptop' AND creation_datetime >= current_date - interval '1' day${end}`;
      expect(await rowsOf(sql)).toEqual([['new', 'Laptop', '1', '10.5000', `${now}.250`, undefined, '2026-11-23']]);
    });

    it('names an object that is deleted between being found and being read', async () => {
      await put('sales/dt=2026-11-23/a', lines(sale('a')));
      onFound = (path) => rm(path);
      expect(await failure(`SELECT * FROM ${SALES}`)).toMatch(
        /^HIVE_CANNOT_OPEN_SPLIT: Error opening Hive split s3:\/\/lake\/sales\/dt=2026-11-23\/a: The specified key does not exist\./,
      );
    });

    it('gives an empty answer with the right columns when there is no object yet', async () => {
      const id = await start(`SELECT * FROM ${SALES}`);
      await finished(id);
      const { ResultSet } = await athena.api.GetQueryResults({ QueryExecutionId: id });
      expect(ResultSet?.ResultSetMetadata?.ColumnInfo?.map(({ Name, Type }) => `${Name ?? ''} ${Type ?? ''}`)).toEqual([
        'sale_id varchar',
        'product_name varchar',
        'quantity integer',
        'unit_price decimal',
        'creation_datetime timestamp',
        'before row',
        'dt varchar',
      ]);
      expect(ResultSet?.Rows).toHaveLength(1);
    });

    it('sees the days of the projection and no others, and no hidden objects', async () => {
      for (const day of ['2009-12-31', '2010-01-01', '2026-11-24', '2026-11-25', 'someday'])
        await put(`sales/dt=${day}/a.gz`, lines(sale(day)));
      await put('sales/dt=2026-11-23/_hidden', lines(sale('hidden')));
      await put('sales/dt=2026-11-23/.hidden', lines(sale('hidden')));
      await put('sales/elsewhere/a.gz', lines(sale('elsewhere')));
      expect(await rowsOf(`SELECT sale_id, dt FROM ${SALES} ORDER BY 1`)).toEqual([
        ['2010-01-01', '2010-01-01'],
        ['2026-11-24', '2026-11-24'],
      ]);
    });

    it('reads plain and gzip objects of one table, and a new object at once', async () => {
      await put('sales/dt=2026-11-23/a.gz', lines(sale('zipped')));
      await put('sales/dt=2026-11-23/b.json', lines(sale('plain')));
      expect(await rowsOf(`SELECT sale_id FROM ${SALES} ORDER BY 1`)).toEqual([['plain'], ['zipped']]);
      await put('sales/dt=2026-11-23/c', lines(sale('later')));
      expect(await rowsOf(`SELECT count(*) FROM ${SALES}`)).toEqual([['3']]);
    });

    it.each([
      `sales.${SALES}`,
      `awsdatacatalog.sales.${SALES}`,
      `"awsdatacatalog"."sales"."${SALES}"`,
      SALES.toUpperCase(),
    ])('finds the table as %s', async (name) => {
      await put('sales/dt=2026-11-23/a.gz', lines(sale('one')));
      expect(await rowsOf(`SELECT sale_id FROM ${name}`)).toEqual([['one']]);
    });

    it('follows a table whose columns change', async () => {
      await put('sales/dt=2026-11-23/a.gz', lines(sale('one')));
      await glue.api.UpdateTable({
        DatabaseName: 'sales',
        TableInput: {
          ...salesTable(),
          StorageDescriptor: { ...salesTable().StorageDescriptor, Columns: [{ Name: 'quantity', Type: 'double' }] },
        },
      });
      expect(await rowsOf(`SELECT * FROM ${SALES}`)).toEqual([['1.0', '2026-11-23']]);
    });

    it('prefers a name of the WITH clause over a table', async () => {
      await put('sales/dt=2026-11-23/a.gz', lines(sale('one')));
      expect(await rowsOf(`WITH ${SALES} AS (SELECT 7 AS seven) SELECT * FROM ${SALES}`)).toEqual([['7']]);
      expect(await rowsOf('VALUES (1, 2)')).toEqual([['1', '2']]);
    });

    it('reads registered partitions only when the table has no projection', async () => {
      await glue.api.UpdateTable({ DatabaseName: 'sales', TableInput: { ...salesTable(), Parameters: {} } });
      await put('sales/dt=2026-11-22/a.gz', lines(sale('known')));
      await put('sales/dt=2026-11-23/a.gz', lines(sale('unknown')));
      await glue.api.CreatePartition({
        DatabaseName: 'sales',
        TableName: SALES,
        PartitionInput: { Values: ['2026-11-22'] },
      });
      expect(await rowsOf(`SELECT sale_id FROM ${SALES}`)).toEqual([['known']]);
    });
  });

  describe('exact numbers', () => {
    it('keeps every digit of decimals that a double cannot hold, at the top and within structs', async () => {
      const before = '"before":{"sale_id":"b 1, 2","unit_price":-99999999999999.9999}';
      await put(
        'sales/dt=2026-11-23/long.gz',
        `{"sale_id":"x \\"1\\" : 2","quantity":3,"unit_price":12345678901234.5678,${before}}\n{"sale_id":"y","unit_price":0.0001}\n`,
      );
      await put('sales/dt=2026-11-23/short.gz', lines(sale('z', { unit_price: 99999999999.25 })));
      expect(await rowsOf(`SELECT sale_id, quantity, unit_price, before FROM ${SALES} ORDER BY sale_id`)).toEqual([
        ['x "1" : 2', '3', '12345678901234.5678', '{sale_id=b 1, 2, unit_price=-99999999999999.9999}'],
        ['y', undefined, '0.0001', undefined],
        ['z', '1', '99999999999.2500', undefined],
      ]);
      expect(await rowsOf(`SELECT sum(unit_price) FROM ${SALES}`)).toEqual([['12445678901233.8179']]);
    });

    it('rounds what has more digits than the column by the digits that were written', async () => {
      await put('sales/dt=2026-11-23/a.gz', '{"unit_price":1.00005}\n{"unit_price":0.00015}\n{"unit_price":2.5e-1}\n');
      expect(await rowsOf(`SELECT unit_price FROM ${SALES} ORDER BY 1`)).toEqual([['0.0002'], ['0.2500'], ['1.0001']]);
    });

    it('fails rather than shortens a decimal that does not fit its column', async () => {
      await put('sales/dt=2026-11-23/a.gz', '{"unit_price":123456789012345678.5}\n');
      expect(await failure(`SELECT unit_price FROM ${SALES}`)).toMatch(/^(INVALID_CAST_ARGUMENT|HIVE_BAD_DATA): /);
    });
  });

  describe('bad data', () => {
    it('ends the query at a line that is no JSON, naming the object and no path', async () => {
      await put('sales/dt=2026-11-23/bad.gz', `${lines(sale('one'))}not json\n`);
      const reason = await failure(`SELECT * FROM ${SALES}`);
      expect(reason).toMatch(/^HIVE_CURSOR_ERROR: Row is not a valid JSON Object/);
      expect(reason).toContain('s3://lake/sales/dt=2026-11-23/bad.gz');
      expect(reason).not.toContain(directory);
    });

    it('takes such a line for a row of NULLs when the table says so', async () => {
      await glue.api.UpdateTable({
        DatabaseName: 'sales',
        TableInput: salesTable({ 'ignore.malformed.json': 'true' }),
      });
      await put(
        'sales/dt=2026-11-23/bad.gz',
        `${lines(sale('one'))}not json\n{"sale_id":"two","unit_price":12345678901234.5678,"quantity":"x"}\n`,
      );
      expect(await rowsOf(`SELECT sale_id, quantity, unit_price FROM ${SALES}`)).toEqual([
        ['one', '1', '10.5000'],
        [undefined, undefined, undefined],
        ['two', undefined, '12345678901234.5678'],
      ]);
    });

    it('ends the query at a value that is not of its column', async () => {
      await put('sales/dt=2026-11-23/bad.gz', lines(sale('one', { quantity: 'many' })));
      expect(await failure(`SELECT quantity FROM ${SALES}`)).toMatch(/^HIVE_BAD_DATA: /);
    });
  });

  describe('a query that cannot run', () => {
    it.each([
      ['SELECT * FROM nowhere', "TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.sales.nowhere' does not exist"],
      ['SELECT *\nFROM gone.nowhere', "SCHEMA_NOT_FOUND: line 2:6: Schema 'gone' does not exist"],
      [
        'SELECT * FROM "/etc/passwd"',
        "TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.sales./etc/passwd' does not exist",
      ],
      [
        `SELECT colour FROM ${SALES}`,
        "COLUMN_NOT_FOUND: line 1:8: Column 'colour' cannot be resolved or requester is not authorized to access requested resources",
      ],
      ['SELECT shout(1)', "FUNCTION_NOT_FOUND: line 1:8: Function 'shout' not registered"],
      ['SELECT 1; SELECT 2', 'line 1:11: Only one sql statement is allowed. Got: SELECT 1; SELECT 2'],
      [' -- nothing', 'line 1:1: the query is empty'],
      ['DELETE FROM x', 'NOT_SUPPORTED: DELETE is not supported by the local cloud'],
    ])('%s', async (sql, reason) => {
      expect(await failure(sql)).toBe(reason);
    });

    it.each([
      ['SELEC 1', /^line 1:1: mismatched input 'SELEC'. Expecting: /],
      ["SELECT * FROM '/etc/passwd'", /^line 1:15: /],
      ['SELECT 1 +', /^line 1:11: mismatched input '<EOF>'/],
      ['SELECT `a` FROM x', /backquoted identifiers are not supported/],
    ])('%s', async (sql, reason) => {
      expect(await failure(sql)).toMatch(reason);
    });

    it('tells types that cannot be compared', async () => {
      await put('sales/dt=2026-11-23/a.gz', lines(sale('one')));
      expect(await failure(`SELECT * FROM ${SALES} WHERE dt >= current_date`)).toMatch(
        /^TYPE_MISMATCH: line 1:\d+: Cannot apply operator: varchar >= date$/,
      );
      expect(await failure(`SELECT upper(quantity) FROM ${SALES}`)).toMatch(/^TYPE_MISMATCH: line 1:8: /);
    });
  });

  describe('the sandbox', () => {
    it.each([
      "SELECT * FROM read_csv('/etc/passwd')",
      "SELECT * FROM read_text('/etc/passwd')",
      "SELECT * FROM glob('/*')",
      'SELECT * FROM duckdb_settings()',
      "SELECT getenv('HOME')",
      "SELECT current_setting('temp_directory')",
      "SELECT (SELECT content FROM read_blob('/etc/passwd'))",
      "SELECT * FROM query('SELECT 1')",
    ])('does not know the function of %s', async (sql) => {
      expect(await failure(sql)).toMatch(/^(FUNCTION_NOT_FOUND: |line \d+:\d+: )/);
    });

    it.each([
      "COPY (SELECT 1) TO '/elsewhere/x'",
      "ATTACH '/elsewhere/x.db'",
      'CREATE TABLE x (a int)',
      'INSTALL httpfs',
      "SET memory_limit='1TB'",
      'DROP MACRO x',
      'EXPLAIN ANALYZE SELECT 1',
      'PRAGMA version',
    ])('does not run %s', async (sql) => {
      expect(await failure(sql)).toMatch(/^(NOT_SUPPORTED: |line \d+:\d+: )/);
    });

    it.each([
      'SHOW ALL TABLES',
      'FROM information_schema.tables',
      'SELECT * FROM duckdb_tables',
      'SELECT * FROM pg_catalog.pg_tables',
    ])('does not tell about the engine: %s', async (sql) => {
      expect(await failure(sql)).toMatch(
        /^((NOT_SUPPORTED|SCHEMA_NOT_FOUND|TABLE_NOT_FOUND|FUNCTION_NOT_FOUND): |line \d+:\d+: )/,
      );
    });
  });

  it('opens no file for a name that a WITH clause gives elsewhere', async () => {
    const outside = join(directory, 'outside.csv');
    await writeFile(outside, 'secret\n1\n');
    const name = `"${outside}"`;
    const reason = await failure(`SELECT * FROM ${name}, (WITH ${name} AS (SELECT 1 AS a) SELECT a FROM ${name}) AS t`);
    expect(reason).toMatch(/^(TABLE_NOT_FOUND|SYNTAX_ERROR|ACCESS_DENIED|FUNCTION_NOT_FOUND|GENERIC_INTERNAL_ERROR): /);
    expect(reason).not.toContain(directory);
  });

  describe('the dialect', () => {
    it.each([
      ['7 / 2', '3'],
      ["date_diff('day', timestamp '2026-01-01 23:00:00', timestamp '2026-01-02 01:00:00')", '0'],
      ["date_add('day', -1, date '2026-03-01')", '2026-02-28'],
      ["regexp_replace('a1b2', '([0-9])', '<$1>')", 'a<1>b<2>'],
      ['json_extract_scalar(\'{"a":{"b":5}}\', \'$.a.b\')', '5'],
      ['cardinality(ARRAY[1, 2, 3])', '3'],
      ["timestamp '2026-11-22 19:12:41'", '2026-11-22 19:12:41.000'],
      ['1e10', '1.0E10'],
      ['0.5e0', '0.5'],
      ['CAST(3 AS double)', '3.0'],
      ["ARRAY['a', NULL]", '[a, null]'],
      ['true', 'true'],
      ["from_iso8601_timestamp('2026-11-22T20:12:41+01:00')", '2026-11-22 19:12:41.000 UTC'],
    ])('%s is %s', async (expression, text) => {
      expect(await rowsOf(`SELECT ${expression}`)).toEqual([[text]]);
    });

    it('sums integers to bigints', async () => {
      const id = await start('SELECT sum(x) FROM (VALUES (1), (2)) AS t(x)');
      await finished(id);
      const { ResultSet } = await athena.api.GetQueryResults({ QueryExecutionId: id });
      expect(ResultSet?.ResultSetMetadata?.ColumnInfo?.[0]?.Type).toBe('bigint');
    });
  });

  describe('results', () => {
    it('pages through a large result, with the header first and once', async () => {
      const id = await start("SELECT n, lpad('', 300, 'é') AS filler FROM UNNEST(sequence(0, 2499)) AS t(n)");
      await finished(id);
      const seen: (string | undefined)[] = [];
      let token: string | undefined;
      do {
        const page = await athena.api.GetQueryResults({ QueryExecutionId: id, NextToken: token });
        expect(page.ResultSet?.Rows?.length).toBeLessThanOrEqual(1000);
        seen.push(...(page.ResultSet?.Rows ?? []).map((row) => texts(row)[0]));
        token = page.NextToken;
      } while (token !== undefined);
      expect(seen).toEqual(['n', ...Array.from({ length: 2500 }, (_, n) => String(n))]);
    });

    it('writes them as CSV, every value in quotes and NULL as nothing', async () => {
      const id = await start(`SELECT 'a "b", c' AS "x""y", NULL AS n, '' AS e, 1 AS i`);
      const { ResultConfiguration } = await finished(id);
      expect(ResultConfiguration?.OutputLocation).toBe(`s3://results/athena/${id}.csv`);
      const { Body } = await s3.api.GetObject({ Bucket: 'results', Key: `athena/${id}.csv` });
      expect(Buffer.from(Body as Uint8Array).toString()).toBe('"x""y","n","e","i"\n"a ""b"", c",,"","1"\n');
      const { ResultSet } = await athena.api.GetQueryResults({ QueryExecutionId: id });
      expect(ResultSet?.Rows?.map(texts)).toEqual([
        ['x"y', 'n', 'e', 'i'],
        ['a "b", c', undefined, '', '1'],
      ]);
    });

    it('counts what it scanned', async () => {
      const text = lines(sale('one'));
      await put('sales/dt=2026-11-23/a.gz', text);
      const { Statistics } = await finished(await start(`SELECT * FROM ${SALES}`));
      expect(Statistics?.DataScannedInBytes).toBe(gzipSync(text).byteLength);
    });

    it('are not there for a query that failed or has not ended', async () => {
      const id = await start('SELECT nothing');
      await expect(athena.api.GetQueryResults({ QueryExecutionId: id })).rejects.toThrow('Query has not yet finished.');
      await finished(id);
      await expect(athena.api.GetQueryResults({ QueryExecutionId: id })).rejects.toThrow(
        'Query did not finish successfully. Final query state: FAILED',
      );
    });
  });

  describe('executions', () => {
    it('run side by side, more than there are slots', async () => {
      await put('sales/dt=2026-11-23/a.gz', lines(...Array.from({ length: 50 }, (_, n) => sale(`s${n}`))));
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, n) => rowsOf(`SELECT count(*) + ${n} FROM ${SALES}`)),
      );
      expect(answers).toEqual(Array.from({ length: 8 }, (_, n) => [[String(50 + n)]]));
    });

    it('are cancelled at once', async () => {
      const long = `SELECT count(*) FROM UNNEST(sequence(1, 100000)) a(x), UNNEST(sequence(1, 100000)) b(y),
        UNNEST(sequence(1, 1000)) c(z) WHERE x * y % 7 = z`;
      const id = await start(long);
      const waiting = await Promise.all(Array.from({ length: 6 }, () => start(long)));
      for (const one of [id, ...waiting]) await athena.api.StopQueryExecution({ QueryExecutionId: one });
      expect((await finished(id)).Status?.State).toBe('CANCELLED');
      for (const one of waiting) expect((await finished(one)).Status?.State).toBe('CANCELLED');
    });

    it('start once per client request token', async () => {
      const request = {
        QueryString: 'SELECT 1',
        ClientRequestToken: 'token',
        ResultConfiguration: { OutputLocation: 's3://results/' },
      };
      const first = await athena.api.StartQueryExecution(request);
      expect(await athena.api.StartQueryExecution(request)).toEqual(first);
      await expect(athena.api.StartQueryExecution({ ...request, QueryString: 'SELECT 2' })).rejects.toThrow(
        'Idempotent parameters do not match',
      );
      await athena.whenEnded(first.QueryExecutionId);
      expect((await athena.api.ListQueryExecutions({})).QueryExecutionIds).toEqual([first.QueryExecutionId]);
    });

    it('need a place for their results', async () => {
      await expect(athena.api.StartQueryExecution({ QueryString: 'SELECT 1' })).rejects.toThrow(
        'No output location provided.',
      );
    });

    it('take execution parameters, as literals and in their number', async () => {
      const execute = (...ExecutionParameters: string[]): ReturnType<typeof athena.api.StartQueryExecution> =>
        athena.api.StartQueryExecution({
          QueryString: 'SELECT ? + 1, ?',
          ExecutionParameters,
          ResultConfiguration: { OutputLocation: 's3://results/' },
        });
      const { QueryExecutionId } = await execute('41', "'it''s'");
      await athena.whenEnded(QueryExecutionId);
      const { ResultSet } = await athena.api.GetQueryResults({ QueryExecutionId });
      expect(ResultSet?.Rows?.map(texts)).toEqual([
        ['_col0', '_col1'],
        ['42', "it's"],
      ]);
      await expect(execute('41')).rejects.toThrow('Incorrect number of parameters: expected 2 but found 1');
      await expect(execute('(SELECT 1)', '2')).rejects.toThrow('is not a literal');
    });
  });

  describe('work groups', () => {
    const provision = async (type: string, properties: Record<string, unknown>): Promise<string> => {
      const provisioner = athena.provisioners.find((one) => one.type === type);
      const provisioned = await provisioner?.provision({ stackName: 'stack', logicalId: 'Thing', type, properties });
      return provisioned?.physicalId ?? '';
    };

    it('void the settings of the caller when they are enforced', async () => {
      await provision('AWS::Athena::WorkGroup', {
        Name: 'analysts',
        WorkGroupConfiguration: { ResultConfiguration: { OutputLocation: 's3://results/enforced/' } },
      });
      const { QueryExecutionId } = await athena.api.StartQueryExecution({
        QueryString: 'SELECT 1',
        WorkGroup: 'analysts',
        ResultConfiguration: { OutputLocation: 's3://elsewhere/' },
      });
      const { ResultConfiguration, Status } = await finished(QueryExecutionId);
      expect(Status?.State).toBe('SUCCEEDED');
      expect(ResultConfiguration?.OutputLocation).toBe(`s3://results/enforced/${QueryExecutionId}.csv`);
    });

    it('cancel a query that would scan more than their cutoff', async () => {
      await put('sales/dt=2026-11-23/a', lines(sale('one')));
      await provision('AWS::Athena::WorkGroup', {
        Name: 'small',
        WorkGroupConfiguration: {
          BytesScannedCutoffPerQuery: 10,
          ResultConfiguration: { OutputLocation: 's3://results/' },
        },
      });
      const { QueryExecutionId } = await athena.api.StartQueryExecution({
        QueryString: `SELECT * FROM sales.${SALES}`,
        WorkGroup: 'small',
      });
      const { Status } = await finished(QueryExecutionId);
      expect(Status).toMatchObject({
        State: 'CANCELLED',
        StateChangeReason: expect.stringContaining('Bytes scanned limit was exceeded') as string,
      });
    });

    it('list the named queries that the template brings', async () => {
      const id = await provision('AWS::Athena::NamedQuery', {
        Name: 'laptops',
        Database: 'sales',
        QueryString: 'SELECT 1',
      });
      expect((await athena.api.ListNamedQueries({})).NamedQueryIds).toEqual([id]);
      expect((await athena.api.GetNamedQuery({ NamedQueryId: id })).NamedQuery).toMatchObject({
        Name: 'laptops',
        QueryString: 'SELECT 1',
      });
    });

    it('are followed by what the template says, and removed with it', async () => {
      const type = 'AWS::Athena::WorkGroup';
      const remove = (what: string, physicalId: string, properties: object) =>
        athena.provisioners
          .find((one) => one.type === what)
          ?.remove?.(physicalId, { stackName: 'stack', logicalId: 'Thing', type: what, properties: { ...properties } });
      await provision(type, { Name: 'analysts', Description: 'one' });
      await provision(type, { Name: 'analysts', Description: 'two' });
      const { WorkGroup } = await athena.api.GetWorkGroup({ WorkGroup: 'analysts' });
      expect(WorkGroup.Description).toBe('two');
      const prepared = { StatementName: 'p', WorkGroup: 'analysts', QueryStatement: 'SELECT 1' };
      await provision('AWS::Athena::PreparedStatement', prepared);
      const id = await provision('AWS::Athena::NamedQuery', { WorkGroup: 'analysts', Database: 'd', QueryString: 'x' });
      await expect(remove(type, 'analysts', {})).rejects.toThrow('WorkGroup analysts is not empty');
      for (let time = 0; time < 2; time += 1) {
        await remove('AWS::Athena::PreparedStatement', 'p', prepared);
        await remove('AWS::Athena::NamedQuery', id, {});
        await remove(type, 'analysts', { RecursiveDeleteOption: true });
      }
      await expect(athena.api.GetWorkGroup({ WorkGroup: 'analysts' })).rejects.toThrow('is not found');
    });
  });
});
