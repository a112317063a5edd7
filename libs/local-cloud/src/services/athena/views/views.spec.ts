import { AthenaFixture } from '../testing/athena-fixture.js';
import { encodeView } from './presto-view.js';

describe('Views', () => {
  let lake: AthenaFixture;

  beforeAll(() => AthenaFixture.warmUp(), 120_000);

  beforeEach(async () => {
    lake = await AthenaFixture.open();
    await lake.table('orders', { id: 'string', price: 'decimal(18,4)', count: 'int', at: 'timestamp' });
    await lake.put(
      'orders/a',
      { id: 'one', price: 1.5, count: 2, at: '2026-11-23 10:00:00.000' },
      { id: 'two', price: 2.25, count: 4, at: '2026-11-23 11:00:00.000' },
    );
  });

  afterEach(() => lake[Symbol.asyncDispose]());

  const stored = (name: string, originalSql: string, columns: Readonly<Record<string, string>>, schema = 'sales') =>
    lake.glue.api.CreateTable({
      DatabaseName: 'sales',
      TableInput: {
        Name: name,
        TableType: 'VIRTUAL_VIEW',
        Parameters: { presto_view: 'true' },
        ViewOriginalText: encodeView({
          originalSql,
          catalog: 'awsdatacatalog',
          schema,
          columns: Object.entries(columns).map(([column, type]) => ({ name: column, type })),
        }),
        StorageDescriptor: { Columns: [] },
      },
    });

  it('are kept in the catalog as Athena writes them', async () => {
    await lake.lines(`CREATE VIEW totals AS
      SELECT id, price * count AS total, at, ARRAY[count] AS counts, CAST(ROW(1, 'a') AS ROW(n integer, s varchar)) AS r
      FROM orders`);
    const { Table } = await lake.glue.api.GetTable({ DatabaseName: 'sales', Name: 'totals' });
    expect(Table).toMatchObject({
      TableType: 'VIRTUAL_VIEW',
      Parameters: { presto_view: 'true', comment: 'Presto View' },
      ViewExpandedText: '/* Presto View */',
      StorageDescriptor: {
        Columns: [
          { Name: 'id', Type: 'string' },
          { Name: 'total', Type: expect.stringMatching(/^decimal\(\d+,4\)$/) as string },
          { Name: 'at', Type: 'timestamp' },
          { Name: 'counts', Type: 'array<int>' },
          { Name: 'r', Type: 'struct<n:int,s:string>' },
        ],
      },
    });
    const [, base64 = ''] = /^\/\* Presto View: (.*) \*\/$/.exec(Table?.ViewOriginalText ?? '') ?? [];
    expect(JSON.parse(Buffer.from(base64, 'base64').toString())).toMatchObject({
      catalog: 'awsdatacatalog',
      schema: 'sales',
      originalSql: expect.stringMatching(/^SELECT id,[^;]*FROM orders$/) as string,
      columns: [
        { name: 'id', type: 'varchar' },
        { name: 'total' },
        { name: 'at', type: 'timestamp(3)' },
        { name: 'counts', type: 'array(integer)' },
        { name: 'r', type: 'row(n integer, s varchar)' },
      ],
    });
  });

  it('are read like tables, also through other views', async () => {
    await lake.lines('CREATE VIEW totals AS SELECT id, price * count AS total FROM orders');
    await lake.lines('CREATE VIEW big AS SELECT t.id FROM totals t JOIN orders o ON t.id = o.id WHERE total > 5');
    expect(await lake.rows('SELECT upper(id) AS id FROM sales.big')).toEqual([['id'], ['TWO']]);
    const { Statistics } = await lake.run('SELECT * FROM big');
    expect(Statistics?.DataScannedInBytes).toBeGreaterThan(0);
  });

  it('resolve names in their own database, whoever asks', async () => {
    await lake.lines('CREATE DATABASE reports');
    await lake.lines('CREATE VIEW reports.ids AS SELECT id FROM orders'); // orders of sales
    await lake.lines("CREATE EXTERNAL TABLE reports.orders (id int) LOCATION 's3://lake/none/'");
    expect(await lake.rows('SELECT id FROM reports.ids ORDER BY 1')).toEqual([['id'], ['one'], ['two']]);
  });

  it('are checked as strictly as queries, when they are created and when they are read', async () => {
    expect(await lake.failure('CREATE VIEW v AS SELECT id FROM orders WHERE id = 1')).toMatch(
      /^TYPE_MISMATCH: line 1:/,
    );
    expect(await lake.failure('CREATE VIEW v AS SELECT colour FROM orders')).toMatch(/^COLUMN_NOT_FOUND: line 1:25/);
    await stored('v', 'SELECT id FROM orders WHERE id = 1', { id: 'varchar' });
    expect(await lake.failure('SELECT * FROM v')).toMatch(
      /^INVALID_VIEW: line 1:15: Failed analyzing stored view 'awsdatacatalog.sales.v': line 1:\d+: Cannot apply operator/,
    );
  });

  it('have the names and types that they were created with', async () => {
    await stored('v', 'SELECT id, count FROM orders ORDER BY 1', { name: 'varchar', amount: 'bigint' });
    const { QueryExecutionId } = await lake.run('SELECT name, amount / 3 AS third, amount FROM v');
    const { ResultSet } = await lake.athena.api.GetQueryResults({ QueryExecutionId });
    expect(ResultSet?.ResultSetMetadata?.ColumnInfo?.map(({ Type }) => Type)).toEqual(['varchar', 'bigint', 'bigint']);
    expect(ResultSet?.Rows?.[2]?.Data?.map(({ VarCharValue }) => VarCharValue)).toEqual(['two', '1', '4']);
  });

  it.each<[Readonly<Record<string, string>>, RegExp]>([
    [
      { id: 'bigint' },
      /^VIEW_IS_STALE: line 1:15: View 'awsdatacatalog.sales.v' is stale or in invalid state: column \[id\] of type varchar projected from query view at position 0 cannot be coerced to column \[id\] of type bigint stored in view definition$/,
    ],
    [{ id: 'varchar', more: 'varchar' }, /^VIEW_IS_STALE: .* column count/],
  ])('are stale when their query gives something else by now: %j', async (columns, reason) => {
    await stored('v', 'SELECT id FROM orders', columns);
    expect(await lake.failure('SELECT * FROM v')).toMatch(reason);
  });

  it('may not name themselves', async () => {
    await stored('a', 'SELECT * FROM b', { x: 'integer' });
    await stored('b', 'SELECT * FROM a', { x: 'integer' });
    expect(await lake.failure('SELECT * FROM a')).toMatch(/^VIEW_IS_RECURSIVE: line 1:15: View is recursive$/);
    await lake.lines('CREATE VIEW c AS SELECT id FROM orders');
    await lake.lines('CREATE VIEW d AS SELECT id FROM c');
    expect(await lake.failure('CREATE OR REPLACE VIEW c AS SELECT id FROM d')).toMatch(/^VIEW_IS_RECURSIVE: /);
    expect(await lake.rows('SELECT count(*) AS n FROM d')).toEqual([['n'], ['2']]);
  });

  it.each([
    [
      'CREATE VIEW orders AS SELECT 1 AS a',
      "TABLE_ALREADY_EXISTS: line 1:13: Table already exists: 'awsdatacatalog.sales.orders'",
    ],
    ['CREATE VIEW v AS SELECT 1', 'COLUMN_NAME_NOT_SPECIFIED: line 1:1: Column name not specified at position 1'],
    ['CREATE VIEW gone.v AS SELECT 1 AS a', "SCHEMA_NOT_FOUND: line 1:13: Schema 'gone' does not exist"],
    ["CREATE VIEW v AS SELECT INTERVAL '1' DAY AS a", "NOT_SUPPORTED: Unsupported Hive type: interval of 'a'"],
    ['DROP TABLE known', 'FAILED: SemanticException [Error 10126]: Cannot drop a view with DROP TABLE'],
    ['DROP VIEW orders', 'FAILED: SemanticException [Error 10127]: Cannot drop a base table with DROP VIEW'],
    [
      'CREATE VIEW known AS SELECT 1 AS a',
      "ALREADY_EXISTS: line 1:13: View already exists: 'awsdatacatalog.sales.known'",
    ],
    ['SHOW CREATE TABLE known', 'FAILED: SemanticException [Error 10132]: known is a view, and not a table'],
  ])('refuse %s', async (sql, reason) => {
    await lake.lines('CREATE VIEW known AS SELECT 1 AS a');
    expect(await lake.failure(sql)).toBe(reason);
  });

  it('are shown, described, replaced and dropped', async () => {
    await lake.lines('CREATE VIEW v AS SELECT id\nFROM orders');
    expect(await lake.lines('SHOW CREATE VIEW v')).toEqual(['CREATE VIEW v AS', 'SELECT id', 'FROM orders']);
    expect((await lake.lines('DESCRIBE v'))[0]).toMatch(/^id +\tstring +\t/);
    await lake.lines('CREATE OR REPLACE VIEW v AS SELECT count FROM orders');
    expect((await lake.lines('SHOW COLUMNS IN v'))[0]?.trimEnd()).toBe('count');
    await lake.lines('DROP VIEW v');
    await lake.lines('DROP VIEW IF EXISTS v');
    expect(await lake.failure('SELECT * FROM v')).toMatch(/^TABLE_NOT_FOUND: /);
  });

  it('are refused when the catalog holds no view in Presto’s form', async () => {
    await lake.glue.api.CreateTable({
      DatabaseName: 'sales',
      TableInput: { Name: 'v', TableType: 'VIRTUAL_VIEW', ViewOriginalText: 'SELECT 1' },
    });
    expect(await lake.failure('SELECT * FROM v')).toMatch(/^INVALID_VIEW: /);
    await stored('w', 'SELEC 1', { a: 'integer' });
    expect(await lake.failure('SELECT * FROM w')).toMatch(/^INVALID_VIEW: line 1:15: Failed parsing stored view/);
    await stored('x', 'DROP TABLE orders', { a: 'integer' });
    expect(await lake.failure('SELECT * FROM x')).toMatch(/it is no query$/);
  });
});
