import { saleStream } from '@sales-cdc/stream-codec';
import { tableDrift, type CatalogTable } from './column-drift.js';
import { isRequiredColumn } from './required-columns.js';

const table = (columns: Readonly<Record<string, string>>): CatalogTable => ({
  StorageDescriptor: { Columns: Object.entries(columns).map(([Name, Type]) => ({ Name, Type })) },
  PartitionKeys: [{ Name: 'dt', Type: 'string' }],
});

const DECLARED = {
  sale_id: 'string',
  category: 'string',
  version: 'bigint',
  quantity: 'int',
  unit_price: 'decimal(18,4)',
  creation_datetime: 'timestamp',
  before: 'struct<quantity:int,unit_price:decimal(18,4),category:string>',
};

const CRAWLED = {
  ...DECLARED,
  version: 'int',
  unit_price: 'double',
  creation_datetime: 'string',
  before: 'struct<quantity:int,unit_price:int,category:string>',
};

const driftOf = (crawled: Readonly<Record<string, string>>) =>
  tableDrift(table(DECLARED), table(crawled), isRequiredColumn);

const without = (name: string): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(CRAWLED).filter(([column]) => column !== name));

describe('drift of the table', () => {
  it('is none where the crawler saw what it can see of the declared types', () => {
    expect(driftOf(CRAWLED)).toEqual({ drift: [], unseen: [] });
  });

  it('is a column that no row has although every row must', () => {
    expect(driftOf(without('sale_id')).drift).toEqual([{ kind: 'missing', column: 'sale_id', declared: 'string' }]);
  });

  it('is none where a column that may be empty was never seen, or always null', () => {
    expect(driftOf(without('category'))).toEqual({ drift: [], unseen: ['category'] });
    expect(driftOf({ ...CRAWLED, before: 'string' })).toEqual({ drift: [], unseen: ['before'] });
  });

  it('is a column that nobody declared, also within the image before', () => {
    const before = 'struct<quantity:int,unit_price:int,category:string,colour:string>';
    expect(driftOf({ ...CRAWLED, before, discount: 'double' }).drift).toEqual([
      { kind: 'extra', column: 'before.colour', crawled: 'string' },
      { kind: 'extra', column: 'discount', crawled: 'double' },
    ]);
  });

  it.each([
    ['quantity', 'int', 'bigint'],
    ['quantity', 'int', 'string'],
    ['unit_price', 'decimal(18,4)', 'string'],
    ['sale_id', 'string', 'int'],
    ['category', 'string', 'array<string>'],
  ])('is a column of another type: %s %s is %s', (column, declared, crawled) => {
    expect(driftOf({ ...CRAWLED, [column]: crawled }).drift).toEqual([{ kind: 'type', column, declared, crawled }]);
  });

  it('knows which columns of the lake may be empty', () => {
    const optional = saleStream.columns.map(({ name }) => name).filter((name) => !isRequiredColumn(name));
    expect(optional).toEqual([
      'category',
      'customer_id',
      'store_id',
      'channel',
      'country',
      'payment_method',
      'before',
      'unrecognised',
    ]);
  });
});
