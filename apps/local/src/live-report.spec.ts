import type { AthenaSession } from './athena-session.js';
import { DeliveryTracker } from './delivery-tracker.js';
import { LiveReport } from './live-report.js';
import type { PipelineRun } from './pipeline-run.js';

describe('The live report', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('says why a query of its own failed, asks again when there is more, and ends no run', async () => {
    const said: string[] = [];
    const tracker = new DeliveryTracker();
    Object.defineProperty(tracker, 'delivered', { get: () => delivered });
    let delivered = 1;
    const view = { show: () => undefined, say: (...lines: readonly string[]) => void said.push(...lines) };
    const run = {
      cloud: { progress: () => Promise.resolve([]) },
      ...{ tracker, view, clock: { now: () => 0 }, environment: { uptimeMs: () => 7 } },
      pipeline: { lakeTableName: 'sales' },
    } as unknown as PipelineRun;
    let failing = true;
    const all = () => (failing ? Promise.reject(new Error('An object is gone.')) : Promise.resolve([{ sale_id: 'a' }]));
    const report = new LiveReport(run, { all } as unknown as AthenaSession, () => undefined);

    await jest.advanceTimersByTimeAsync(600);
    expect(said).toEqual(['! An object is gone.']);
    expect(report.firstRowMs).toBeUndefined();
    failing = false;
    delivered = 2;
    await jest.advanceTimersByTimeAsync(600);
    expect(report.firstRowMs).toBe(7);
    await report[Symbol.asyncDispose]();
  });
});
