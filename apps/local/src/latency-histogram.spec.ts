import * as fc from 'fast-check';
import { LatencyHistogram } from './latency-histogram.js';

describe('LatencyHistogram', () => {
  it('has no percentile while it is empty', () => {
    expect(new LatencyHistogram().percentile(0.5)).toBeNull();
  });

  it('answers as sorting all latencies would', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(600_000), { minLength: 1, maxLength: 50 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (latencies, share) => {
          const histogram = new LatencyHistogram();
          for (const latency of latencies) histogram.record(latency);
          const sorted = [...latencies].sort((a, b) => a - b);
          expect(histogram.percentile(share)).toBe(sorted[Math.max(1, Math.ceil(share * sorted.length)) - 1]);
        },
      ),
      { numRuns: 20 },
    );
  });
});
