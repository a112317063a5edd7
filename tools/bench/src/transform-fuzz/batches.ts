import type { FirehoseRecord } from '@sales-cdc/stream-codec';
import type { FuzzedRecord } from './fuzzed-records.js';

/** What Firehose would hand over in one call, with how each record was made. */
export interface FuzzedBatch {
  readonly records: readonly FirehoseRecord[];
  readonly mutations: readonly string[];
}

const MOST_RECORDS = 500;
/** Lambda takes no larger event than 6 MB. */
const MOST_BYTES = 5_950_000;
const ENVELOPE_BYTES = 200;

/** Cuts the records into batches that Lambda would take. */
export function* batchesOf(records: Iterable<FuzzedRecord>, count: number): Generator<FuzzedBatch> {
  let batch: FirehoseRecord[] = [];
  let mutations: string[] = [];
  let bytes = 0;
  let taken = 0;
  for (const { data, mutation } of records) {
    const size = Buffer.byteLength(data) + ENVELOPE_BYTES;
    if (batch.length === MOST_RECORDS || (batch.length > 0 && bytes + size > MOST_BYTES)) {
      yield { records: batch, mutations };
      [batch, mutations, bytes] = [[], [], 0];
    }
    batch.push({ recordId: String(taken).padStart(56, '4961'), data });
    mutations.push(mutation);
    bytes += size;
    taken += 1;
    if (taken === count) break;
  }
  if (batch.length > 0) yield { records: batch, mutations };
}
