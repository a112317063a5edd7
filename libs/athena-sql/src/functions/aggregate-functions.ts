import { aggregate, windowed, type FunctionEntry } from './function-entry.js';

/** SQL of a map of entries, of which several may have one key. */
const mapOf = (entries: string, value: string): string =>
  `list_transform([${entries}], lambda "$l": map_from_entries(list_transform(list_distinct(list_transform(list_filter("$l", lambda "$e": struct_extract("$e", 'key') IS NOT NULL), lambda "$e": struct_extract("$e", 'key'))), lambda "$k": {'key': "$k", 'value': ${value}})))[1]`;
const OF_KEY = `list_filter("$l", lambda "$e": struct_extract("$e", 'key') = "$k")`;
const firstOfEachKey = (entries: string): string => mapOf(entries, `struct_extract((${OF_KEY})[1], 'value')`);
const allOfEachKey = (entries: string): string =>
  mapOf(entries, `list_transform(${OF_KEY}, lambda "$e": struct_extract("$e", 'value'))`);

/** https://trino.io/docs/current/functions/aggregate.html and window.html; `sum`, `avg` depend on types: `special-calls.ts`. */
export const AGGREGATE_FUNCTIONS: Readonly<Record<string, FunctionEntry>> = {
  count: aggregate('*', 'count($*)', '@', 0),
  count_if: aggregate('b', 'count_if($1)', 'CAST(@ AS BIGINT)'),
  min: aggregate('*i', 'min($*)', '@', 1),
  max: aggregate('*i', 'max($*)', '@', 1),
  arbitrary: aggregate('*', 'any_value($1)'),
  any_value: aggregate('*', 'any_value($1)'),
  bool_and: aggregate('b', 'bool_and($1)'),
  every: aggregate('b', 'bool_and($1)'),
  bool_or: aggregate('b', 'bool_or($1)'),
  array_agg: aggregate('*', 'list($1)'),
  histogram: aggregate('*', 'histogram($1)'),
  approx_distinct: aggregate('*', 'approx_count_distinct($1)'),
  geometric_mean: aggregate('n', 'geomean($1)'),
  stddev: aggregate('n', 'stddev_samp($1)'),
  stddev_samp: aggregate('n', 'stddev_samp($1)'),
  stddev_pop: aggregate('n', 'stddev_pop($1)'),
  variance: aggregate('n', 'var_samp($1)'),
  var_samp: aggregate('n', 'var_samp($1)'),
  var_pop: aggregate('n', 'var_pop($1)'),
  corr: aggregate('nn', 'corr($1, $2)'),
  covar_pop: aggregate('nn', 'covar_pop($1, $2)'),
  covar_samp: aggregate('nn', 'covar_samp($1, $2)'),
  regr_slope: aggregate('nn', 'regr_slope($1, $2)'),
  regr_intercept: aggregate('nn', 'regr_intercept($1, $2)'),
  regr_count: aggregate('nn', 'regr_count($1, $2)', 'CAST(@ AS BIGINT)'),
  regr_avgx: aggregate('nn', 'regr_avgx($1, $2)'),
  regr_avgy: aggregate('nn', 'regr_avgy($1, $2)'),
  regr_sxx: aggregate('nn', 'regr_sxx($1, $2)'),
  regr_sxy: aggregate('nn', 'regr_sxy($1, $2)'),
  regr_syy: aggregate('nn', 'regr_syy($1, $2)'),
  regr_r2: aggregate('nn', 'regr_r2($1, $2)'),
  bitwise_and_agg: aggregate('i', 'bit_and(CAST($1 AS BIGINT))'),
  bitwise_or_agg: aggregate('i', 'bit_or(CAST($1 AS BIGINT))'),
  bitwise_xor_agg: aggregate('i', 'bit_xor(CAST($1 AS BIGINT))'),
  map_agg: aggregate('**', "list({'key': $1, 'value': $2})", firstOfEachKey('@')),
  map_union: aggregate('m', 'list(map_entries($1))', firstOfEachKey('flatten(@)')),
  multimap_agg: aggregate('**', "list({'key': $1, 'value': $2})", allOfEachKey('@')),
  kurtosis: aggregate('n', 'kurtosis($1)'),
  row_number: windowed('', 'row_number()'),
  rank: windowed('', 'rank()'),
  dense_rank: windowed('', 'dense_rank()'),
  percent_rank: windowed('', 'percent_rank()'),
  cume_dist: windowed('', 'cume_dist()'),
  ntile: windowed('i', 'ntile($1)', 1),
  lag: windowed('*i*', 'lag($*)', 1),
  lead: windowed('*i*', 'lead($*)', 1),
  first_value: windowed('*', 'first_value($1)', 1),
  last_value: windowed('*', 'last_value($1)', 1),
  nth_value: windowed('*i', 'nth_value($1, $2)', 2),
};
