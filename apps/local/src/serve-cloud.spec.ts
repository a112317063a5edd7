import type { StageProgress } from '@sales-cdc/local-cloud';
import { LiveView } from './live-view.js';
import { serveCloud } from './serve-cloud.js';

const kinesis = { stage: 'Kinesis', resource: 'orders-changes-dev', counts: { records: 2 }, pending: 1 };

const served = async (stages: readonly StageProgress[]): Promise<readonly string[]> => {
  const stop = new AbortController();
  const printed: string[] = [];
  const terminal = {
    write: (text: string) => {
      printed.push(text.trimEnd());
      if (text.includes('Serving') && stages.length === 0) stop.abort();
      if (text.startsWith('Kinesis records')) stop.abort();
    },
  };
  const cloud = { progress: async () => stages };
  await serveCloud({ cloud, view: new LiveView(terminal, false), clock: { now: () => 0 }, stop: stop.signal });
  return printed;
};

describe('serving an app that is no pipeline of sales', () => {
  it('shows the counts of its stages, and at the end what is under way', async () => {
    expect(await served([kinesis])).toEqual([
      'Serving until Ctrl-C.',
      'Kinesis records 2',
      'Kinesis  orders-changes-dev  records 2  (1 pending)',
      'Stopped: 1 under way.',
    ]);
  });

  it('is silent about stages that it does not have', async () => {
    expect(await served([])).toEqual(['Serving until Ctrl-C.', 'Stopped: nothing is under way.']);
  });
});
