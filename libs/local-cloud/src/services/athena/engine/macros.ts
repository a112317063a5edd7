/**
 * Functions that Athena has and DuckDB lacks, or that both have with another meaning. Defined per query, and only
 * those that the statement names.
 *
 * https://docs.aws.amazon.com/athena/latest/ug/functions.html
 */
const MACROS: Readonly<Record<string, string>> = {
  // Dates. Athena's date_diff counts complete units; DuckDB's counts boundaries.
  date_diff: '(u, a, b) AS date_sub(u, a, b)',
  date_add: `(u, n, d) AS CASE lower(u)
    WHEN 'millisecond' THEN d + to_milliseconds(n) WHEN 'second' THEN d + to_seconds(n) WHEN 'minute' THEN d + to_minutes(n)
    WHEN 'hour' THEN d + to_hours(n) WHEN 'day' THEN d + to_days(n::INTEGER) WHEN 'week' THEN d + to_weeks(n::INTEGER)
    WHEN 'month' THEN d + to_months(n::INTEGER) WHEN 'quarter' THEN d + to_months((3 * n)::INTEGER)
    WHEN 'year' THEN d + to_years(n::INTEGER) END`,
  from_iso8601_timestamp: '(s) AS CAST(s AS TIMESTAMPTZ)',
  from_iso8601_date: '(s) AS CAST(s AS DATE)',
  from_unixtime: '(x) AS to_timestamp(x)',
  to_unixtime: '(x) AS epoch(x)',
  day_of_week: '(d) AS isodow(d)',
  dow: '(d) AS isodow(d)',
  day_of_month: '(d) AS day(d)',
  day_of_year: '(d) AS dayofyear(d)',
  doy: '(d) AS dayofyear(d)',
  week_of_year: '(d) AS week(d)',
  year_of_week: '(d) AS isoyear(d)',
  last_day_of_month: '(d) AS last_day(d)',
  // Aggregates.
  approx_distinct: '(x) AS approx_count_distinct(x)',
  approx_percentile: '(x, p) AS approx_quantile(x, p)',
  map_agg: '(a, b) AS map_from_entries(list({k: a, v: b}))',
  // Bytes.
  to_utf8: '(s) AS encode(s)',
  from_utf8: '(s) AS decode(s)',
  to_hex: '(s) AS upper(hex(s))',
  from_hex: '(s) AS unhex(s)',
  md5: '(b) AS unhex(system.main.md5(b))',
  // JSON.
  json_extract_scalar: `(j, p) AS CASE json_type(j, p) WHEN 'OBJECT' THEN NULL WHEN 'ARRAY' THEN NULL WHEN 'NULL' THEN NULL
    ELSE json_extract_string(j, p) END`,
  json_parse: '(j) AS j::JSON',
  json_format: '(j) AS j::VARCHAR',
  json_array_get: "(j, i) AS json_extract(j, '$[' || i || ']')",
  json_array_contains: "(j, v) AS list_contains(json_extract(j, '$[*]'), to_json(v))",
  json_value: "(j, p) AS json_extract_string(j, replace(replace(p, 'lax ', ''), 'strict ', ''))",
  json_query: "(j, p) AS json_extract(j, replace(replace(p, 'lax ', ''), 'strict ', ''))",
  // Arrays and maps.
  element_at: '(x, k) AS x[k]',
  cardinality: '(x) AS len(x)',
  contains: '(a, x) AS list_contains(a, x)',
  array_join:
    '(a, s) AS array_to_string(a, s), (a, s, n) AS array_to_string(list_transform(a, lambda x: coalesce(x::VARCHAR, n)), s)',
  array_sort: '(a) AS list_sort(a)',
  array_min: '(a) AS list_min(a)',
  array_max: '(a) AS list_max(a)',
  array_union: '(a, b) AS list_distinct(list_concat(a, b))',
  arrays_overlap: '(a, b) AS list_has_any(a, b)',
  slice: '(a, s, n) AS list_slice(a, s, s + n - 1)',
  sequence: '(a, b) AS generate_series(a, b), (a, b, s) AS generate_series(a, b, s)',
  // Text. Athena's regexp_replace replaces every match and writes a group as $1.
  regexp_like: '(s, p) AS regexp_matches(s, p)',
  regexp_replace: `(s, p) AS system.main.regexp_replace(s, p, '', 'g'),
    (s, p, r) AS system.main.regexp_replace(s, p, system.main.regexp_replace(r, '\\$(\\d)', '\\\\\\1', 'g'), 'g')`,
  split: '(s, d) AS string_split(s, d)',
  codepoint: '(s) AS unicode(s)',
  url_extract_host: "(u) AS regexp_extract(u, '^[a-z]+://([^/:?#]+)', 1)",
  url_extract_path: "(u) AS regexp_extract(u, '^[a-z]+://[^/?#]+([^?#]*)', 1)",
  // Numbers.
  bitwise_and: '(a, b) AS a & b',
  bitwise_or: '(a, b) AS a | b',
  bitwise_xor: '(a, b) AS xor(a, b)',
  rand: '() AS random()',
  truncate: '(x) AS trunc(x)',
  is_nan: '(x) AS isnan(x)',
  infinity: "() AS 'Infinity'::DOUBLE",
};

/** The statements that define what these functions of a query need. */
export const macrosFor = (functionNames: ReadonlySet<string>): readonly string[] =>
  Object.entries(MACROS)
    .filter(([name]) => functionNames.has(name))
    .map(([name, definition]) => `CREATE TEMP MACRO ${name}${definition}`);
