import { readCron } from './cron.js';

const next = (cron: string, after: string): string | undefined => {
  const time = readCron(cron).nextAfter(Date.parse(after));
  return time === undefined ? undefined : new Date(time).toISOString();
};

describe('a cron expression', () => {
  it.each([
    ['cron(15 0 * * ? *)', '2026-11-23T12:00:00Z', '2026-11-24T00:15:00.000Z'],
    ['cron(15 0 * * ? *)', '2026-11-24T00:14:59.999Z', '2026-11-24T00:15:00.000Z'],
    ['cron(15 0 * * ? *)', '2026-11-24T00:15:00Z', '2026-11-25T00:15:00.000Z'],
    ['cron(0/15 * * * ? *)', '2026-12-31T23:50:00Z', '2027-01-01T00:00:00.000Z'],
    ['cron(5/20 8-10,14 ? * MON-FRI *)', '2026-11-27T14:45:00Z', '2026-11-30T08:05:00.000Z'],
    ['cron(0 12 ? * 1 *)', '2026-11-23T12:00:00Z', '2026-11-29T12:00:00.000Z'],
    ['cron(0 8 1 jan,Jul ? *)', '2026-11-23T12:00:00Z', '2027-01-01T08:00:00.000Z'],
    ['cron(0 0 29 2 ? *)', '2026-11-23T12:00:00Z', '2028-02-29T00:00:00.000Z'],
    ['cron(0 0 1 1 ? 2025)', '2026-11-23T12:00:00Z', undefined],
    ['cron(0 0 30 2 ? *)', '2026-11-23T12:00:00Z', undefined],
  ])('%s after %s comes at %s', (cron, after, expected) => {
    expect(next(cron, after)).toBe(expected);
  });

  it.each([
    ['rate(5 minutes)', 'is not a cron expression of six fields'],
    ['cron(15 0 * * *)', 'is not a cron expression of six fields'],
    ['cron(15 0 * * * *)', 'must have a ? for either'],
    ['cron(15 0 ? * ? *)', 'must have a ? for either'],
    ['cron(60 0 * * ? *)', 'cannot read 60'],
    ['cron(0 0 L * ? *)', 'cannot read L'],
    ['cron(0 0 ? * 2#1 *)', 'cannot read 2#1'],
    ['cron(0 5-2 * * ? *)', 'cannot read 5-2'],
    ['cron(* * * * ? *)', 'more often than every 5 minutes'],
    ['cron(0/4 * * * ? *)', 'more often than every 5 minutes'],
    ['cron(0,57 * * * ? *)', 'more often than every 5 minutes'],
  ])('refuses %s', (cron, reason) => {
    expect(() => readCron(cron)).toThrow(reason);
  });

  it('may come every 5 minutes, and at the ends of one hour', () => {
    expect(() => readCron('cron(0/5 * * * ? *)')).not.toThrow();
    expect(() => readCron('cron(0,57 3 * * ? *)')).not.toThrow();
  });
});
