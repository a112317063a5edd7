import { seededRandom } from '../random/seeded-random.js';
import { writeSales, type Answer, type SaleTable } from './sale-writer.js';
import { changeKey } from './sale-change.js';
import { WriteLog } from './write-log.js';

const setUp = (answerTo: (write: number) => Answer, writes = 400) => {
  const stop = new AbortController();
  const log = new WriteLog();
  const state = new Map<string, number>();
  const sent: string[] = [];
  const answer = (change: string, apply: () => void): Promise<Answer> => {
    sent.push(change);
    const outcome = answerTo(sent.length);
    if (outcome === 'acknowledged') apply();
    if (sent.length === writes) stop.abort();
    return Promise.resolve(outcome);
  };
  const table: SaleTable = {
    put: ({ sale_id, version }) => answer(`${sale_id} ${version}`, () => void state.set(sale_id, version)),
    delete: (saleId) => answer(`${saleId} d`, () => void state.delete(saleId)),
  };
  const options = {
    name: 'w',
    table,
    log,
    random: seededRandom(3),
    nowMs: () => 0,
    pause: () => Promise.resolve(),
    stop: stop.signal,
  };
  return { run: () => writeSales(options), log, state, sent };
};

describe('writeSales', () => {
  it('logs exactly what was acknowledged, so the log ends as the table does', async () => {
    const { run, log, state } = setUp(() => 'acknowledged');
    await run();
    expect(log.acknowledged.size).toBe(400);
    const alive = [...log.lastOf.values()].filter(({ op }) => op !== 'd');
    expect(new Map(alive.map(({ saleId, version }) => [saleId, version]))).toEqual(state);
    expect(new Set([...log.acknowledged.values()].map(({ op }) => op))).toEqual(new Set(['c', 'u', 'd']));
  });

  it('leaves a sale alone once a write of it got no answer', async () => {
    const { run, log } = setUp((write) => (write % 5 === 0 ? 'in-doubt' : 'acknowledged'));
    await run();
    expect(log.inDoubt.size).toBe(80);
    for (const key of log.inDoubt) expect(log.lastOf.has(key.split(' ')[0] ?? '')).toBe(false);
    for (const last of log.lastOf.values()) expect(log.acknowledged.has(changeKey(last))).toBe(true);
  });

  it('sends again what was never sent, while nobody listens', async () => {
    const { run, log, sent } = setUp((write) => (write <= 10 ? 'unsent' : 'acknowledged'), 11);
    await run();
    expect(new Set(sent)).toEqual(new Set(['w-0 1']));
    expect([...log.acknowledged.keys()]).toEqual(['w-0 c 1']);
  });
});
