import { Sale } from '@sales-cdc/sales-event';
import { left, right } from 'fp-ts/lib/Either.js';
import { PARTITION_COLUMNS, salePartition } from './partition-columns.js';
import { placeByDay } from './place-by-day.js';
import { ERROR_PREFIX, SALES_PREFIX, arrivalPrefix, errorPrefix, eventPrefix, folderOf } from './prefixes.js';
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
    expect(arrivalPrefix(SALES_PREFIX)).toBe('sales/dt=!{timestamp:yyyy-MM-dd}/');
    expect(eventPrefix(SALES_PREFIX)).toBe('sales/dt=!{partitionKeyFromLambda:dt}/');
    expect(errorPrefix()).toBe('errors/!{firehose:error-output-type}/dt=!{timestamp:yyyy-MM-dd}/');
  });

  it('keep errors out of the folder that the table reads', () => {
    expect(errorPrefix().startsWith(ERROR_PREFIX)).toBe(true);
    expect(ERROR_PREFIX.startsWith(SALES_PREFIX)).toBe(false);
  });

  it('serve another entity in a folder of its own', () => {
    expect(eventPrefix(folderOf('orders'))).toBe('orders/dt=!{partitionKeyFromLambda:dt}/');
  });
});

describe('placeByDay', () => {
  const place = placeByDay('placed_at')(Date.UTC(2026, 10, 23, 12));

  it('places an entity by the day of the member that it is given', () => {
    expect(place({ placed_at: '2026-11-22T23:59:59.999Z' })).toEqual(right({ dt: '2026-11-22' }));
  });

  it('says why a day that the table does not hold is no place, naming the member', () => {
    expect(place({ placed_at: '2009-12-31T00:00:00.000Z' })).toEqual(
      left('placed_at: must be a day from 2010-01-01 to 2026-11-24, which the table holds, got 2009-12-31'),
    );
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
