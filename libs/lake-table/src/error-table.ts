import { type LakeColumn } from './column-types.js';
import { glueColumns, type GlueColumn } from './glue-columns.js';
import { SERDE } from './serde.js';

/**
 * What Firehose writes of a record that it could not deliver, one JSON object a line: each column and the key of its data.
 * https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html#data-transformation-failure-handling
 */
const MEMBERS: readonly (readonly [key: string, column: LakeColumn])[] = [
  ['errorCode', { name: 'error_code', kind: 'text', comment: 'such as Lambda.ProcessingFailedStatus' }],
  ['errorMessage', { name: 'error_message', kind: 'text', comment: 'the reason in words' }],
  ['attemptsMade', { name: 'attempts', kind: 'int', comment: 'how often Firehose tried' }],
  ['arrivalTimestamp', { name: 'arrived_ms', kind: 'long', comment: 'when it arrived, in milliseconds since 1970' }],
  ['attemptEndingTimestamp', { name: 'rejected_ms', kind: 'long', comment: 'when Firehose gave up, likewise' }],
  ['rawData', { name: 'raw_data', kind: 'text', comment: 'base64 of the record as it came' }],
];

/** The columns of the table of errors. */
export const ERROR_COLUMNS: readonly GlueColumn[] = glueColumns(MEMBERS.map(([, column]) => column));

/**
 * How Athena reads the table of errors. Firehose's keys have capitals, so they are mapped one by one.
 * https://docs.aws.amazon.com/athena/latest/ug/openx-json-serde.html
 */
export const ERROR_SERDE = {
  ...SERDE,
  parameters: {
    ...SERDE.parameters,
    'case.insensitive': 'false',
    ...Object.fromEntries(MEMBERS.map(([key, { name }]) => [`mapping.${name}`, key])),
  },
} as const;
