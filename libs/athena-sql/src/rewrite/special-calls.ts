import { fromJodaPattern } from '../formats/joda.js';
import { fromMysqlFormat } from '../formats/mysql.js';
import { fragment, type Fragment } from '../text/fragment.js';
import { AGGREGATE_CALLS } from './aggregate-calls.js';
import { CONDITIONAL_CALLS } from './conditional-calls.js';
import { JSON_CALLS } from './json-calls.js';
import { LAMBDA_CALLS } from './lambda-calls.js';
import { NESTED_CALLS } from './nested-calls.js';
import { special, texts, type Call, type SpecialCall } from './special-call.js';

type Translate = (format: string) => { readonly format: string } | { readonly unknown: string };

/** The format, which must be a literal, as a literal of the engine. */
const formatOf = ({ values, context, rewriter }: Call, translate: Translate): string => {
  const { literal } = values[1] ?? {};
  if (literal === undefined) throw rewriter.refusal(context, 'a format that is not a literal');
  const translated = translate(literal);
  if ('unknown' in translated) throw rewriter.refusal(context, `'${translated.unknown}' in a date format`);
  return `'${translated.format.replaceAll("'", "''")}'`;
};

const formatted = (translate: Translate): SpecialCall => ({
  kinds: 'dv',
  arity: [2, 2],
  write: (call) => fragment(call.at, 'strftime(CAST(', texts(call)[0], ` AS TIMESTAMP), ${formatOf(call, translate)})`),
});

const UNITS: Readonly<Record<string, string>> = {
  millisecond: 'to_milliseconds(CAST($ AS BIGINT))',
  second: 'to_seconds(CAST($ AS BIGINT))',
  minute: 'to_minutes(CAST($ AS BIGINT))',
  hour: 'to_hours(CAST($ AS BIGINT))',
  day: 'to_days(CAST($ AS INTEGER))',
  week: 'to_days(CAST(7 * $ AS INTEGER))',
  month: 'to_months(CAST($ AS INTEGER))',
  quarter: 'to_months(CAST(3 * $ AS INTEGER))',
  year: 'to_months(CAST(12 * $ AS INTEGER))',
};
const TIME_UNITS: ReadonlySet<string> = new Set(['millisecond', 'second', 'minute', 'hour']);

/** The unit, which must be a literal that Trino knows and that the date's type has. */
const unitOf = ({ values, context, rewriter }: Call, dateIndex: number): string => {
  const { literal } = values[0] ?? {};
  if (literal === undefined) throw rewriter.refusal(context, 'a unit that is not a literal');
  const unit = literal.toLowerCase();
  const isWrong = !(unit in UNITS) || (values[dateIndex]?.type?.kind === 'date' && TIME_UNITS.has(unit));
  if (isWrong) throw rewriter.error('INVALID_FUNCTION_ARGUMENT', context, `'${literal}' is not a valid DATE field`);
  return unit;
};

const dateAdd = (call: Call): Fragment => {
  const [, count, date] = texts(call);
  const interval = (UNITS[unitOf(call, 2)] ?? '').replace('$', `(${count})`);
  const sum = `(${date} + ${interval})`;
  return fragment(call.at, call.values[2]?.type?.kind === 'date' ? `CAST(${sum} AS DATE)` : sum);
};

const dateDiff = (call: Call): Fragment => {
  const [, from, to] = texts(call);
  const unit = unitOf(call, 1);
  const [a, b] = [`CAST(${from} AS TIMESTAMP)`, `CAST(${to} AS TIMESTAMP)`];
  const months = { month: 1, quarter: 3, year: 12 }[unit];
  if (months === undefined) return fragment(call.at, `date_sub('${unit}', ${a}, ${b})`);
  // A month is complete on the same day of a later month, or on its last day; the engine's date_sub sees it otherwise.
  const whole = `(datediff('month', ${a}, ${b}) - CASE WHEN ${b} >= ${a} AND ${a} + to_months(CAST(datediff('month', ${a}, ${b}) AS INTEGER)) > ${b} THEN 1 WHEN ${b} < ${a} AND ${a} + to_months(CAST(datediff('month', ${a}, ${b}) AS INTEGER)) < ${b} THEN -1 ELSE 0 END)`;
  return fragment(call.at, months === 1 ? whole : `(${whole} // ${months})`);
};

