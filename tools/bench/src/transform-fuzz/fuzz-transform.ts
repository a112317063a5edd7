import type { FirehoseAnswer, FirehoseRecord } from '@sales-cdc/stream-codec';
import { batchesOf } from './batches.js';
import { faultIn } from './check-answers.js';
import { fuzzedRecords } from './fuzzed-records.js';

export interface FuzzOptions {
  /** The transform: answers a batch. */
  readonly transform: (records: readonly FirehoseRecord[]) => Promise<{ readonly records: readonly FirehoseAnswer[] }>;
  readonly seed: number;
  readonly records: number;
  readonly nowMs: () => number;
  readonly onBatch?: (recordsSoFar: number) => void;
}

export interface FuzzResult {
  readonly records: number;
  readonly batches: number;
  /** By mutation: how many became rows, how many were given back as failed. */
  readonly outcomes: ReadonlyMap<string, { ok: number; failed: number }>;
  readonly largestAnswerBytes: number;
  /** Seconds within the transform alone. */
  readonly transformSeconds: number;
}

/** Sends fuzzed records through the transform. Throws, with the record, at the first answer that breaks the contract. */
export const fuzzTransform = async ({ transform, seed, records, nowMs, onBatch }: FuzzOptions): Promise<FuzzResult> => {
  const outcomes = new Map<string, { ok: number; failed: number }>();
  let sent = 0;
  let batches = 0;
  let transformMs = 0;
  let largestAnswerBytes = 0;
  for (const batch of batchesOf(fuzzedRecords(seed), records)) {
    const startMs = nowMs();
    const answer = await transform(batch.records);
    transformMs += nowMs() - startMs;
    const bytes = Buffer.byteLength(JSON.stringify(answer));
    const fault = faultIn(batch.records, answer.records, bytes);
    if (fault !== undefined) throw new Error(`Seed ${seed}, batch ${batches}: ${fault}`);
    batch.mutations.forEach((mutation, index) => {
      const counts = outcomes.get(mutation) ?? { ok: 0, failed: 0 };
      counts[answer.records[index]?.result === 'Ok' ? 'ok' : 'failed'] += 1;
      outcomes.set(mutation, counts);
    });
    largestAnswerBytes = Math.max(largestAnswerBytes, bytes);
    sent += batch.records.length;
    batches += 1;
    onBatch?.(sent);
  }
  return { records: sent, batches, outcomes, largestAnswerBytes, transformSeconds: transformMs / 1000 };
};
