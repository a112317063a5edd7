import { putRecords, type ChangeTarget, type OutgoingRecord } from './put-records.js';

const records = (count: number, sizeBytes = 10): readonly OutgoingRecord[] =>
  Array.from({ length: count }, (_, index) => ({ Data: Buffer.alloc(sizeBytes), PartitionKey: `key-${index}` }));

/** A stream that remembers how large its calls were, and refuses every record of the first calls. */
const streamThat = (refuses: number) => {
  const calls: { readonly count: number; readonly sizeBytes: number }[] = [];
  const target: ChangeTarget = {
    PutRecords: async ({ Records }) => {
      calls.push({
        count: Records.length,
        sizeBytes: Records.reduce((sum, { Data, PartitionKey }) => sum + Data.length + PartitionKey.length, 0),
      });
      const isRefused = calls.length <= refuses;
      return { Records: Records.map(() => (isRefused ? { ErrorCode: 'InternalFailure' } : {})) };
    },
  };
  return { target, calls };
};

const put = async (all: readonly OutgoingRecord[], refuses = 0) => {
  const { target, calls } = streamThat(refuses);
  const attempts: number[] = [];
  const pause = async (attempt: number) => void attempts.push(attempt);
  return { reason: await putRecords(all, { target, streamName: 'changes', pause }), calls, attempts };
};

describe('putRecords', () => {
  it('puts no more at once than Kinesis takes, by number and by bytes', async () => {
    expect((await put(records(1_100))).calls.map(({ count }) => count)).toEqual([500, 500, 100]);
    const { calls } = await put(records(20, 1_000_000));
    expect(calls.every(({ sizeBytes }) => sizeBytes <= 5 * 1024 * 1024)).toBe(true);
    expect(calls.reduce((sum, { count }) => sum + count, 0)).toBe(20);
  });

  it('waits before it tries again, and gives up with the reason after ten times', async () => {
    expect(await put(records(3), 2)).toMatchObject({ reason: undefined, attempts: [1, 2] });
    const { reason, calls } = await put(records(3), 99);
    expect({ reason, calls: calls.length }).toEqual({
      reason: 'the stream changes refused 3 records: InternalFailure',
      calls: 10,
    });
  });

  it('puts what fits, and says what does not', async () => {
    const { reason, calls } = await put([...records(1, 1024 * 1024), ...records(2)]);
    expect(reason).toMatch(/^1 records are larger than Kinesis takes/);
    expect(calls).toMatchObject([{ count: 2 }]);
  });
});
