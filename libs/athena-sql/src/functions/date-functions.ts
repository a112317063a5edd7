import { scalar, type FunctionEntry } from './function-entry.js';

/** `1 hour, 2 minutes, 42 seconds` of a count of seconds. */
const humanReadable = (seconds: string): string => {
  const units = [
    ['week', 604_800, 1_000_000_000],
    ['day', 86_400, 7],
    ['hour', 3600, 24],
    ['minute', 60, 60],
    ['second', 1, 60],
  ] as const;
  const parts = units.map(([unit, size, most]) => {
    const count = `("$s" // ${size} % ${most})`;
    return `CASE ${count} WHEN 0 THEN NULL WHEN 1 THEN '1 ${unit}' ELSE concat(${count}, ' ${unit}s') END`;
  });
  return `list_transform([${seconds}], lambda "$s": CASE WHEN "$s" = 0 THEN '0 seconds' WHEN "$s" IS NOT NULL THEN concat_ws(', ', ${parts.join(', ')}) END)[1]`;
};

/** `42.8ms`, `3.81 d`: a number and one of ns, us, ms, s, m, h, d. */
const parsedDuration = (text: string): string => {
  const millis = { ns: '1e-6', us: '1e-3', ms: '1', s: '1000', m: '60000', h: '3600000', d: '86400000' };
  const factors = Object.entries(millis).map(([unit, factor]) => `WHEN '${unit}' THEN ${factor}`);
  return `to_milliseconds(CAST(round(CAST(regexp_extract(${text}, '^\\s*([0-9]+([.][0-9]+)?)', 1) AS DOUBLE) * CASE regexp_extract(${text}, '([a-z]+)\\s*$', 1) ${factors.join(' ')} END) AS BIGINT))`;
};

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
  current_timezone: scalar('', "'UTC'"),
  to_milliseconds: scalar('I', 'CAST(epoch_ms($1) AS BIGINT)'),
  human_readable_seconds: scalar('n', humanReadable('CAST(round($1) AS BIGINT)')),
  parse_duration: scalar('v', parsedDuration('$1')),
  from_iso8601_timestamp: scalar('v', 'CAST($1 AS TIMESTAMPTZ)'),
  from_iso8601_date: scalar('v', 'CAST($1 AS DATE)'),
  from_unixtime: scalar('n', 'to_timestamp($1)'),
  to_unixtime: scalar('d', 'epoch($1)'),
};
