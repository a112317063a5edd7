import { PARTITION_COLUMNS } from '@sales-cdc/partitioning';
import { saleStream } from '@sales-cdc/stream-codec';
import { TABLE_NAME, databaseName } from './names.js';
import { SAMPLE_QUERY } from './queries.js';
import { LAKE_COLUMNS, PARTITION_KEYS, currentSalesQuery } from './sales.js';

const SALE = [
  ['sale_id', 'string'],
  ['product_id', 'string'],
  ['product_name', 'string'],
  ['category', 'string'],
  ['customer_id', 'string'],
  ['store_id', 'string'],
  ['channel', 'string'],
  ['country', 'string'],
  ['payment_method', 'string'],
  ['quantity', 'int'],
  ['unit_price', 'decimal(18,4)'],
  ['currency', 'string'],
  ['status', 'string'],
  ['version', 'bigint'],
  ['creation_datetime', 'timestamp'],
  ['total_amount', 'decimal(18,4)'],
];

describe('LAKE_COLUMNS', () => {
  it('are these, in this order: a change here changes a table that holds data', () => {
    expect(LAKE_COLUMNS.map(({ name, type }) => [name, type])).toEqual([
      ['op', 'string'],
      ['event_id', 'string'],
      ['sequence_number', 'string'],
      ['committed_at', 'timestamp'],
      ['processed_at', 'timestamp'],
      ['schema_version', 'int'],
      ...SALE,
      ['before', `struct<${SALE.map((column) => column.join(':')).join(',')}>`],
      ['unrecognised', 'string'],
    ]);
  });

  it('share no name with the partition keys, which Athena would refuse as duplicates', () => {
    const names = LAKE_COLUMNS.map(({ name }) => name);
    expect(PARTITION_KEYS.map(({ name }) => name)).toEqual([...PARTITION_COLUMNS]);
    expect(PARTITION_KEYS.filter(({ name }) => names.includes(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  it('have comments that Glue can hold', () => {
    const longest = Math.max(...LAKE_COLUMNS.map(({ comment }) => comment.length));
    expect(longest).toBeLessThanOrEqual(255);
    expect(LAKE_COLUMNS.filter(({ comment }) => comment === '')).toEqual([]);
  });
});

describe('names and queries', () => {
  it('are those that the design fixes', () => {
    expect(databaseName('dev')).toBe('sales_cdc_dev');
    expect(SAMPLE_QUERY).toBe(
      "SELECT * FROM p1_kinesis_firehose_destination\nWHERE product_name = 'Laptop' AND creation_datetime >= current_date - interval '1' day;",
    );
  });

  it('asks for current sales by every column of the line, so that no technical column leaks out', () => {
    const sql = currentSalesQuery({ table: TABLE_NAME });
    const selected = /^SELECT (.*)$/m.exec(sql)?.[1]?.split(', ');
    expect(selected).toEqual(saleStream.columns.map(({ name }) => name));
    expect(sql).toContain(`FROM ${TABLE_NAME}\n`);
  });
});
