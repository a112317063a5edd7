import { DAY_FORMAT } from './day-format.js';
import { PARTITION_COLUMNS } from './partition-columns.js';

/** The first day that the table's partitions reach back to. */
export const FIRST_PARTITION_DAY = '2010-01-01';

const DAYS_AHEAD = 1;
const DAY_MS = 86_400_000;

/**
 * Parameters of the Glue table by which Athena works out the partitions itself, so a new day is visible at once.
 * One day ahead leaves room for clocks that are fast. https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
 */
export const partitionProjection: Readonly<Record<string, string>> = {
  'projection.enabled': 'true',
  ...Object.fromEntries(
    PARTITION_COLUMNS.flatMap((column) => [
      [`projection.${column}.type`, 'date'],
      [`projection.${column}.format`, DAY_FORMAT],
      [`projection.${column}.range`, `${FIRST_PARTITION_DAY},NOW+${DAYS_AHEAD}DAY`],
      [`projection.${column}.interval`, '1'],
      [`projection.${column}.interval.unit`, 'DAYS'],
    ]),
  ),
};

/** The first and the last day, both included, that a query sees at a given time (milliseconds since 1970). */
export const queryableDays = (nowMs: number): { readonly first: string; readonly last: string } => ({
  first: FIRST_PARTITION_DAY,
  last: new Date(nowMs + DAYS_AHEAD * DAY_MS).toISOString().slice(0, DAY_FORMAT.length),
});

/** Whether the table's projection holds the day, so that a query can see it; text order is day order. */
export const isQueryable = (dt: string, nowMs: number): boolean => {
  const { first, last } = queryableDays(nowMs);
  return first <= dt && dt <= last;
};
