import type { DeAggregation } from '../configuration.js';
import type { SourceRecord } from '../source/source-record.js';
import { jsonDocuments } from './json-documents.js';
import { NOT_DE_AGGREGATED, TOO_MANY_SUB_RECORDS } from './outcome.js';

const MAX_SUB_RECORDS = 500;

/**
 * The records that an aggregated record consists of, in their order, at least one. A record that cannot be taken apart
 * comes back whole, with the failure that sends it to the error output.
 * https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning-multirecord-deaggergation.html
 */
export const deAggregate = (record: SourceRecord, how: DeAggregation): readonly SourceRecord[] => {
  const parts = how.kind === 'JSON' ? parsed(record.data) : separated(record.data, how.delimiter);
  if (!parts || parts.length === 0) return [{ ...record, failure: NOT_DE_AGGREGATED }];
  if (parts.length > MAX_SUB_RECORDS) return [{ ...record, failure: TOO_MANY_SUB_RECORDS }];
  return parts.map((data, subSequenceNumber) => ({ ...record, data, subSequenceNumber }));
};

const parsed = (data: Uint8Array): readonly Uint8Array[] | undefined => {
  const documents = jsonDocuments(data);
  return documents?.every(isJson) ? documents : undefined;
};

const isJson = (data: Uint8Array): boolean => {
  try {
    JSON.parse(Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('utf8'));
    return true;
  } catch {
    return false;
  }
};

/** What stands between the delimiters; nothing at all is no record. */
const separated = (data: Uint8Array, delimiter: Uint8Array): readonly Uint8Array[] => {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const parts: Uint8Array[] = [];
  for (let start = 0; start <= bytes.length; ) {
    const found = bytes.indexOf(delimiter, start);
    const end = found < 0 ? bytes.length : found;
    if (end > start) parts.push(bytes.subarray(start, end));
    start = end + delimiter.length;
  }
  return parts;
};
