import fc from 'fast-check';
import { ManualClock } from '../../../core/manual-clock.js';
import { MINUTE_MS } from './metric-series.js';
import { MetricStore } from './metric-store.js';

const EPOCH = Date.parse('2026-11-23T12:00:00.000Z');
const HOUR_MS = 60 * MINUTE_MS;
const identity = { namespace: 'N', name: 'm', dimensions: { a: '1', b: '2' }, unit: 'Count' };
const datum = (value: number, timestampMs: number) => ({ ...identity, value, timestampMs });

describe('The metric store', () => {
  it('gives for any period the statistics of all values in it', () => {
    const values = fc.array(fc.record({ value: fc.integer({ min: -9, max: 9 }), minute: fc.nat(300) }), {
      minLength: 1,
    });
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 60 }), (given, minutes) => {
        const store = new MetricStore(new ManualClock(), () => undefined);
        for (const { value, minute } of given) store.put(datum(value, EPOCH + minute * MINUTE_MS));
        const periods = store.find(identity)[0]?.query(EPOCH, EPOCH + 301 * MINUTE_MS, minutes * MINUTE_MS);
        const sets = [...(periods ?? [])].map(([, set]) => set);
        const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
        expect(sum(sets.map(({ count }) => count))).toBe(given.length);
        expect(sum(sets.map((set) => set.sum))).toBe(sum(given.map(({ value }) => value)));
        expect(Math.min(...sets.map(({ minimum }) => minimum))).toBe(Math.min(...given.map(({ value }) => value)));
        expect(Math.max(...sets.map(({ maximum }) => maximum))).toBe(Math.max(...given.map(({ value }) => value)));
      }),
    );
  });

  it('keeps the last 24 hours of a metric', () => {
    const store = new MetricStore(new ManualClock(), () => undefined);
    for (let minute = 0; minute < 30 * 60; minute += 1) store.put(datum(1, EPOCH + minute * MINUTE_MS));
    expect(store.find(identity)[0]?.query(0, Infinity, MINUTE_MS).size).toBe(24 * 60);
  });

  it('keeps 1,000 metrics, says which it refuses, and makes room by those that ended a day ago', () => {
    const refused: string[] = [];
    const clock = new ManualClock();
    const store = new MetricStore(clock, ({ name }) => refused.push(name));
    for (let index = 0; index < 1_001; index += 1) store.put({ ...datum(1, clock.now()), name: `m${index}` });
    expect(store.all()).toHaveLength(1_000);
    expect(refused).toEqual(['m1000']);
    clock.advance(25 * HOUR_MS);
    store.put({ ...datum(1, clock.now()), name: 'new' });
    expect(store.all()).toHaveLength(1);
  });

  it('finds a metric by exactly its dimensions, in any order', () => {
    const store = new MetricStore(new ManualClock(), () => undefined);
    store.put(datum(1, EPOCH));
    expect(store.find({ ...identity, dimensions: { b: '2', a: '1' } })).toHaveLength(1);
    expect(store.find({ ...identity, dimensions: { a: '1' } })).toHaveLength(0);
    expect(store.find({ ...identity, unit: 'Bytes' })).toHaveLength(0);
  });
});
