import { DeliveryTracker } from './delivery-tracker.js';
import { summarize, summaryLines } from './summary.js';

const figures = {
  written: { written: 2, updated: 0, deleted: 0, skipped: 1, retried: 0 },
  tracker: new DeliveryTracker(),
  objects: 1,
  rejected: 0,
  alerts: 1,
  startMs: 100.4,
  readyMs: 50,
  firstRowMs: undefined,
  peakRssMiB: 99.6,
};
const nothingWrong = { sales: 2, lost: [], duplicates: [] };

describe('The summary', () => {
  it('says null, not 0, where nothing was measured', () => {
    const summary = summarize({ ...figures, reconciliation: nothingWrong });
    expect(summary).toMatchObject({ freshnessMs: { p50: null, p99: null }, firstRowMs: null, startMs: 100 });
  });

  it('tells people that everything is there', () => {
    const summary = summarize({ ...figures, reconciliation: nothingWrong });
    expect(summaryLines(summary, nothingWrong)).toEqual([
      '2 sales written, 1 line skipped, 0 changes, 0 rows delivered in 1 object, 0 rejected, 1 alert',
      'reconciled: 2 sales in the table, each as it is in the lake; nothing lost, no duplicates',
    ]);
  });

  it('names the first of what is missing', () => {
    const missing = { sales: 4, lost: ['a', 'b', 'c', 'd'], duplicates: [] };
    const summary = summarize({ ...figures, reconciliation: missing });
    expect(summaryLines(summary, missing)).toContain('NOT reconciled: 4 sales lost (a, b, c, …), 0 wrong or twice');
  });
});
