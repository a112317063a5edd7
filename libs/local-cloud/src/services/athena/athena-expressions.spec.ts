import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseStatement } from '@sales-cdc/athena-sql';
import { EngineSession } from './engine/session.js';
import { LongNumberFiles } from './engine/exact-numbers.js';
import { valueTextOf } from './engine/value-text.js';

/** Only rises. */
const LEAST_EXPRESSIONS = 175;

/**
 * Expressions of Athena and their values, from the documented behaviour of Trino's functions and operators
 * (https://trino.io/docs/current/functions.html). `FROM …` stands for `SELECT x FROM …`; null is NULL.
 */
const ATHENA_EXPRESSIONS: readonly (readonly [expression: string, expected: string | null])[] = [
  // Numbers.
  ['7 / 2', '3'],
  ['-7 / 2', '-3'],
  ['7 % 3', '1'],
  ['-7 % 3', '-1'],
  ['7e0 / 2', '3.5'],
  ['7.0 / 2', '3.5'],
  ['1.0 / 3.0', '0.3'],
  ['2.0 / 3.0', '0.7'],
  ['-2.0 / 3.0', '-0.7'],
  ['CAST(10 AS decimal(18,4)) / 3', '3.3333'],
  ['1 / 0', 'DIVISION_BY_ZERO: Division by zero'],
  ['1 % 0', 'DIVISION_BY_ZERO: Division by zero'],
  ['1.0 / 0', 'DIVISION_BY_ZERO: Division by zero'],
  ['1e0 / 0', 'Infinity'],
  ['TRY(1 / 0)', null],
  ['coalesce(TRY(1 / 0), -1)', '-1'],
  ['1.5 * 2.25', '3.375'],
  ['round(2.5e0)', '3.0'],
  ['round(2.345e0, 1)', '2.3'],
  ['ceil(1.2e0)', '2.0'],
  ['floor(-1.2e0)', '-2.0'],
  ['abs(-5)', '5'],
  ['sign(-5)', '-1'],
  ['mod(7, 4)', '3'],
  ['power(2, 10)', '1024.0'],
  ['sqrt(16)', '4.0'],
  ['bitwise_and(12, 10)', '8'],
  ['bitwise_xor(12, 10)', '6'],
  ['is_nan(nan())', 'true'],
  ['greatest(1, 3, 2)', '3'],
  ['greatest(1, NULL)', null],
  ['least(1.5, 2)', '1.5'],
  // Types are as strict as Trino's.
  ["'1' = 1", 'TYPE_MISMATCH: line 1:12: Cannot apply operator: varchar = integer'],
  ["'1' <> 1", 'TYPE_MISMATCH: line 1:12: Cannot apply operator: varchar <> integer'],
  ["CAST('1' AS varchar) = 1", 'TYPE_MISMATCH: line 1:29: Cannot apply operator: varchar = integer'],
  ["'a' || 1", 'TYPE_MISMATCH: line 1:12: Cannot apply operator: varchar || integer'],
  ["'1' + 1", 'TYPE_MISMATCH: line 1:12: Cannot apply operator: varchar + integer'],
  ["'2026-01-01' >= current_date", 'TYPE_MISMATCH: line 1:21: Cannot apply operator: varchar >= date'],
  ["1 IN ('1')", 'TYPE_MISMATCH: line 1:8: IN value and list items must be the same type: integer, varchar'],
  ['1 AND true', 'TYPE_MISMATCH: line 1:8: Logical expression term must evaluate to a boolean (actual: integer)'],
  ['upper(5)', 'TYPE_MISMATCH: line 1:8: Unexpected parameters (integer) for function upper'],
  ["coalesce(1, 'a')", 'TYPE_MISMATCH: line 1:8: Unexpected parameters (integer, varchar) for function coalesce'],
  ["5 LIKE '5'", 'TYPE_MISMATCH: line 1:10: Cannot apply operator: integer LIKE varchar'],
  [
    "FROM (VALUES (1)) t(x) WHERE 'a'",
    'TYPE_MISMATCH: line 1:39: WHERE clause must evaluate to a boolean: actual type varchar',
  ],
  ['shout(1)', "FUNCTION_NOT_FOUND: line 1:8: Function 'shout' not registered"],
  ["strftime(now(), '%Y')", "FUNCTION_NOT_FOUND: line 1:8: Function 'strftime' not registered"],
  ['row_number()', 'FUNCTION_NOT_WINDOW: line 1:8: Window function row_number requires an OVER clause'],
  // Casts.
  ["CAST('5' AS integer)", '5'],
  ["CAST('1.5' AS integer)", "INVALID_CAST_ARGUMENT: Cannot cast '1.5' to INTEGER"],
  ["TRY_CAST('x' AS integer)", null],
  ["TRY(CAST('x' AS bigint))", null],
  ['CAST(2.5e0 AS integer)', '3'],
  ['CAST(1.5 AS varchar)', '1.5'],
  ["CAST('abcdef' AS varchar(3))", 'abc'],
  ["CAST('2026-01-02' AS date)", '2026-01-02'],
  ["CAST('2026-01-02T03:04:05' AS timestamp)", "INVALID_CAST_ARGUMENT: Cannot cast '2026-01-02T03:04:05' to TIMESTAMP"],
  ["CAST(timestamp '2026-01-02 03:04:05' AS varchar)", '2026-01-02 03:04:05.000'],
  ["CAST(timestamp '2026-01-02 03:04:05' AS date)", '2026-01-02'],
  ["CAST(ROW(1, 'a') AS ROW(id integer, name varchar))", '{id=1, name=a}'],
  ["CAST(ROW(1, 'a') AS ROW(id integer, name varchar)).name", 'a'],
  ['CAST(ARRAY[1, 2] AS ARRAY(varchar))', '[1, 2]'],
  ["CAST(MAP(ARRAY['a'], ARRAY[1]) AS MAP(varchar, bigint))", '{a=1}'],
  ['CAST(1e0 AS varchar)', 'NOT_SUPPORTED: line 1:8: CAST of a double to varchar is not supported by the local cloud'],
  ['typeof(1)', 'integer'],
  ["typeof('a' || 'b')", 'varchar'],
  // Dates.
  ["date '2026-03-01' - interval '1' day", '2026-02-28'],
  ["timestamp '2026-03-01 00:00:00' + interval '90' minute", '2026-03-01 01:30:00.000'],
  ["timestamp '2026-03-01 00:00:00' + interval '1 02' day to hour", '2026-03-02 02:00:00.000'],
  ["date '2026-01-31' + interval '1' month", '2026-02-28'],
  ["date '2026-03-01' + interval '1' hour", 'INVALID_FUNCTION_ARGUMENT: Cannot add hour, minutes or seconds to a date'],
  ["date '2026-13-01'", "INVALID_LITERAL: line 1:8: '2026-13-01' is not a valid DATE literal"],
  ["date_add('day', -1, date '2026-03-01')", '2026-02-28'],
  ["date_add('month', 1, timestamp '2026-01-31 10:00:00')", '2026-02-28 10:00:00.000'],
  ["date_diff('day', timestamp '2026-01-01 23:00:00', timestamp '2026-01-02 01:00:00')", '0'],
  ["date_diff('day', date '2026-01-01', date '2026-03-01')", '59'],
  ["date_diff('month', date '2026-01-15', date '2026-03-14')", '1'],
  ["date_diff('month', date '2026-03-15', date '2026-01-16')", '-1'],
  ["date_diff('year', date '2020-02-29', date '2026-02-28')", '6'],
  ["date_diff('hour', timestamp '2026-01-01 00:30:00', timestamp '2026-01-01 02:00:00')", '1'],
  ["date_trunc('month', date '2026-03-17')", '2026-03-01'],
  ["date_trunc('hour', timestamp '2026-03-17 10:20:30')", '2026-03-17 10:00:00.000'],
  ["date_format(timestamp '2026-03-07 09:05:03', '%Y-%m-%d %H:%i:%s')", '2026-03-07 09:05:03'],
  ["date_format(date '2026-03-07', '%W %e %M %y')", 'Saturday 7 March 26'],
  [
    "date_format(date '2026-03-07', '%U')",
    "NOT_SUPPORTED: line 1:8: '%U' in a date format is not supported by the local cloud",
  ],
  ["date_parse('2026/03/07 09:05', '%Y/%m/%d %H:%i')", '2026-03-07 09:05:00.000'],
  ["format_datetime(timestamp '2026-03-07 09:05:03', 'yyyy-MM-dd''T''HH:mm')", '2026-03-07T09:05'],
  ["parse_datetime('2026-03-07 09:05', 'yyyy-MM-dd HH:mm')", '2026-03-07 09:05:00.000 UTC'],
  ["to_iso8601(timestamp '2026-03-07 09:05:03')", '2026-03-07T09:05:03.000'],
  ["to_iso8601(date '2026-03-07')", '2026-03-07'],
  ["from_iso8601_timestamp('2026-11-22T20:12:41+01:00')", '2026-11-22 19:12:41.000 UTC'],
  ["from_iso8601_date('2026-11-22')", '2026-11-22'],
  ['from_unixtime(0)', '1970-01-01 00:00:00.000 UTC'],
  ["to_unixtime(timestamp '1970-01-01 00:01:00')", '60.0'],
  ["day_of_week(date '2026-03-08')", '7'],
  ["day_of_year(date '2026-03-08')", '67'],
  ["week(date '2026-01-01')", '1'],
  ["last_day_of_month(date '2026-02-08')", '2026-02-28'],
  ["extract(year FROM date '2026-03-08')", '2026'],
  // Text.
  ["upper('abc')", 'ABC'],
  ["length('héé')", '3'],
  ["substr('hello', -3)", 'llo'],
  ["substr('hello', 2, 3)", 'ell'],
  ["substr('hello', 0)", ''],
  ["strpos('hello', 'l')", '3'],
  ["position('l' IN 'hello')", '3'],
  ["split('a,b', ',')", '[a, b]'],
  ["split_part('a,b', ',', 2)", 'b'],
  ["split_part('a,b', ',', 3)", null],
  ["lpad('5', 3, '0')", '005'],
  ["concat('a', 'b', 'c')", 'abc'],
  ["'a' || NULL", null],
  ["reverse('abc')", 'cba'],
  ["regexp_like('a1', '[0-9]')", 'true'],
  ["regexp_replace('a1b2', '([0-9])', '<$1>')", 'a<1>b<2>'],
  ["regexp_replace('a1b2', '[0-9]')", 'ab'],
  ["regexp_extract('a12', '([0-9])([0-9])', 2)", '2'],
  ["regexp_extract('abc', '[0-9]')", null],
  ["regexp_extract_all('a1b2', '[0-9]')", '[1, 2]'],
  ["url_extract_host('https://example.com:80/a?b')", 'example.com'],
  ["to_hex(to_utf8('A'))", '41'],
  ["from_utf8(from_hex('41'))", 'A'],
  ["to_hex(md5(to_utf8('')))", 'D41D8CD98F00B204E9800998ECF8427E'],
  // Conditions.
  ["if(1 < 2, 'yes', 'no')", 'yes'],
  ["if(1 > 2, 'yes')", null],
  ["CASE WHEN 1 = 1 THEN 'a' ELSE 'b' END", 'a'],
  ['nullif(1, 1)', null],
  ['NULL IS DISTINCT FROM 1', 'true'],
  ['2 BETWEEN 1 AND 3', 'true'],
  ["'abc' LIKE 'a%'", 'true'],
  // Arrays, maps, rows, lambdas.
  ['cardinality(ARRAY[1, 2, 3])', '3'],
  ['ARRAY[1, 2][1]', '1'],
  ['ARRAY[1, 2][5]', 'INVALID_FUNCTION_ARGUMENT: Array subscript must be less than or equal to array length: 5'],
  ['ARRAY[1, 2][0]', 'INVALID_FUNCTION_ARGUMENT: SQL array indices start at 1'],
  ['element_at(ARRAY[1, 2], 5)', null],
  ['element_at(ARRAY[1, 2], -1)', '2'],
  ["element_at(MAP(ARRAY['a'], ARRAY[1]), 'a')", '1'],
  ["element_at(MAP(ARRAY['a'], ARRAY[1]), 'b')", null],
  ["MAP(ARRAY['a'], ARRAY[1])['b']", 'INVALID_FUNCTION_ARGUMENT: Key not present in map: b'],
  ["map_keys(MAP(ARRAY['a'], ARRAY[1]))", '[a]'],
  ['contains(ARRAY[1, 2], 2)', 'true'],
  ["array_join(ARRAY['a', 'b'], '-')", 'a-b'],
  ['array_sort(ARRAY[3, 1, 2])', '[1, 2, 3]'],
  ['array_max(ARRAY[3, 1, 2])', '3'],
  ['array_position(ARRAY[3, 1], 9)', '0'],
  ['slice(ARRAY[1, 2, 3, 4], 2, 2)', '[2, 3]'],
  ['sequence(1, 5, 2)', '[1, 3, 5]'],
  ['flatten(ARRAY[ARRAY[1], ARRAY[2, 3]])', '[1, 2, 3]'],
  ['reverse(ARRAY[1, 2])', '[2, 1]'],
  ['ARRAY[1] || ARRAY[2]', '[1, 2]'],
  ['transform(ARRAY[1, 2], x -> x + 1)', '[2, 3]'],
  ['filter(ARRAY[1, 2, 3], x -> x > 1)', '[2, 3]'],
  ['any_match(ARRAY[1, 2], x -> x > 1)', 'true'],
  ['all_match(ARRAY[1, 2], x -> x > 1)', 'false'],
  ['none_match(ARRAY[1, 2], x -> x > 5)', 'true'],
  ['reduce(ARRAY[1, 2, 3], 0, (s, x) -> s + x, s -> s * 10)', '60'],
  // JSON.
  ['json_extract_scalar(\'{"a":{"b":5}}\', \'$.a.b\')', '5'],
  ['json_extract_scalar(\'{"a":{"b":5}}\', \'$.a\')', null],
  ["json_extract('{\"a\":[1,2]}', '$.a')", '[1,2]'],
  ["json_array_length('[1,2,3]')", '3'],
  ["json_format(json_parse('[1, 2]'))", '[1, 2]'],
  // Relations, aggregates and windows.
  ['FROM (VALUES 1, 2) t(x) ORDER BY 1 OFFSET 1 LIMIT 1', '2'],
  ['FROM UNNEST(ARRAY[5, 6]) WITH ORDINALITY AS t(y, x) ORDER BY 1 DESC', '2'],
  ["FROM UNNEST(MAP(ARRAY['a'], ARRAY[7])) AS t(k, x)", '7'],
  ['FROM (VALUES (ARRAY[1, 2])) a(list) CROSS JOIN UNNEST(list) AS t(x) ORDER BY 1', '1'],
  ['FROM (SELECT avg(y) x FROM (VALUES 1.10, 1.15) t(y))', '1.13'],
  ['FROM (SELECT sum(y) / count(*) x FROM (VALUES 1.10, 1.15) t(y))', '1.13'],
  ['FROM (SELECT approx_distinct(y) x FROM (VALUES 1, 1, 2) t(y))', '2'],
  ['FROM (SELECT count(*) FILTER (WHERE y > 1) x FROM (VALUES 1, 2, 3) t(y))', '2'],
  ['FROM (SELECT max_by(y, z) x FROM (VALUES (1, 9), (2, 3)) t(y, z))', '1'],
  ['FROM (SELECT y / 2 x FROM (VALUES 4, 5) t(y) GROUP BY y / 2)', '2'],
  [
    'FROM (SELECT lag(y) IGNORE NULLS OVER (ORDER BY z) x FROM (VALUES (1, 1), (NULL, 2), (3, 3)) t(y, z)) WHERE x IS NOT NULL LIMIT 1',
    '1',
  ],
  ['FROM (SELECT array_agg(y ORDER BY y DESC) x FROM (VALUES 1, 2) t(y))', '[2, 1]'],
  ["FROM (SELECT map_agg(y, z) x FROM (VALUES ('a', 1)) t(y, z))", '{a=1}'],
  [
    'FROM (SELECT sum(y) x FROM (VALUES (1, 1), (1, 2)) t(y, z) GROUP BY GROUPING SETS ((), (z))) ORDER BY x DESC LIMIT 1',
    '2',
  ],
  [
    'FROM (VALUES 1) t(x) TABLESAMPLE BERNOULLI (50)',
    'NOT_SUPPORTED: line 1:15: TABLESAMPLE is not supported by the local cloud',
  ],
];

