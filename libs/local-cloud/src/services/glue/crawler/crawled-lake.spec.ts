import type { TableInput } from '@aws-sdk/client-glue';
import { ManualClock } from '../../../core/manual-clock.js';
import { createAthena, type AthenaService } from '../../athena/index.js';
import { createS3 } from '../../s3/index.js';
import { createGlue } from '../index.js';
import { CrawlerFixture } from './testing/crawler-fixture.js';

const DECLARED = 'p1_kinesis_firehose_destination';

const SALE = {
  sale_id: 'S-1',
  product_name: 'Laptop',
  quantity: 2,
  unit_price: 999.5,
  creation_datetime: '2026-11-23 10:00:00.000',
};

/** One change as the transform writes it: column for column, timestamps as text. */
const change = (dt: string, more: object = {}): object => ({
  op: 'c',
  event_id: 'e1',
  sequence_number: '0'.repeat(40),
  committed_at: `${dt} 10:00:00.000`,
  processed_at: `${dt} 10:00:01.000`,
  schema_version: 1,
  ...SALE,
  creation_datetime: `${dt} 10:00:00.000`,
  total_amount: 1999,
  before: null,
  unrecognised: null,
  ...more,
});

const declaredTable: TableInput = {
  Name: DECLARED,
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
      { Name: 'creation_datetime', Type: 'timestamp' },
    ],
    Location: 's3://lake/sales/',
    SerdeInfo: { SerializationLibrary: 'org.openx.data.jsonserde.JsonSerDe' },
  },
};

/** As the pipeline's template has it. */
const CONFIGURATION = JSON.stringify({
  Version: 1,
  Grouping: { TableGroupingPolicy: 'CombineCompatibleSchemas', TableLevelConfiguration: 2 },
  CrawlerOutput: { Partitions: { AddOrUpdateBehavior: 'InheritFromTable' } },
});

const sampleQuery = (table: string): string =>
  `SELECT * FROM ${table} WHERE product_name = 'Laptop' AND creation_datetime >= current_date - interval '1' day`;

describe('a crawl of the lake', () => {
  let fixture: CrawlerFixture;
  let athena: AthenaService;
  const today = new Date().toISOString().slice(0, 10); // Athena's current_date is the world's

  beforeEach(async () => {
    fixture = await CrawlerFixture.open(
      { s3: createS3, glue: (context, s3) => createGlue(context, { s3: s3.api }) },
      // The projection's NOW goes by this clock, and is to be no other day.
      new ManualClock(Date.parse(today)),
    );
    athena = createAthena(fixture.context, { glue: fixture.glue.api, s3: fixture.s3 });
    await fixture.glue.api.CreateTable({ DatabaseName: 'shop', TableInput: declaredTable });
    await fixture.create('s3://lake/sales/', {
      TablePrefix: 'crawled_',
      SchemaChangePolicy: { UpdateBehavior: 'UPDATE_IN_DATABASE', DeleteBehavior: 'LOG' },
      Configuration: CONFIGURATION,
    });
  });
  afterEach(async () => {
    await athena[Symbol.asyncDispose]();
    await fixture[Symbol.asyncDispose]();
  });

  const ask = async (sql: string): Promise<{ readonly failure: string | undefined; readonly rows: number }> => {
    const { QueryExecutionId } = await athena.api.StartQueryExecution({
      QueryString: sql,
      QueryExecutionContext: { Database: 'shop' },
      ResultConfiguration: { OutputLocation: 's3://lake/results/' },
    });
    await athena.whenEnded(QueryExecutionId);
    const { QueryExecution } = await athena.api.GetQueryExecution({ QueryExecutionId });
    if (QueryExecution.Status?.State !== 'SUCCEEDED')
      return { failure: QueryExecution.Status?.StateChangeReason, rows: 0 };
    const { ResultSet } = await athena.api.GetQueryResults({ QueryExecutionId });
    return { failure: undefined, rows: (ResultSet?.Rows?.length ?? 1) - 1 };
  };

  it('yields exactly one table after days and fields were added', async () => {
    await fixture.put('sales/dt=2026-11-22/a.gz', change('2026-11-22'));
    await fixture.crawl();
    await fixture.put('sales/dt=2026-11-22/b.gz', change('2026-11-22', { op: 'u', before: SALE }));
    await fixture.put('sales/dt=2026-11-23/a.gz', change('2026-11-23', { loyalty_points: 5, tags: ['new'] }));
    await fixture.crawl();
    expect((await fixture.tables()).map(({ Name }) => Name)).toEqual([DECLARED, 'crawled_sales']);
    expect(await fixture.columns('crawled_sales')).toEqual([
      'op string',
      'event_id string',
      'sequence_number string',
      'committed_at string',
      'processed_at string',
      'schema_version int',
      'sale_id string',
      'product_name string',
      'quantity int',
      'unit_price double',
      'creation_datetime string',
      'total_amount int',
      'before struct<sale_id:string,product_name:string,quantity:int,unit_price:double,creation_datetime:string>',
      'unrecognised string',
      'loyalty_points int',
      'tags array<string>',
      'dt string',
    ]);
    expect(await fixture.partitions('crawled_sales')).toHaveLength(2);
  });

  it('makes a table on which the sample query fails, while the declared table answers it', async () => {
    await fixture.put('sales/dt=2020-11-22/a.gz', change('2020-11-22'));
    await fixture.put(`sales/dt=${today}/a.gz`, change(today));
    await fixture.crawl();
    expect(await ask(sampleQuery(DECLARED))).toEqual({ failure: undefined, rows: 1 });
    const { failure } = await ask(sampleQuery('crawled_sales'));
    expect(failure).toMatch(/^TYPE_MISMATCH: line 1:\d+: Cannot apply operator: varchar >= /);
  });

  it('registers partitions that Athena sees, and not before', async () => {
    await fixture.put('sales/dt=2026-11-22/a.gz', change('2026-11-22'));
    await fixture.crawl();
    await fixture.put('sales/dt=2026-11-23/a.gz', change('2026-11-23'));
    expect(await ask('SELECT sale_id, dt FROM crawled_sales')).toEqual({ failure: undefined, rows: 1 });
    await fixture.crawl();
    expect(await ask('SELECT sale_id, dt FROM crawled_sales')).toEqual({ failure: undefined, rows: 2 });
  });

  it('makes a table that no query can read when a folder has the name of a field', async () => {
    await fixture.put('sales/product_name=Laptop/a.gz', change(today));
    await fixture.crawl();
    expect((await ask('SELECT sale_id FROM crawled_sales')).failure).toBe(
      'HIVE_INVALID_METADATA: Hive metadata for table crawled_sales is invalid: Table descriptor contains duplicate columns',
    );
  });
});
