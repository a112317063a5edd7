import { AthenaFixture } from '../testing/athena-fixture.js';

const CREATE = `CREATE EXTERNAL TABLE orders (id string COMMENT 'the key', lines array<struct<sku:string,price:decimal(18,4)>>)
  COMMENT 'all orders' PARTITIONED BY (dt string)
  ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' WITH SERDEPROPERTIES ('ignore.malformed.json' = 'true')
  LOCATION 's3://lake/orders/' TBLPROPERTIES ('classification' = 'json')`;

describe('Statements on the catalog', () => {
  let lake: AthenaFixture;

  beforeAll(() => AthenaFixture.warmUp(), 120_000);

  beforeEach(async () => {
    lake = await AthenaFixture.open();
  });

  afterEach(() => lake[Symbol.asyncDispose]());

  it('creates a table that a query reads', async () => {
    expect(await lake.lines(CREATE)).toEqual([]);
    await lake.put('orders/dt=2026-11-23/a', { id: 'one', lines: [{ sku: 'x', price: 1.5 }] });
    await lake.lines("ALTER TABLE orders ADD PARTITION (dt = '2026-11-23')");
    expect(await lake.rows('SELECT id, lines, dt FROM orders')).toEqual([
      ['id', 'lines', 'dt'],
      ['one', '[{sku=x, price=1.5000}]', '2026-11-23'],
    ]);
    const { Table } = await lake.glue.api.GetTable({ DatabaseName: 'sales', Name: 'orders' });
    expect(Table).toMatchObject({
      TableType: 'EXTERNAL_TABLE',
      Parameters: { EXTERNAL: 'TRUE', classification: 'json', comment: 'all orders' },
      StorageDescriptor: { InputFormat: 'org.apache.hadoop.mapred.TextInputFormat' },
    });
  });

  it('tells what kind of statement it was and leaves its text beside the other results', async () => {
    await lake.run(CREATE);
    const created = await lake.run("ALTER TABLE orders SET TBLPROPERTIES ('a' = 'b')");
    expect(created).toMatchObject({ StatementType: 'DDL', SubstatementType: 'ALTER_TABLE_SET_TBLPROPERTIES' });
    const shown = await lake.run('SHOW TABLES');
    expect(shown.StatementType).toBe('UTILITY');
    expect(shown.Statistics?.DataScannedInBytes).toBe(0);
    const Key = `athena/${shown.QueryExecutionId ?? ''}.txt`;
    expect(shown.ResultConfiguration?.OutputLocation).toBe(`s3://results/${Key}`);
    const { Contents } = await lake.s3.api.ListObjectsV2({ Bucket: 'results', Prefix: Key });
    expect(Contents?.map((object) => object.Key)).toEqual([Key, `${Key}.metadata`]);
    const { ResultSet } = await lake.athena.api.GetQueryResults({ QueryExecutionId: shown.QueryExecutionId });
    expect(ResultSet?.ResultSetMetadata?.ColumnInfo).toMatchObject([{ Name: 'tab_name', Type: 'string' }]);
  });

  it('pages through lines of text', async () => {
    for (const name of ['a', 'b', 'c']) await lake.run(`CREATE DATABASE ${name}`);
    const { QueryExecutionId } = await lake.run('SHOW DATABASES');
    const first = await lake.athena.api.GetQueryResults({ QueryExecutionId, MaxResults: 3 });
    const { NextToken } = first;
    const second = await lake.athena.api.GetQueryResults({ QueryExecutionId, MaxResults: 3, NextToken });
    const texts = [first, second].map(({ ResultSet }) => ResultSet?.Rows?.map(({ Data }) => Data?.[0]?.VarCharValue));
    expect(texts).toEqual([['a', 'b', 'c'], ['sales']]);
    expect(second.NextToken).toBeUndefined();
  });

  it('creates, shows and drops databases', async () => {
    await lake.lines("CREATE SCHEMA IF NOT EXISTS Archive COMMENT 'old' LOCATION 's3://lake/old/'");
    await lake.lines('CREATE DATABASE IF NOT EXISTS archive');
    expect(await lake.lines("SHOW DATABASES LIKE 'arch.*'")).toEqual(['archive']);
    expect((await lake.glue.api.GetDatabase({ Name: 'archive' })).Database).toMatchObject({
      Description: 'old',
      LocationUri: 's3://lake/old/',
    });
    expect(await lake.failure('CREATE DATABASE archive')).toBe(
      'FAILED: Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. AlreadyExistsException(message:Database archive already exists)',
    );
    await lake.lines("CREATE EXTERNAL TABLE archive.t (a int) LOCATION 's3://lake/t/'");
    expect(await lake.failure('DROP DATABASE archive')).toMatch(/Database archive is not empty/);
    await lake.lines('DROP DATABASE archive CASCADE');
    await lake.lines('DROP DATABASE IF EXISTS archive');
    expect(await lake.failure('DROP DATABASE archive')).toBe(
      'FAILED: SemanticException [Error 10072]: Database does not exist: archive',
    );
  });

  it('creates a table once, and drops it', async () => {
    await lake.lines(CREATE);
    expect(await lake.failure(CREATE)).toMatch(/AlreadyExistsException\(message:Table orders already exists\)$/);
    await lake.lines(CREATE.replace('TABLE', 'TABLE IF NOT EXISTS'));
    await lake.lines('DROP TABLE sales.Orders');
    await lake.lines('DROP TABLE IF EXISTS orders');
    expect(await lake.failure('DROP TABLE orders')).toBe(
      'FAILED: SemanticException [Error 10001]: Table not found sales.orders',
    );
  });

  it.each([
    ["CREATE EXTERNAL TABLE gone.t (a int) LOCATION 's3://lake/t/'", /\[Error 10072\]: Database does not exist: gone/],
    ['CREATE EXTERNAL TABLE t (a int)', /No location was specified for table/],
    ["CREATE EXTERNAL TABLE t (a int) LOCATION '/etc/'", /is not one in S3/],
    ["CREATE EXTERNAL TABLE t (a int) PARTITIONED BY (a int) LOCATION 's3://lake/t/'", /repeated in partitioning/],
    ["CREATE EXTERNAL TABLE t (a int, A string) LOCATION 's3://lake/t/'", /Duplicate column name: a/],
    ["CREATE EXTERNAL TABLE t (a uniontype<int,string>) LOCATION 's3://lake/t/'", /does not know the type uniontype/],
    ["CREATE TABLE t (a int) LOCATION 's3://lake/t/'", /^line 1:8: CREATE TABLE … TABLE t \( is not supported/],
    ['SHOW PARTITIONS gone', /Table not found sales.gone/],
    ['SHOW TABLES IN gone', /Database does not exist: gone/],
    ['ALTER TABLE gone ADD COLUMNS (a int)', /Table not found/],
    ['DROP VIEW other.x', /Table not found other.x/],
  ])('refuses %s', async (sql, reason) => {
    expect(await lake.failure(sql)).toMatch(reason);
  });

  it('adds, renames, moves and drops partitions', async () => {
    await lake.lines(CREATE);
    await lake.lines(
      "ALTER TABLE orders ADD PARTITION (dt = 'a') LOCATION 's3://lake/elsewhere/' PARTITION (dt = 'b')",
    );
    expect(await lake.failure("ALTER TABLE orders ADD PARTITION (dt = 'a')")).toMatch(/AlreadyExistsException/);
    await lake.lines("ALTER TABLE orders ADD IF NOT EXISTS PARTITION (dt = 'a') PARTITION (dt = 'c')");
    await lake.lines("ALTER TABLE orders PARTITION (dt = 'c') RENAME TO PARTITION (dt = 'd')");
    await lake.lines("ALTER TABLE orders PARTITION (dt = 'b') SET LOCATION 's3://lake/b/'");
    expect(await lake.lines('SHOW PARTITIONS orders')).toEqual(['dt=a', 'dt=b', 'dt=d']);
    const { Partitions } = await lake.glue.api.GetPartitions({ DatabaseName: 'sales', TableName: 'orders' });
    expect(Partitions?.map(({ StorageDescriptor }) => StorageDescriptor?.Location).sort()).toEqual([
      's3://lake/b/',
      's3://lake/elsewhere/',
      's3://lake/orders/dt=c',
    ]);
    await lake.lines("ALTER TABLE orders DROP PARTITION (dt = 'a'), PARTITION (dt = 'b')");
    await lake.lines("ALTER TABLE orders DROP IF EXISTS PARTITION (dt = 'a')");
    expect(await lake.failure("ALTER TABLE orders DROP PARTITION (dt = 'a')")).toBe(
      "FAILED: SemanticException [Error 10006]: Partition not found (dt = 'a')",
    );
    expect(await lake.failure("ALTER TABLE orders ADD PARTITION (day = 'a')")).toMatch(/Non-Partition column appears/);
    expect(await lake.lines('SHOW PARTITIONS orders')).toEqual(['dt=d']);
  });

  it('finds the partitions that S3 has, and says which', async () => {
    await lake.lines(CREATE);
    for (const key of ['dt=1/a', 'dt=2/a', 'dt=2/b', 'other/a', 'x']) await lake.put(`orders/${key}`, { id: key });
    await lake.lines("ALTER TABLE orders ADD PARTITION (dt = '1')");
    expect(await lake.lines('MSCK REPAIR TABLE orders')).toEqual([
      'Partitions not in metastore:\torders:dt=2',
      'Repair: Added partition to metastore orders:dt=2',
    ]);
    expect(await lake.lines('MSCK REPAIR TABLE orders')).toEqual([]);
    expect(await lake.rows('SELECT count(*) FROM orders')).toEqual([['_col0'], ['3']]);
  });

  it('changes columns and properties', async () => {
    await lake.lines(CREATE);
    await lake.lines("ALTER TABLE orders ADD COLUMNS (note string COMMENT 'new')");
    expect(await lake.failure('ALTER TABLE orders ADD COLUMNS (note string)')).toMatch(/Duplicate column name: note/);
    expect((await lake.lines('SHOW COLUMNS IN orders')).map((name) => name?.trimEnd())).toEqual([
      'id',
      'lines',
      'note',
      'dt',
    ]);
    await lake.lines('ALTER TABLE orders REPLACE COLUMNS (id string)');
    await lake.lines("ALTER TABLE orders SET TBLPROPERTIES ('owner' = 'me')");
    await lake.lines("ALTER TABLE orders SET LOCATION 's3://lake/moved/'");
    expect(await lake.lines("SHOW TBLPROPERTIES orders('owner')")).toEqual(['me']);
    expect(await lake.lines('SHOW TBLPROPERTIES orders')).toContain('classification\tjson');
    const { Table } = await lake.glue.api.GetTable({ DatabaseName: 'sales', Name: 'orders' });
    expect(Table?.StorageDescriptor).toMatchObject({ Location: 's3://lake/moved/', Columns: [{ Name: 'id' }] });
    expect(Table?.PartitionKeys).toEqual([{ Name: 'dt', Type: 'string' }]);
  });

  it('describes a table, each row as one text with tabs', async () => {
    await lake.lines(CREATE);
    const lines = await lake.lines('DESCRIBE orders');
    expect(lines[0]).toBe('id                  \tstring              \tthe key             ');
    expect(lines.map((line) => line?.split('\t')[0]?.trimEnd())).toEqual([
      'id',
      'lines',
      'dt',
      '',
      '# Partition Information',
      '# col_name',
      '',
      'dt',
    ]);
    expect((await lake.lines('DESCRIBE FORMATTED orders')).join('\n')).toMatch(/Location: +\ts3:\/\/lake\/orders\//);
    expect((await lake.lines('DESCRIBE EXTENDED orders')).at(-1)).toMatch(/^Detailed Table Information\t/);
  });

  it('shows the statement that creates the table again', async () => {
    await lake.lines(CREATE);
    const before = (await lake.glue.api.GetTable({ DatabaseName: 'sales', Name: 'orders' })).Table;
    const statement = (await lake.lines('SHOW CREATE TABLE orders')).join('\n');
    await lake.lines('DROP TABLE orders');
    await lake.lines(statement);
    const after = (await lake.glue.api.GetTable({ DatabaseName: 'sales', Name: 'orders' })).Table;
    expect(after).toMatchObject({
      StorageDescriptor: before?.StorageDescriptor,
      PartitionKeys: before?.PartitionKeys,
      Parameters: before?.Parameters,
    });
  });

  it('shows a table that another wrote, with as little as it has', async () => {
    await lake.table('orders', { id: 'string', 'odd name': 'int' });
    const statement = (await lake.lines('SHOW CREATE TABLE orders')).join('\n');
    await lake.lines('DROP TABLE orders');
    await lake.lines(statement);
    expect((await lake.lines('SHOW COLUMNS IN orders')).map((name) => name?.trimEnd())).toEqual(['id', 'odd name']);
  });

  it('shows tables that match, and views', async () => {
    await lake.table('orders', { id: 'string' });
    await lake.table('old_orders', { id: 'string' });
    await lake.lines('CREATE VIEW ids AS SELECT id FROM orders');
    expect(await lake.lines('SHOW TABLES')).toEqual(['ids', 'old_orders', 'orders']);
    expect(await lake.lines("SHOW TABLES IN sales '*orders'")).toEqual(['old_orders', 'orders']);
    expect(await lake.lines("SHOW TABLES LIKE 'ids|orders'")).toEqual(['ids', 'orders']);
    expect(await lake.lines('SHOW VIEWS')).toEqual(['ids']);
  });

  it('explains a query, which it does not run', async () => {
    await lake.table('orders', { id: 'string' });
    await lake.put('orders/a', { id: 'one' });
    const lines = await lake.lines("EXPLAIN SELECT id FROM orders WHERE id = 'x'");
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.join('\n')).not.toContain('/');
    expect(await lake.failure('EXPLAIN SELECT colour FROM orders')).toMatch(/^COLUMN_NOT_FOUND: line 1:16: /);
  });
});