/** The first value of the query's only row as Athena prints it, or how the query failed. */
const answer = async (expression: string, folder: string): Promise<string | null> => {
  const statement = await parseStatement(
    expression.startsWith('FROM ') ? `SELECT x ${expression}` : `SELECT ${expression}`,
  );
  if (statement.kind !== 'query') throw new Error('not a query');
  using session = await EngineSession.open(folder, (text) => text);
  const bound = { query: statement.query, parameters: [] };
  try {
    await session.parse(bound);
    const running = await session.start('default', [], bound, new LongNumberFiles());
    const text = running.result.columnTypes().map(valueTextOf)[0];
    for await (const [row] of session.rows(running)) return row?.[0] === null ? null : (text?.(row?.[0]) ?? null);
    return 'no row';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('Athena expressions', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'expressions-'));
    await parseStatement('SELECT 1'); // a cold Jest compiles the grammar
  }, 60_000);
  afterAll(() => rm(folder, { recursive: true }));

  it.each(ATHENA_EXPRESSIONS)('%s is %s', async (expression, expected) => {
    expect(await answer(expression, folder)).toBe(expected);
  });

  it('are at least as many as they were', () => {
    expect(ATHENA_EXPRESSIONS.length).toBeGreaterThanOrEqual(LEAST_EXPRESSIONS);
  });
});
