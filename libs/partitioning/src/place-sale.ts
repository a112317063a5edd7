import { type Sale } from '@sales-cdc/sales-event';
import { left, right, type Either } from 'fp-ts/lib/Either.js';
import { salePartition, type SalePartition } from './partition-columns.js';
import { queryableDays } from './projection.js';

/** The partition of a sale at a given time (milliseconds since 1970), or one sentence why no query would see it there. */
export const placeSale = (nowMs: number): ((sale: Sale) => Either<string, SalePartition>) => {
  const { first, last } = queryableDays(nowMs);
  return (sale) => {
    const partition = salePartition(sale);
    return first <= partition.dt && partition.dt <= last
      ? right(partition)
      : left(`creation_datetime: must be a day from ${first} to ${last}, which the table holds, got ${partition.dt}`);
  };
};
