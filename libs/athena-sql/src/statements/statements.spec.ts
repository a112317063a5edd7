import fc from 'fast-check';
import { parseStatement } from '../parse-statement.js';
import { SqlError } from '../sql-error.js';
import type { Statement } from '../statement.js';

const parsed = async <Kind extends Statement['kind']>(
  sql: string,
  kind: Kind,
): Promise<Extract<Statement, { kind: Kind }>> => {
  const statement = await parseStatement(sql);
  if (statement.kind !== kind) throw new Error(`${sql} is ${statement.kind}`);
  return statement as Extract<Statement, { kind: Kind }>;
};

const t = { table: 't', place: expect.any(String) as string };
const dt = (value: string): ReadonlyMap<string, string> => new Map([['dt', value]]);

describe('statements that hold a query', () => {
  beforeAll(async () => {
    await parseStatement('SELECT 1'); // a cold Jest compiles the grammars
    await parseStatement('SHOW TABLES');
  }, 120_000);

  it('reads CREATE TABLE AS with its properties', async () => {
    const sql = `CREATE TABLE IF NOT EXISTS Lake."Copy" WITH (format = 'PARQUET', bucket_count = 3, x = true,
      partitioned_by = ARRAY['dt', 'it''s']) AS SELECT 1 AS one WITH NO DATA`;
    const statement = await parsed(sql, 'create-table-as');
    expect(statement).toMatchObject({
      table: { database: 'lake', table: 'copy', place: 'line 1:28' },
      ifNotExists: true,
      withData: false,
    });
    expect([...statement.properties]).toEqual([
      ['format', 'PARQUET'],
      ['bucket_count', 3],
      ['x', true],
      ['partitioned_by', ['dt', "it's"]],
    ]);
    expect(statement.query.probe([]).text).toContain('one');
  });

  it('reads INSERT INTO with and without columns, and its parameters', async () => {
    expect(await parsed('INSERT INTO t SELECT ?', 'insert')).toMatchObject({ table: t, query: { parameterCount: 1 } });
    expect(await parsed('INSERT INTO t (A, "b") VALUES (1, 2)', 'insert')).toMatchObject({ columns: ['a', 'b'] });
  });

  it('reads UNLOAD, whose query keeps its places', async () => {
    const sql = `UNLOAD (SELECT '🙂)' AS smile,\n  colour FROM paints WHERE x IN (1)) TO 's3://a/it''s/' WITH (format = 'JSON')`;
    const { query, location, properties } = await parsed(sql, 'unload');
    expect(location).toBe("s3://a/it's/");
    expect([...properties]).toEqual([['format', 'JSON']]);
    const probe = query.probe([]);
    expect(probe.placeOf(Buffer.from(probe.text).indexOf('"colour"'))).toMatch(/^line 2:/);
  });

  it.each([
    'UNLOAD SELECT 1 TO x',
    'UNLOAD (SELECT 1',
    "UNLOAD (SELECT 1) TO 's3://x'",
    "UNLOAD (SELECT 1) TO 's3://x' WITH (format = 'JSON') more",
    "UNLOAD (SELEC 1) TO 's3://x' WITH (format = 'JSON')",
    "UNLOAD (SELECT 1) TO 's3://x' WITH (format = 1 + 1)",
    'UNLOAD',
  ])('refuses %s', async (sql) => {
    await expect(parseStatement(sql)).rejects.toThrow(SqlError);
  });

  it('keeps the text of a view and of a prepared statement as it is written', async () => {
    const view = await parsed('CREATE OR REPLACE VIEW db.V AS SELECT  1 -- one\n AS x', 'create-view');
    expect(view).toMatchObject({
      orReplace: true,
      view: { database: 'db', table: 'v' },
      text: 'SELECT  1 -- one\n AS x',
    });
    expect(await parsed("PREPARE P1 FROM SELECT '🙂',  ?", 'prepare')).toEqual({
      kind: 'prepare',
      name: 'P1',
      text: "SELECT '🙂',  ?",
    });
  });

  it('reads EXECUTE, DEALLOCATE and EXPLAIN', async () => {
    expect(await parsed("EXECUTE p USING 1, TIMESTAMP '2026-01-01 00:00:00'", 'execute')).toEqual({
      kind: 'execute',
      name: 'p',
      parameters: ['1', "TIMESTAMP '2026-01-01 00:00:00'"],
    });
    expect(await parsed('DEALLOCATE PREPARE p', 'deallocate')).toEqual({ kind: 'deallocate', name: 'p' });
    expect((await parsed('EXPLAIN SELECT ?', 'explain')).query.parameterCount).toBe(1);
    await expect(parseStatement('EXPLAIN (TYPE IO) SELECT 1')).rejects.toThrow('NOT_SUPPORTED: line 1:1: EXPLAIN (');
  });
});

