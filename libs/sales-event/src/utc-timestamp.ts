import type * as t from 'io-ts';
import { Scalar } from './scalar.js';

interface UtcTimestampBrand {
  readonly UtcTimestamp: unique symbol;
}

/** A moment as `yyyy-MM-ddTHH:mm:ss.SSSZ`: UTC, milliseconds, years 0000 to 9999. Text order is the order in time. */
export type UtcTimestamp = t.Branded<string, UtcTimestampBrand>;

/** Already in the form we keep, and surely a day of the calendar; the last days of a month take the long way. */
const IN_UTC_FORM = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
const ISO_8601 =
  /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?(?:Z|([+-])([01]\d|2[0-3]):?([0-5]\d))$/;

const readTimestamp = (text: string): UtcTimestamp | undefined => {
  if (IN_UTC_FORM.test(text)) return text as UtcTimestamp;
  const [, day, hours, minutes, seconds = '00', fraction = '', sign, offsetHours, offsetMinutes] =
    ISO_8601.exec(text) ?? [];
  if (day === undefined) return undefined;
  const local = `${day}T${hours ?? ''}:${minutes ?? ''}:${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
  const localMs = Date.parse(local);
  // Date.parse moves 30 February into March: what does not come back as it went in is no day.
  if (Number.isNaN(localMs) || new Date(localMs).toISOString() !== local) return undefined;
  const offsetMs = (Number(offsetHours ?? 0) * 60 + Number(offsetMinutes ?? 0)) * 60_000;
  const utc = new Date(sign === '-' ? localMs + offsetMs : localMs - offsetMs).toISOString();
  return utc.length === local.length ? (utc as UtcTimestamp) : undefined;
};

/** ISO 8601 date and time with a zone (`Z` or an offset), kept as UTC; what is finer than a millisecond is cut off. */
export const UtcTimestamp = new Scalar<UtcTimestamp>({
  name: 'UtcTimestamp',
  kind: 'timestamp',
  expectation: 'an ISO 8601 date and time with a zone',
  read: readTimestamp,
});
