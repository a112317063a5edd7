import { Sale } from '@sales-cdc/sales-event';
import { PARTITION_COLUMNS, salePartition } from './partition-columns.js';
import { ERROR_PREFIX, SALES_PREFIX, arrivalPrefix, errorPrefix, salePrefix } from './prefixes.js';
import { FIRST_PARTITION_DAY, isQueryable, partitionProjection, queryableDays } from './projection.js';

const at = (creation_datetime: string): Pick<Sale, 'creation_datetime'> => {
  const decoded = Sale.decode({
    sale_id: 's',
    product_id: 'p',
    product_name: 'Laptop',
    quantity: 1,
    unit_price: '1',
    currency: 'EUR',
    status: 'COMPLETED',
    version: 1,
    creation_datetime,
  });
  if (decoded._tag === 'Left') throw new Error('The sale of this test is no sale.');
  return decoded.right;
};

describe('salePartition', () => {
  it('is the day of the sale in UTC, whatever the zone it was written in', () => {
    expect(salePartition(at('2026-01-01T00:30:00+01:00'))).toEqual({ dt: '2025-12-31' });
  });

  it('has a value for every partition column and for no other', () => {
    expect(Object.keys(salePartition(at('2026-01-01T00:00:00Z')))).toEqual([...PARTITION_COLUMNS]);
  });
});

describe('prefixes', () => {
  it('are what Firehose takes, and stay as they are: data is stored under them', () => {
    expect(arrivalPrefix()).toBe('sales/dt=!{timestamp:yyyy-MM-dd}/');
    expect(salePrefix()).toBe('sales/dt=!{partitionKeyFromLambda:dt}/');
    expect(errorPrefix()).toBe('errors/!{firehose:error-output-type}/dt=!{timestamp:yyyy-MM-dd}/');
  });

  it('keep errors out of the folder that the table reads', () => {
    expect(errorPrefix().startsWith(ERROR_PREFIX)).toBe(true);
    expect(ERROR_PREFIX.startsWith(SALES_PREFIX)).toBe(false);
  });
});

describe('partition projection', () => {
  const nowMs = Date.UTC(2026, 10, 23, 12);

  it('has parameters for every partition column', () => {
    expect(partitionProjection).toEqual({
      'projection.enabled': 'true',
      'projection.dt.type': 'date',
      'projection.dt.format': 'yyyy-MM-dd',
      'projection.dt.range': '2010-01-01,NOW+1DAY',
      'projection.dt.interval': '1',
      'projection.dt.interval.unit': 'DAYS',
    });
  });

  it('holds the days from the first one to tomorrow, both included', () => {
    expect(queryableDays(nowMs)).toEqual({ first: FIRST_PARTITION_DAY, last: '2026-11-24' });
  });

  it.each([
    ['2009-12-31', false],
    ['2010-01-01', true],
    ['2026-11-24', true],
    ['2026-11-25', false],
  ])('says of %s that it is queryable: %s', (dt, expected) => {
    expect(isQueryable(dt, nowMs)).toBe(expected);
  });
});
