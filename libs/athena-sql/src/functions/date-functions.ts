import { scalar, type FunctionEntry } from './function-entry.js';

/** https://trino.io/docs/current/functions/datetime.html; those with formats and units are in `special-calls.ts`. */
export const DATE_FUNCTIONS: Readonly<Record<string, FunctionEntry>> = {
  now: scalar('', 'now()'),
  date: scalar('*', 'CAST($1 AS DATE)'),
  year: scalar('d', 'year($1)'),
  quarter: scalar('d', 'quarter($1)'),
  month: scalar('d', 'month($1)'),
  week: scalar('d', 'week($1)'),
  week_of_year: scalar('d', 'week($1)'),
  day: scalar('d', 'day($1)'),
  day_of_month: scalar('d', 'day($1)'),
  day_of_week: scalar('d', 'isodow($1)'),
  dow: scalar('d', 'isodow($1)'),
  day_of_year: scalar('d', 'dayofyear($1)'),
  doy: scalar('d', 'dayofyear($1)'),
  year_of_week: scalar('d', 'isoyear($1)'),
  yow: scalar('d', 'isoyear($1)'),
  hour: scalar('d', 'hour($1)'),
  minute: scalar('d', 'minute($1)'),
  second: scalar('d', 'second($1)'),
  millisecond: scalar('d', '(millisecond($1) % 1000)'),
  last_day_of_month: scalar('d', 'last_day($1)'),
  from_iso8601_timestamp: scalar('v', 'CAST($1 AS TIMESTAMPTZ)'),
  from_iso8601_date: scalar('v', 'CAST($1 AS DATE)'),
  from_unixtime: scalar('n', 'to_timestamp($1)'),
  to_unixtime: scalar('d', 'epoch($1)'),
};
