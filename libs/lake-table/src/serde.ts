/**
 * How Athena reads the table: gzip'd JSON, one object a line, by the OpenX SerDe.
 * `ignore.malformed.json` stays off: a line that is no JSON object is our bug and must be seen, not read as nulls.
 * https://docs.aws.amazon.com/athena/latest/ug/openx-json-serde.html
 */
export const SERDE = {
  serializationLibrary: 'org.openx.data.jsonserde.JsonSerDe',
  parameters: { 'serialization.format': '1', 'ignore.malformed.json': 'false' },
  inputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
  outputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
} as const;