const dateTrunc = (call: Call): Fragment => {
  const [, date] = texts(call);
  const { type } = call.values[1] ?? {};
  const truncated = `date_trunc('${unitOf(call, 1)}', ${date})`;
  return fragment(call.at, type ? `CAST(${truncated} AS ${type.engineName})` : truncated);
};

const iso8601 = (call: Call): Fragment => {
  const [date] = texts(call);
  const { type } = call.values[0] ?? {};
  if (type?.kind === 'date') return fragment(call.at, `strftime(${date}, '%Y-%m-%d')`);
  const zone = type?.engineName === 'TIMESTAMP WITH TIME ZONE' ? 'Z' : '';
  return fragment(call.at, `strftime(CAST(${date} AS TIMESTAMP), '%Y-%m-%dT%H:%M:%S.%g${zone}')`);
};

/** Replaces every match; groups are `$1` in Athena and `\1` in the engine. */
const regexpReplace = (call: Call): Fragment => {
  const [text, pattern] = texts(call);
  const third = call.values[2];
  if (third && third.literal === undefined)
    throw call.rewriter.refusal(call.context, 'a replacement that is not a literal');
  if (/\\|\$\{/.test(third?.literal ?? ''))
    throw call.rewriter.refusal(call.context, 'a replacement with named groups or escapes');
  const replacement = (third?.literal ?? '').replace(/\$(\d)/g, '\\$1').replaceAll("'", "''");
  return fragment(call.at, `regexp_replace(${text}, ${pattern}, '${replacement}', 'g')`);
};

/** Without a third argument what is found is left out. */
const replace = (call: Call): Fragment => {
  const [text, found, replacement] = texts(call);
  return fragment(call.at, `replace(${text}, ${found}, ${replacement === '' ? "''" : replacement})`);
};

/** A rounded decimal keeps its scale, with a digit more before the point. */
const round = (call: Call): Fragment => {
  const [value, digits] = texts(call);
  const { type } = call.values[0] ?? {};
  if (digits === '') return fragment(call.at, `round(${value})`);
  const rounded = `round(${value}, CAST(${digits} AS INTEGER))`;
  if (type?.kind !== 'decimal') return fragment(call.at, rounded);
  return fragment(call.at, `CAST(${rounded} AS DECIMAL(${Math.min(38, type.precision + 1)},${type.scale}))`);
};

const regexpExtract = (name: string): SpecialCall => ({
  kinds: 'vvi',
  arity: [2, 3],
  write: (call) => {
    const [text, pattern, group] = texts(call);
    const extracted = `${name}(${text}, ${pattern}${group === '' ? '' : `, ${group}`})`;
    const none =
      name === 'regexp_extract' ? `(CASE WHEN regexp_matches(${text}, ${pattern}) THEN ${extracted} END)` : extracted;
    return fragment(call.at, none);
  },
});

export const SPECIAL_CALLS: Readonly<Record<string, SpecialCall>> = {
  ...AGGREGATE_CALLS,
  ...CONDITIONAL_CALLS,
  ...JSON_CALLS,
  ...LAMBDA_CALLS,
  ...NESTED_CALLS,
  date_format: formatted(fromMysqlFormat),
  format_datetime: formatted(fromJodaPattern),
  date_parse: special('vv', (call) =>
    fragment(call.at, `strptime(${texts(call)[0]}, ${formatOf(call, fromMysqlFormat)})`),
  ),
  parse_datetime: special('vv', (call) =>
    fragment(call.at, `CAST(strptime(${texts(call)[0]}, ${formatOf(call, fromJodaPattern)}) AS TIMESTAMPTZ)`),
  ),
  date_add: special('vid', dateAdd),
  date_diff: special('vdd', dateDiff),
  date_trunc: special('vd', dateTrunc),
  to_iso8601: special('d', iso8601),
  replace: special('vvv', replace, 2),
  round: special('ni', round, 1),
  regexp_replace: special('vvv', regexpReplace, 2),
  regexp_extract: regexpExtract('regexp_extract'),
  regexp_extract_all: regexpExtract('regexp_extract_all'),
};
