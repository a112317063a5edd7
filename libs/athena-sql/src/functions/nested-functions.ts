import { fitting, scalar, variadic, type FunctionEntry } from './function-entry.js';

/** The work on an array that is computed once, `"$l"`. */
const onList = (work: string): string => `list_transform([$1], lambda "$l": ${work})[1]`;
/** The same with a second value, `"$m"`; the two stand in one row since the engine's lambdas take one element. */
const onTwo = (work: string): string =>
  `list_transform([{'a': $1, 'b': $2}], lambda "$p": ${work
    .replaceAll('"$l"', `struct_extract("$p", 'a')`)
    .replaceAll('"$m"', `struct_extract("$p", 'b')`)})[1]`;

/** Each element once, where it first stands; NULL is one of them. */
const distinct = (list: string): string =>
  `list_filter(${list}, lambda "$e", "$i": list_position(${list}, "$e") = "$i")`;
const hasNull = (list: string): string => `(list_position(${list}, NULL) IS NOT NULL)`;

/** https://trino.io/docs/current/functions/array.html */
const ARRAY_FUNCTIONS: Readonly<Record<string, FunctionEntry>> = {
  contains: fitting(
    scalar(
      'aE',
      onTwo(
        `CASE WHEN list_contains("$l", "$m") THEN true WHEN "$m" IS NULL OR ${hasNull('"$l"')} THEN NULL WHEN "$l" IS NOT NULL THEN false END`,
      ),
    ),
    'true',
  ),
  array_distinct: scalar('a', onList(distinct('"$l"'))),
  array_min: scalar('a', onList(`CASE WHEN NOT ${hasNull('"$l"')} THEN list_min("$l") END`)),
  array_max: scalar('a', onList(`CASE WHEN NOT ${hasNull('"$l"')} THEN list_max("$l") END`)),
  array_position: fitting(
    scalar(
      'aE',
      'CASE WHEN $1 IS NOT NULL AND $2 IS NOT NULL THEN CAST(coalesce(list_position($1, $2), 0) AS BIGINT) END',
    ),
    'CAST(0 AS BIGINT)',
  ),
  array_union: fitting(
    scalar('aF', `list_transform([list_concat($1, $2)], lambda "$l": ${distinct('"$l"')})[1]`),
    '$1',
  ),
  array_intersect: fitting(
    scalar('aF', onTwo(`list_filter(${distinct('"$l"')}, lambda "$x": list_position("$m", "$x") IS NOT NULL)`)),
    '$1',
  ),
  array_except: fitting(
    scalar('aF', onTwo(`list_filter(${distinct('"$l"')}, lambda "$x": list_position("$m", "$x") IS NULL)`)),
    '$1',
  ),
  array_remove: fitting(
    scalar(
      'aE',
      onTwo('CASE WHEN "$m" IS NOT NULL THEN list_filter("$l", lambda "$x": "$x" IS DISTINCT FROM "$m") END'),
    ),
    '$1',
  ),
  arrays_overlap: fitting(
    scalar(
      'aF',
      onTwo(
        `CASE WHEN list_has_any("$l", "$m") THEN true WHEN ${hasNull('"$l"')} OR ${hasNull('"$m"')} THEN NULL WHEN "$l" IS NOT NULL AND "$m" IS NOT NULL THEN false END`,
      ),
    ),
    'true',
  ),
  flatten: scalar('a', 'flatten($1)'),
  slice: scalar(
    'aii',
    `list_transform([{'a': $1, 'b': $2, 'n': $3}], lambda "$p": list_slice(struct_extract("$p", 'a'), CASE WHEN struct_extract("$p", 'b') < 0 THEN len(struct_extract("$p", 'a')) + struct_extract("$p", 'b') + 1 ELSE struct_extract("$p", 'b') END, CASE WHEN struct_extract("$p", 'b') < 0 THEN len(struct_extract("$p", 'a')) + struct_extract("$p", 'b') + 1 ELSE struct_extract("$p", 'b') END + struct_extract("$p", 'n') - 1))[1]`,
  ),
  trim_array: scalar('ai', onTwo('list_slice("$l", 1, len("$l") - "$m")')),
  repeat: scalar('*i', 'list_transform(range(0, CAST($2 AS BIGINT)), lambda "$e": $1)'),
  ngrams: scalar(
    'ai',
    onTwo(
      'list_transform(range(1, greatest(len("$l") - "$m" + 2, 2)), lambda "$x": list_slice("$l", "$x", "$x" + "$m" - 1))',
    ),
  ),
  transform: scalar('a*', 'list_transform($1, $2)'),
  filter: scalar('a*', 'list_filter($1, $2)'),
  any_match: scalar(
    'a*',
    'list_transform([list_transform($1, $2)], lambda "$l": CASE WHEN list_contains("$l", true) THEN true WHEN list_position("$l", NULL) IS NULL THEN false END)[1]',
  ),
  all_match: scalar(
    'a*',
    'list_transform([list_transform($1, $2)], lambda "$l": CASE WHEN list_contains("$l", false) THEN false WHEN list_position("$l", NULL) IS NULL THEN true END)[1]',
  ),
  none_match: scalar(
    'a*',
    'list_transform([list_transform($1, $2)], lambda "$l": CASE WHEN list_contains("$l", true) THEN false WHEN list_position("$l", NULL) IS NULL THEN true END)[1]',
  ),
};

/** https://trino.io/docs/current/functions/map.html */
const MAP_FUNCTIONS: Readonly<Record<string, FunctionEntry>> = {
  map: scalar('aa', 'map($*)', 0, 2),
  map_keys: scalar('m', 'map_keys($1)'),
  map_values: scalar('m', 'map_values($1)'),
  map_concat: variadic('mF', 'map_concat($*)'),
  map_entries: scalar(
    'm',
    `list_transform(map_entries($1), lambda "$e": {'field0': struct_extract("$e", 'key'), 'field1': struct_extract("$e", 'value')})`,
  ),
  map_from_entries: scalar('a', 'map_from_entries($1)'),
  split_to_map: scalar(
    'vvv',
    `map_from_entries(list_transform(string_split($1, $2), lambda "$e": {'key': split_part("$e", $3, CASE WHEN len(string_split("$e", $3)) = 2 THEN 1 ELSE CAST(concat('\u00a7INVALID_FUNCTION_ARGUMENT: Key-value delimiter must appear exactly once in each entry. Bad input: ''', "$e", '''\u00a7') AS INTEGER) END), 'value': split_part("$e", $3, 2)}))`,
  ),
};

/** https://trino.io/docs/current/functions/json.html; those with paths are special calls. */
const JSON_FUNCTIONS: Readonly<Record<string, FunctionEntry>> = {
  json_parse: scalar(
    'v',
    `(CASE WHEN json_valid($1) THEN json($1) WHEN $1 IS NOT NULL THEN CAST(CAST(CAST(concat('\u00a7INVALID_FUNCTION_ARGUMENT: Cannot convert value to JSON: ''', $1, '''\u00a7') AS INTEGER) AS VARCHAR) AS JSON) END)`,
  ),
  json_format: scalar('j', 'CAST(json($1) AS VARCHAR)'),
};

/** Functions of arrays, maps, rows and JSON whose form is always the same. */
export const NESTED_FUNCTIONS: Readonly<Record<string, FunctionEntry>> = {
  ...ARRAY_FUNCTIONS,
  ...MAP_FUNCTIONS,
  ...JSON_FUNCTIONS,
  typeof: scalar('q', "(CASE WHEN $1 IS NULL THEN '$A1' ELSE '$A1' END)"),
};
