import type { QueryExecution } from '@aws-sdk/client-athena';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parseStatement } from '@sales-cdc/athena-sql';
import type { AthenaPorts } from '../ports.js';
import { systemDisk } from '../../../core/disk.js';
import { ManualClock } from '../../../core/manual-clock.js';
import { createGlue, type GlueService } from '../../glue/index.js';
import { createS3, type S3Service } from '../../s3/index.js';
import { createAthena, type AthenaService } from '../index.js';

const ROWS = `(VALUES (1, 'a', DECIMAL '12345678901234.5678', timestamp '2026-11-22 10:00:00.250', '2026-11-22'),
  (2, 'b "c"', NULL, NULL, '2026-11-23')) AS t(id, name, price, at, dt)`;

describe('Statements that write', () => {
  let directory: string;
  let s3: S3Service;
  let glue: GlueService;
  let athena: AthenaService;
  /** Writes to a key that matches fail. */
  let broken: RegExp | undefined;

  beforeAll(() => parseStatement('SELECT 1'), 60_000); // a cold Jest compiles the grammar

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'athena-'));
    broken = undefined;
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
    const api: AthenaPorts['s3']['api'] = {
      ...s3.api,
      PutObject: (input) =>
        broken?.test(input.Key ?? '') === true ? Promise.reject(new Error('disk full')) : s3.api.PutObject(input),
    };
    athena = createAthena(context, { glue: glue.api, s3: { ...s3, api } });
    await s3.api.CreateBucket({ Bucket: 'lake' });
    await glue.api.CreateDatabase({ DatabaseInput: { Name: 'sales' } });
  });

  afterEach(async () => {
    expect(await readdir(join(directory, 'athena', 'temporary')).catch(() => [])).toEqual([]);
    await athena[Symbol.asyncDispose]();
    await rm(directory, { recursive: true });
  });

  const run = async (sql: string): Promise<QueryExecution> => {
    const { QueryExecutionId } = await athena.api.StartQueryExecution({
      QueryString: sql,
      QueryExecutionContext: { Database: 'sales' },
      ResultConfiguration: { OutputLocation: 's3://lake/results' },
    });
    await athena.whenEnded(QueryExecutionId);
    return (await athena.api.GetQueryExecution({ QueryExecutionId })).QueryExecution;
  };

  const succeed = async (sql: string): Promise<QueryExecution> => {
    const execution = await run(sql);
    expect(execution.Status?.StateChangeReason).toBeUndefined();
    return execution;
  };

  const rowsOf = async (sql: string): Promise<(string | undefined)[][]> => {
    const { QueryExecutionId } = await succeed(sql);
    const { ResultSet } = await athena.api.GetQueryResults({ QueryExecutionId });
    return (ResultSet?.Rows ?? []).slice(1).map(({ Data = [] }) => Data.map(({ VarCharValue }) => VarCharValue));
  };

  const failure = async (sql: string): Promise<string | undefined> => (await run(sql)).Status?.StateChangeReason;

  const keys = async (prefix: string): Promise<string[]> =>
    ((await s3.api.ListObjectsV2({ Bucket: 'lake', Prefix: prefix })).Contents ?? []).map(({ Key = '' }) => Key);

  const textOf = async (location: string): Promise<string> => {
    const { Body } = await s3.api.GetObject({ Bucket: 'lake', Key: location.replace('s3://lake/', '') });
    const bytes = Buffer.from(Body as Uint8Array);
    return (location.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
  };

  const EXPECTED = [
    ['1', 'a', '12345678901234.5678', '2026-11-22 10:00:00.250', '2026-11-22'],
    ['2', 'b "c"', undefined, undefined, '2026-11-23'],
  ];

  describe('CREATE TABLE AS', () => {
    it.each(['PARQUET', 'JSON'])(
      'writes %s that reads back as it was, with its partitions in the catalog',
      async (format) => {
        const { StatementType, Statistics } = await succeed(
          `CREATE TABLE copy WITH (format = '${format}', external_location = 's3://lake/copy/', partitioned_by = ARRAY['dt'])
         AS SELECT * FROM ${ROWS}`,
        );
        expect(StatementType).toBe('DDL');
        expect(await rowsOf('SELECT * FROM copy ORDER BY id')).toEqual(EXPECTED);
        expect(await rowsOf("SELECT id FROM copy WHERE dt = '2026-11-23'")).toEqual([['2']]);
        const { Partitions } = await glue.api.GetPartitions({ DatabaseName: 'sales', TableName: 'copy' });
        expect(Partitions?.map(({ StorageDescriptor }) => StorageDescriptor?.Location)).toEqual([
          's3://lake/copy/dt=2026-11-22/',
          's3://lake/copy/dt=2026-11-23/',
        ]);
        const manifest = await textOf(Statistics?.DataManifestLocation ?? '');
        expect(manifest.trim().split('\n')).toEqual((await keys('copy/')).map((key) => `s3://lake/${key}`));
      },
    );

    it('writes Parquet below the results where nothing else is said, and no rows WITH NO DATA', async () => {
      const { QueryExecutionId } = await succeed(
        `CREATE TABLE copy AS SELECT id, ARRAY[ROW(name, 1)] AS l FROM ${ROWS}`,
      );
      expect((await keys('results/tables/'))[0]).toMatch(`results/tables/${QueryExecutionId ?? ''}/`);
      expect(await rowsOf('SELECT count(*) FROM copy')).toEqual([['2']]);
      const results = await athena.api.GetQueryResults({ QueryExecutionId });
      expect([results.UpdateCount, results.ResultSet?.Rows]).toEqual([2, []]);
      await succeed('CREATE TABLE empty AS SELECT * FROM copy WITH NO DATA');
      expect(await rowsOf('SELECT count(*) FROM empty')).toEqual([['0']]);
    });

    it.each([
      ['CREATE TABLE nowhere.x AS SELECT 1 AS a', "SCHEMA_NOT_FOUND: line 1:14: Schema 'nowhere' does not exist"],
      ['CREATE TABLE x AS SELECT 1', 'MISSING_COLUMN_NAME: line 1:14: Column name not specified at position 1'],
      [
        "CREATE TABLE x WITH (format = 'ORC') AS SELECT 1 AS a",
        'NOT_SUPPORTED: the local cloud writes JSON and PARQUET, not ORC',
      ],
      [
        "CREATE TABLE x WITH (bucketed_by = ARRAY['a']) AS SELECT 1 AS a",
        'NOT_SUPPORTED: the local cloud does not support the property bucketed_by',
      ],
      [
        "CREATE TABLE x WITH (partitioned_by = ARRAY['a']) AS SELECT 1 AS a, 2 AS b",
        'HIVE_COLUMN_ORDER_MISMATCH: Partition keys must be the last columns in the table and in the same order as the table properties: [a]',
      ],
      [
        "CREATE TABLE x WITH (external_location = 's3://elsewhere/x/') AS SELECT 1 AS a",
        'HIVE_FILESYSTEM_ERROR: The specified bucket does not exist: s3://elsewhere',
      ],
      [
        'CREATE TABLE x AS SELECT n, current_timestamp AS t FROM UNNEST(sequence(1, 2)) AS u(n)',
        'NOT_SUPPORTED: Unsupported Hive type: timestamp with time zone (column t)',
      ],
      [
        "CREATE TABLE x WITH (partitioned_by = ARRAY['n']) AS SELECT 1 AS a, n FROM UNNEST(sequence(1, 101)) AS u(n)",
        'HIVE_TOO_MANY_OPEN_PARTITIONS: Exceeded limit of 100 open writers for partitions/buckets.',
      ],
    ])('refuses %s', async (sql, reason) => {
      expect(await failure(sql)).toBe(reason);
      expect((await glue.api.GetTables({ DatabaseName: 'sales' })).TableList).toEqual([]);
      expect(await keys('results/tables/')).toEqual([]);
    });

    it('writes where nothing lies, and no table twice', async () => {
      await s3.api.PutObject({ Bucket: 'lake', Key: 'there/x', Body: 'x' });
      expect(await failure("CREATE TABLE x WITH (external_location = 's3://lake/there/') AS SELECT 1 AS a")).toBe(
        "HIVE_PATH_ALREADY_EXISTS: Target directory for table 'sales.x' already exists: s3://lake/there/",
      );
      await succeed('CREATE TABLE x AS SELECT 1 AS a');
      expect(await failure('CREATE TABLE x AS SELECT 2 AS a')).toBe(
        "TABLE_ALREADY_EXISTS: line 1:14: Destination table 'awsdatacatalog.sales.x' already exists",
      );
      await succeed('CREATE TABLE IF NOT EXISTS x AS SELECT 2 AS a');
      expect(await rowsOf('SELECT * FROM x')).toEqual([['1']]);
    });

    it('leaves nothing when an object cannot be put', async () => {
      broken = /dt=2026-11-23/;
      const sql = `CREATE TABLE x WITH (external_location = 's3://lake/x/', partitioned_by = ARRAY['dt']) AS SELECT * FROM ${ROWS}`;
      expect(await failure(sql)).toMatch(/^GENERIC_INTERNAL_ERROR: /);
      expect(await keys('x/')).toEqual([]);
      broken = undefined;
      await succeed(sql);
    });
  });

  describe('INSERT INTO', () => {
    beforeEach(async () => {
      await succeed(
        `CREATE TABLE copy WITH (format = 'JSON', external_location = 's3://lake/copy/', partitioned_by = ARRAY['dt'])
         AS SELECT * FROM ${ROWS} WHERE id = 1`,
      );
    });

    it('adds rows, in new partitions too', async () => {
      const { StatementType, QueryExecutionId } = await succeed(`INSERT INTO copy SELECT * FROM ${ROWS}`);
      expect(StatementType).toBe('DML');
      expect((await athena.api.GetQueryResults({ QueryExecutionId })).UpdateCount).toBe(2);
      await succeed("INSERT INTO copy (dt, id) VALUES ('2026-11-22', 3)");
      expect(await rowsOf('SELECT * FROM copy ORDER BY id')).toEqual([
        EXPECTED[0],
        EXPECTED[0],
        EXPECTED[1],
        ['3', undefined, undefined, undefined, '2026-11-22'],
      ]);
    });

    it.each([
      [
        "INSERT INTO copy VALUES ('x')",
        /^TYPE_MISMATCH: line 1:13: Insert query has mismatched column types: Table: \[int, /,
      ],
      ["INSERT INTO copy (id, dt) VALUES ('x', 'y')", /Table: \[int, string\], Query: \[string, string\]$/],
      ["INSERT INTO copy (nothing) VALUES ('x')", /^COLUMN_NOT_FOUND: .*: nothing$/],
      ['INSERT INTO missing VALUES 1', /^TABLE_NOT_FOUND: line 1:13: /],
    ])('refuses %s', async (sql, reason) => {
      expect(await failure(sql)).toMatch(reason);
    });

    it('writes where the projection says', async () => {
      await succeed('DROP TABLE copy');
      await glue.api.CreateTable({
        DatabaseName: 'sales',
        TableInput: {
          Name: 'projected',
          Parameters: {
            'projection.enabled': 'true',
            'projection.dt.type': 'enum',
            'projection.dt.values': 'x,y',
            'storage.location.template': 's3://lake/p/${dt}/',
          },
          PartitionKeys: [{ Name: 'dt', Type: 'string' }],
          StorageDescriptor: {
            Columns: [{ Name: 'id', Type: 'bigint' }],
            Location: 's3://lake/p/',
            SerdeInfo: { SerializationLibrary: 'org.openx.data.jsonserde.JsonSerDe' },
          },
        },
      });
      await succeed("INSERT INTO projected VALUES (1, 'x'), (2, 'y')");
      expect(await rowsOf("SELECT id FROM projected WHERE dt = 'y'")).toEqual([['2']]);
    });
  });

  describe('UNLOAD', () => {
    it('writes JSON and tells its objects in a manifest', async () => {
      const { StatementType, Statistics } = await succeed(
        `UNLOAD (SELECT id, price FROM ${ROWS} ORDER BY id) TO 's3://lake/out/' WITH (format = 'JSON')`,
      );
      expect(StatementType).toBe('DML');
      const [uri = ''] = (await textOf(Statistics?.DataManifestLocation ?? '')).split('\n');
      expect(uri).toMatch(/^s3:\/\/lake\/out\/.*\.gz$/);
      expect(await textOf(uri)).toBe('{"id":1,"price":12345678901234.5678}\n{"id":2,"price":null}\n');
    });

    it('needs an empty place and a format', async () => {
      await s3.api.PutObject({ Bucket: 'lake', Key: 'out/x', Body: 'x' });
      expect(await failure("UNLOAD (SELECT 1 AS a) TO 's3://lake/out/' WITH (format = 'JSON')")).toMatch(
        /^HIVE_PATH_ALREADY_EXISTS: /,
      );
      expect(await failure("UNLOAD (SELECT 1 AS a) TO 's3://lake/new/' WITH (format = 'TEXTFILE')")).toMatch(
        /^NOT_SUPPORTED: /,
      );
      expect(await keys('new/')).toEqual([]);
    });
  });
});
