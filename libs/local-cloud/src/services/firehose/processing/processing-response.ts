import { recordIdOf, type SourceRecord } from '../source/source-record.js';
import {
  DUPLICATED_RECORD_ID,
  MISSING_RECORD_ID,
  NULL_DATA,
  type Outcome,
  PROCESSING_FAILED,
  UNKNOWN_RESULT,
} from './outcome.js';

interface ReturnedRecord {
  readonly recordId: unknown;
  readonly result?: unknown;
  readonly data?: unknown;
  readonly metadata?: { readonly partitionKeys?: unknown } | null;
}

/**
 * What becomes of each record after the function answered. An answer of the wrong form is final: it is not retried.
 *
 * Law: as many outcomes as records, in their order, whatever the function answered.
 */
export const judgeResponse = (
  records: readonly SourceRecord[],
  payload: Uint8Array | undefined,
): readonly Outcome[] => {
  const returned = groupById(returnedRecords(payload));
  return records.map((record) => {
    const [answer, ...others] = returned.get(recordIdOf(record)) ?? [];
    if (!answer) return MISSING_RECORD_ID;
    return others.length > 0 ? DUPLICATED_RECORD_ID : judgeRecord(answer);
  });
};

const judgeRecord = ({ result, data, metadata }: ReturnedRecord): Outcome => {
  if (result === 'Dropped') return { kind: 'drop' };
  if (result === 'ProcessingFailed') return PROCESSING_FAILED;
  if (result !== 'Ok') return UNKNOWN_RESULT;
  if (typeof data !== 'string') return NULL_DATA;
  const keys = metadata?.partitionKeys;
  return { kind: 'deliver', data: Buffer.from(data, 'base64'), partitionKeys: isObject(keys) ? keys : {} };
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const returnedRecords = (payload: Uint8Array | undefined): readonly ReturnedRecord[] => {
  const answer = parse(payload);
  const records = isObject(answer) ? answer['records'] : undefined;
  return Array.isArray(records) ? records.filter(isObject).map((record) => record as unknown as ReturnedRecord) : [];
};

const parse = (payload: Uint8Array | undefined): unknown => {
  try {
    return JSON.parse(Buffer.from(payload ?? []).toString('utf8'));
  } catch {
    // Not JSON: to Firehose, an answer in which every record is missing.
    return undefined;
  }
};

const groupById = (records: readonly ReturnedRecord[]): ReadonlyMap<unknown, readonly ReturnedRecord[]> => {
  const groups = new Map<unknown, ReturnedRecord[]>();
  for (const record of records) {
    const group = groups.get(record.recordId);
    if (group) group.push(record);
    else groups.set(record.recordId, [record]);
  }
  return groups;
};
