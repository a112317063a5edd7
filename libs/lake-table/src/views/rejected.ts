import { SEQUENCE_DIGITS } from '@sales-cdc/stream-codec';
import { type LakeColumn } from '../column-types.js';
import { type LakeEntity } from '../entity/lake-entity.js';
import { viewNames } from '../entity/names.js';
import { ERROR_TABLE_NAME } from '../names.js';
import { type LakeView, type QueryOf } from './lake-view.js';

const rejectedColumns = ({ name, key }: LakeEntity): readonly LakeColumn[] => [
  { name: key.name, kind: 'text', comment: 'key of the item; null when the record is no stream record' },
  { name: 'event_name', kind: 'text', comment: 'INSERT, MODIFY or REMOVE' },
  { name: 'event_id', kind: 'text', comment: 'eventID of the stream record' },
  { name: 'sequence_number', kind: 'text', comment: `as in the table of ${name}` },
  { name: 'error_code', kind: 'text', comment: 'such as Lambda.ProcessingFailedStatus' },
  { name: 'error_message', kind: 'text', comment: 'the reason in words' },
  { name: 'attempts', kind: 'int', comment: 'how often Firehose tried' },
  { name: 'arrived_at', kind: 'timestamp', comment: 'when the record reached Firehose' },
  { name: 'rejected_at', kind: 'timestamp', comment: 'when Firehose gave up' },
  { name: 'record', kind: 'text', comment: 'the record as text; null when the raw data is not base64' },
  { name: 'raw_data', kind: 'text', comment: 'base64 of the record as it came' },
];

const moment = (milliseconds: string): string =>
  `date_add('millisecond', ${milliseconds}, TIMESTAMP '1970-01-01 00:00:00.000')`;

/**
 * SQL for what could not be delivered, read from Firehose's error output. A record that was rejected twice, because it
 * came twice, counts once, with its last error. What is no JSON has null where the key would be.
 */
export const rejectedQuery = ({ key }: LakeEntity, { table }: QueryOf): string => `SELECT
  json_extract_scalar(record, '$.dynamodb.Keys.${key.name}.${key.type}') AS ${key.name},
  json_extract_scalar(record, '$.eventName') AS event_name,
  json_extract_scalar(record, '$.eventID') AS event_id,
  lpad(json_extract_scalar(record, '$.dynamodb.SequenceNumber'), ${SEQUENCE_DIGITS}, '0') AS sequence_number,
  error_code,
  error_message,
  attempts,
  ${moment('arrived_ms')} AS arrived_at,
  ${moment('rejected_ms')} AS rejected_at,
  record,
  raw_data
FROM (
  SELECT *, try(from_utf8(from_base64(raw_data))) AS record,
    row_number() OVER (PARTITION BY raw_data ORDER BY rejected_ms DESC) AS recency
  FROM ${table}
) AS errors
WHERE recency = 1 OR raw_data IS NULL`;

/** What could not be delivered. */
export const rejectedView = (entity: LakeEntity): LakeView => ({
  name: viewNames(entity).rejected,
  comment: 'Records that became no row of the lake, with the reason and the data',
  sql: rejectedQuery(entity, { table: ERROR_TABLE_NAME }),
  columns: rejectedColumns(entity),
});
