import { isRight, right } from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { UtcTimestamp } from './utc-timestamp.js';

describe('UtcTimestamp', () => {
  it.each([
    ['2026-11-23T10:00:00Z', '2026-11-23T10:00:00.000Z'],
    ['2026-11-23T10:00Z', '2026-11-23T10:00:00.000Z'],
    ['2026-11-23T10:00:00.1239Z', '2026-11-23T10:00:00.123Z'],
    ['2026-01-01T00:30:00+01:00', '2025-12-31T23:30:00.000Z'],
    ['2026-01-01T00:30:00-0530', '2026-01-01T06:00:00.000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    ['0042-01-01T00:00:00Z', '0042-01-01T00:00:00.000Z'],
  ])('reads %s as %s', (text, utc) => {
    expect(UtcTimestamp.decode(text)).toEqual(right(utc));
  });

  it.each([
    '2026-11-23',
    '2026-11-23T10:00:00',
    '2026-11-23 10:00:00Z',
    '2026-02-29T00:00:00Z',
    '2026-02-30T00:00:00.000Z',
    '2026-04-31T00:00:00.000Z',
    '2026-13-01T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T10:00:60Z',
    '0000-01-01T00:00:00+01:00',
    '9999-12-31T23:59:59-01:00',
    '+010000-01-01T00:00:00Z',
    '2026-01-01T10:00:00Z\n',
    '',
  ])('refuses %j', (text) => {
    expect(isRight(UtcTimestamp.decode(text))).toBe(false);
  });

  it('names the same moment as JavaScript does, whatever the zone', () => {
    const moments = fc.date({ min: new Date('0001-01-02'), max: new Date('9999-12-30'), noInvalidDate: true });
    fc.assert(
      fc.property(moments, fc.integer({ min: -14 * 60, max: 14 * 60 }), (moment, offsetMinutes) => {
        const local = new Date(moment.getTime() + offsetMinutes * 60_000).toISOString().slice(0, -1);
        const minutes = Math.abs(offsetMinutes);
        const zone = `${offsetMinutes < 0 ? '-' : '+'}${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
        expect(UtcTimestamp.decode(local + zone)).toEqual(right(moment.toISOString()));
      }),
    );
  });
});
