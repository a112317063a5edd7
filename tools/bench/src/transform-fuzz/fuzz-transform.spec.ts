import { placeSale } from '@sales-cdc/partitioning';
import { firehoseTransform, saleStream, type FirehoseAnswer } from '@sales-cdc/stream-codec';
import { RECORD_MUTATIONS, BASE64_MUTATIONS, BYTE_MUTATIONS } from './mutations.js';
import { fuzzTransform, type FuzzOptions } from './fuzz-transform.js';
import { fuzzedRecords } from './fuzzed-records.js';
import { batchesOf } from './batches.js';

const NOW_MS = Date.UTC(2026, 10, 23, 9);
const answer = firehoseTransform(saleStream, placeSale);
const transform: FuzzOptions['transform'] = async (records) => ({ records: answer(records, NOW_MS).answers });
const options = { transform, seed: 7, nowMs: () => 0 };

describe('the transform, fuzzed', () => {
  it('answers every one of 20,000 mutated records once, in order and within the limit', async () => {
    const { records, outcomes } = await fuzzTransform({ ...options, records: 20_000 });
    expect(records).toBe(20_000);
    const names = [RECORD_MUTATIONS, BYTE_MUTATIONS, BASE64_MUTATIONS].flatMap((mutations) => Object.keys(mutations));
    for (const name of names) expect(outcomes.has(name)).toBe(true);
    expect(outcomes.get('valid')).toMatchObject({ failed: 0 });
    expect(outcomes.get('truncated')).toMatchObject({ ok: 0 });
  }, 60_000);
});

describe('the fuzz', () => {
  const broken = (spoil: (answers: readonly FirehoseAnswer[]) => readonly FirehoseAnswer[]) =>
    fuzzTransform({
      ...options,
      records: 1_000,
      transform: async (records) => ({ records: spoil((await transform(records)).records) }),
    });

  it.each([
    ['an answer that is missing', (a: readonly FirehoseAnswer[]) => a.slice(1), '500 records got 499 answers'],
    ['answers in another order', (a: readonly FirehoseAnswer[]) => [...a].reverse(), 'not at its place'],
    [
      'failed data that was changed',
      (a: readonly FirehoseAnswer[]) => a.map((one) => (one.result === 'Ok' ? one : { ...one, data: `${one.data}A` })),
      'not given back as it came',
    ],
    [
      'a row without its line end',
      (a: readonly FirehoseAnswer[]) =>
        a.map((one) => (one.result === 'Ok' ? { ...one, data: one.data.slice(0, -4) } : one)),
      'the row',
    ],
  ])('finds %s', async (_name, spoil, sentence) => {
    await expect(broken(spoil)).rejects.toThrow(sentence);
  });

  it('sends the same records for the same seed', () => {
    const of = (seed: number) => [...batchesOf(fuzzedRecords(seed), 300)];
    expect(of(3)).toEqual(of(3));
    expect(of(3)).not.toEqual(of(4));
  });
});
