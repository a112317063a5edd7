import { UserError } from '@sales-cdc/deployment';
import { whereFrom } from './where-from.js';

const from = (since: string | undefined, days?: string) => whereFrom({ since, days });

describe('Where a replay reads from', () => {
  it('is the stream since a moment', () => {
    expect(from('2026-11-23T09:00:00+01:00')).toEqual({ kind: 'stream', fromMs: Date.UTC(2026, 10, 23, 8) });
  });

  it.each([
    ['all', {}],
    ['2026-11-23', { firstDay: '2026-11-23', lastDay: '2026-11-23' }],
    ['2026-11-01..2026-11-23', { firstDay: '2026-11-01', lastDay: '2026-11-23' }],
  ])('is the lake for the days %s', (text, days) => {
    expect(from(undefined, text)).toEqual({ kind: 'lake', days });
  });

  it.each([
    ['neither', undefined, undefined],
    ['both', '2026-11-23T09:00Z', 'all'],
    ['a moment without a zone', '2026-11-23T09:00', undefined],
    ['a moment that is none', '2026-13-23T09:00Z', undefined],
    ['a day that the calendar does not have', undefined, '2026-02-30'],
    ['days in the wrong order', undefined, '2026-11-23..2026-11-01'],
    ['days without an end', undefined, '2026-11-23..'],
    ['words', undefined, 'yesterday'],
  ])('is refused for %s', (_, since, days) => {
    expect(() => from(since, days)).toThrow(UserError);
  });
});
