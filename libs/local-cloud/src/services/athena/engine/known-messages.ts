/** What the engine says, and what Athena says instead; the groups of the one stand in the other as `$1`. */
const MESSAGES: readonly (readonly [engine: RegExp, code: string, athena: string, placed?: true])[] = [
  [/^Ambiguous reference to column name "(.+?)"/, 'AMBIGUOUS_NAME', "Column '$1' is ambiguous", true],
  [
    /^column "(.+?)" must appear in the GROUP BY clause/,
    'EXPRESSION_NOT_AGGREGATE',
    "'$1' must be an aggregate expression or appear in GROUP BY clause",
    true,
  ],
  [/^ORDER term out of range/, 'INVALID_COLUMN_REFERENCE', 'ORDER BY position is not in select list', true],
  [/^GROUP BY term out of range/, 'INVALID_COLUMN_REFERENCE', 'GROUP BY position is not in select list', true],
  [
    /^More than one row returned by a subquery/,
    'SUBQUERY_MULTIPLE_ROWS',
    'Scalar sub-query has returned multiple rows',
  ],
  [
    /^Subquery returns (\d+) columns/,
    'NOT_SUPPORTED',
    'Multiple columns returned by subquery are not yet supported. Found $1',
    true,
  ],
  [
    /^WHERE clause cannot contain aggregates/,
    'EXPRESSION_NOT_SCALAR',
    'WHERE clause cannot contain aggregations, window functions or grouping operations',
    true,
  ],
  [
    /^WHERE clause cannot contain window functions/,
    'EXPRESSION_NOT_SCALAR',
    'WHERE clause cannot contain aggregations, window functions or grouping operations',
    true,
  ],
  [
    /^GROUP BY clause cannot contain aggregates/,
    'EXPRESSION_NOT_SCALAR',
    'GROUP BY clause cannot contain aggregations, window functions or grouping operations',
    true,
  ],
  [
    /^aggregate function calls cannot be nested/,
    'NESTED_AGGREGATION',
    'Cannot nest aggregations inside aggregation',
    true,
  ],
  [/^Overflow in addition of INT32 \((.+)\)/, 'NUMERIC_VALUE_OUT_OF_RANGE', 'integer addition overflow: $1'],
  [/^Overflow in addition of INT64 \((.+)\)/, 'NUMERIC_VALUE_OUT_OF_RANGE', 'bigint addition overflow: $1'],
  [/^Overflow in subtraction of INT32 \((.+)\)/, 'NUMERIC_VALUE_OUT_OF_RANGE', 'integer subtraction overflow: $1'],
  [/^Overflow in subtraction of INT64 \((.+)\)/, 'NUMERIC_VALUE_OUT_OF_RANGE', 'bigint subtraction overflow: $1'],
  [
    /^Overflow in multiplication of INT32 \((.+)\)/,
    'NUMERIC_VALUE_OUT_OF_RANGE',
    'integer multiplication overflow: $1',
  ],
  [/^Overflow in multiplication of INT64 \((.+)\)/, 'NUMERIC_VALUE_OUT_OF_RANGE', 'bigint multiplication overflow: $1'],
  [
    /^Type \w+ with value (.+?) can't be cast because the value is out of range for the destination type INT8/,
    'NUMERIC_VALUE_OUT_OF_RANGE',
    'Out of range for tinyint: $1',
  ],
  [
    /^Type \w+ with value (.+?) can't be cast because the value is out of range for the destination type INT16/,
    'NUMERIC_VALUE_OUT_OF_RANGE',
    'Out of range for smallint: $1',
  ],
  [
    /^Type \w+ with value (.+?) can't be cast because the value is out of range for the destination type INT32/,
    'NUMERIC_VALUE_OUT_OF_RANGE',
    'Out of range for integer: $1',
  ],
  [
    /^Type \w+ with value (.+?) can't be cast because the value is out of range for the destination type INT64/,
    'NUMERIC_VALUE_OUT_OF_RANGE',
    'Out of range for bigint: $1',
  ],
  [/^Could not parse string "(.*)" according to format/, 'INVALID_FUNCTION_ARGUMENT', 'Invalid format: "$1"'],
  [/^date field value out of range: "(.*)"/, 'INVALID_CAST_ARGUMENT', 'Value cannot be cast to date: $1'],
  [/^timestamp field value out of range: "(.*)"/, 'INVALID_CAST_ARGUMENT', 'Value cannot be cast to timestamp: $1'],
  [
    /^Mismatch Function: Strings must be of equal length/,
    'INVALID_FUNCTION_ARGUMENT',
    'The input strings to hamming_distance function must have the same length',
  ],
  [/^Map keys must be unique/, 'INVALID_FUNCTION_ARGUMENT', 'Duplicate map keys are not allowed'],
  [/^Map keys can not be NULL/, 'INVALID_FUNCTION_ARGUMENT', 'map key cannot be null'],
  [
    /^invalid perl operator: (.*)/,
    'NOT_SUPPORTED',
    'the pattern $1…) of regular expressions is not supported by the local cloud',
  ],
  [/^Duplicate CTE name "(.+?)"/, 'DUPLICATE_NAMED_QUERY', "WITH query name '$1' specified more than once", true],
];

/** Athena's message for one of the engine's, with its code; undefined for what is not known. */
export const inAthenasWords = (message: string, place: string): string | undefined => {
  for (const [engine, code, athena, placed] of MESSAGES) {
    const found = engine.exec(message);
    if (found)
      return `${code}: ${placed ? place : ''}${athena.replace(/\$(\d)/g, (_, index) => found[Number(index)] ?? '')}`;
  }
  return undefined;
};