describe('DDL', () => {
  it('reads CREATE EXTERNAL TABLE with everything that it may say', async () => {
    const sql = `/* sales */ CREATE EXTERNAL TABLE IF NOT EXISTS \`lake\`.\`T\` (
        a string COMMENT 'it\\'s', B struct<Sku: string, prices: array<decimal(18, 4)>>)
      COMMENT 'all' PARTITIONED BY (dt string, h int)
      ROW FORMAT SERDE 'org.x' WITH SERDEPROPERTIES ('a' = 'b') STORED AS INPUTFORMAT 'i' OUTPUTFORMAT 'o'
      LOCATION 's3://x/y' TBLPROPERTIES ('p' = 'v');`;
    expect(await parsed(sql, 'create-table')).toEqual({
      kind: 'create-table',
      table: { database: 'lake', table: 't', place: 'line 1:49' },
      ifNotExists: true,
      columns: [
        { name: 'a', type: 'string', comment: "it's" },
        { name: 'b', type: 'struct<sku:string,prices:array<decimal(18,4)>>' },
      ],
      partitionColumns: [
        { name: 'dt', type: 'string' },
        { name: 'h', type: 'int' },
      ],
      comment: 'all',
      format: {
        serde: 'org.x',
        serdeProperties: new Map([['a', 'b']]),
        inputFormat: 'i',
        outputFormat: 'o',
      },
      location: 's3://x/y',
      properties: new Map([['p', 'v']]),
    });
  });

  it('knows the delimiters of text and the formats by their names', async () => {
    const text = await parsed(
      "CREATE EXTERNAL TABLE t (a int) ROW FORMAT DELIMITED FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\' LINES TERMINATED BY '\\n' LOCATION 's3://x'",
      'create-table',
    );
    expect(text.format.serde).toMatch(/LazySimpleSerDe$/);
    expect([...text.format.serdeProperties]).toEqual([
      ['field.delim', '\t'],
      ['serialization.format', '\t'],
      ['escape.delim', '\\'],
      ['line.delim', '\n'],
    ]);
    const parquet = await parsed("CREATE EXTERNAL TABLE t (a int) STORED AS PARQUET LOCATION 's3://x'", 'create-table');
    expect(parquet.format.serde).toMatch(/ParquetHiveSerDe$/);
  });

  it.each<[string, object]>([
    [
      "CREATE SCHEMA IF NOT EXISTS D COMMENT 'c'",
      { kind: 'create-database', name: 'd', ifNotExists: true, comment: 'c' },
    ],
    [
      "CREATE DATABASE d LOCATION 's3://x/' WITH DBPROPERTIES ('a'='b')",
      { kind: 'create-database', location: 's3://x/', properties: new Map([['a', 'b']]) },
    ],
    ['DROP DATABASE IF EXISTS d CASCADE', { kind: 'drop-database', name: 'd', ifExists: true, cascade: true }],
    ['DROP SCHEMA d', { kind: 'drop-database', ifExists: false, cascade: false }],
    ['DROP TABLE a.T', { kind: 'drop-table', table: { database: 'a', table: 't', place: 'line 1:12' } }],
    ['DROP VIEW IF EXISTS t', { kind: 'drop-view', table: t, ifExists: true }],
    [
      "ALTER TABLE t ADD IF NOT EXISTS PARTITION (dt='x') LOCATION 's3://x' PARTITION (DT=3)",
      {
        kind: 'add-partitions',
        ifNotExists: true,
        partitions: [{ spec: dt('x'), location: 's3://x' }, { spec: dt('3') }],
      },
    ],
    [
      "ALTER TABLE t DROP IF EXISTS PARTITION (dt='x'), PARTITION (dt='y')",
      { kind: 'drop-partitions', ifExists: true, specs: [dt('x'), dt('y')] },
    ],
    [
      "ALTER TABLE t PARTITION (dt='x') RENAME TO PARTITION (dt='y')",
      { kind: 'rename-partition', from: dt('x'), to: dt('y') },
    ],
    ['ALTER TABLE t ADD COLUMNS (a int)', { kind: 'add-columns', columns: [{ name: 'a', type: 'int' }] }],
    ['ALTER TABLE t REPLACE COLUMNS (a int)', { kind: 'replace-columns' }],
    ["ALTER TABLE t SET TBLPROPERTIES ('a'='b')", { kind: 'set-properties', properties: new Map([['a', 'b']]) }],
    ["ALTER TABLE t SET LOCATION 's3://x'", { kind: 'set-location', location: 's3://x' }],
    ["ALTER TABLE t PARTITION (dt='x') SET LOCATION 's3://x'", { kind: 'set-location', partition: dt('x') }],
    ['MSCK REPAIR TABLE t', { kind: 'repair-table', table: t }],
    ["SHOW DATABASES LIKE 'a.*'", { kind: 'show-databases', pattern: 'a.*' }],
    ['SHOW SCHEMAS', { kind: 'show-databases' }],
    ["SHOW TABLES IN d 'x*'", { kind: 'show-tables', database: 'd', pattern: 'x*' }],
    ['SHOW TABLES', { kind: 'show-tables' }],
    ["SHOW VIEWS IN d LIKE 'x'", { kind: 'show-views', database: 'd', pattern: 'x' }],
    ['SHOW COLUMNS FROM t IN d', { kind: 'show-columns', table: { ...t, database: 'd' } }],
    ['SHOW PARTITIONS d.t', { kind: 'show-partitions' }],
    ['SHOW CREATE TABLE t', { kind: 'show-create-table' }],
    ['SHOW CREATE VIEW d.t', { kind: 'show-create-view', table: { ...t, database: 'd' } }],
    ["SHOW TBLPROPERTIES t('a')", { kind: 'show-properties', property: 'a' }],
    ['DESC FORMATTED d.t', { kind: 'describe', form: 'formatted' }],
    ['describe t', { kind: 'describe', form: 'columns', table: t }],
  ])('reads %s', async (sql, statement) => {
    expect(await parseStatement(sql)).toMatchObject(statement);
  });

  it.each([
    ['ALTER TABLE t CHANGE COLUMN a b int', 'ALTER TABLE … CHANGE COLUMN a'],
    ['ALTER TABLE t RENAME TO x', 'ALTER TABLE … RENAME TO x'],
    ['ALTER TABLE t DROP PARTITION (dt > 3)', 'ALTER TABLE … >'],
    ["CREATE TABLE t (a int) LOCATION 's3://x' TBLPROPERTIES ('table_type'='ICEBERG')", 'CREATE TABLE … TABLE t ('],
    ["CREATE EXTERNAL TABLE t (a int) CLUSTERED BY (a) INTO 3 BUCKETS LOCATION 's3://x'", 'CLUSTERED BY ('],
    ["CREATE EXTERNAL TABLE t (a int) STORED AS RCFILE LOCATION 's3://x'", 'CREATE EXTERNAL … RCFILE'],
    ["CREATE EXTERNAL TABLE t (a struct<b:int COMMENT 'x'>) LOCATION 's3://x'", 'COMMENT within a type'],
    ['DESCRIBE t a', 'DESCRIBE T … a'],
    ["DESCRIBE t PARTITION (dt='x')", 'PARTITION ( dt'],
    ['SHOW FUNCTIONS', 'SHOW FUNCTIONS'],
    ['DROP INDEX i ON t', 'INDEX i ON'],
  ])('refuses by name what it does not support: %s', async (sql, what) => {
    await expect(parseStatement(sql)).rejects.toThrow(what);
    await expect(parseStatement(sql)).rejects.toThrow(
      /^NOT_SUPPORTED: line 1:\d+: .* is not supported by the local cloud$/s,
    );
  });

  it.each(['CREATE EXTERNAL TABLE t', 'DROP TABLE', 'MSCK REPAIR t', 'SHOW TABLES IN', 'DROP TABLE a; DROP TABLE b'])(
    'refuses %s',
    async (sql) => {
      await expect(parseStatement(sql)).rejects.toThrow(SqlError);
    },
  );

  it('refuses types that are nested too deep', async () => {
    const type = `${'array<'.repeat(300)}int${'>'.repeat(300)}`;
    await expect(parseStatement(`CREATE EXTERNAL TABLE t (a ${type}) LOCATION 's3://x'`)).rejects.toThrow(
      'nested too deep',
    );
  });

  it('ends with a statement or an SqlError for any text', async () => {
    const first = fc.constantFrom('CREATE', 'DROP', 'ALTER', 'SHOW', 'DESCRIBE', 'MSCK', 'UNLOAD', 'PREPARE', 'INSERT');
    const word = fc.constantFrom(
      ...['TABLE', 'EXTERNAL', 'VIEW', 'IF', 'EXISTS', 'PARTITION', 'ADD', 'COLUMNS', 'AS', 'SELECT', 'TO', 'WITH'],
      ...['(', ')', '<', '>', ',', '=', '.', 'x', "'a'", '`b`', '1', 'int', 'struct', 'LOCATION', ';', '--', '/*'],
    );
    await fc.assert(
      fc.asyncProperty(first, fc.array(word, { maxLength: 10 }), async (start, words) => {
        await parseStatement([start, ...words].join(' ')).catch((error: unknown) => {
          expect(error).toBeInstanceOf(SqlError);
        });
      }),
      { numRuns: 150 },
    );
  });
});
