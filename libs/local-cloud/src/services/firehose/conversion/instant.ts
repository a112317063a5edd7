import type { CellRules } from './cell.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const SPACED = /^(\d{4})-(\d{1,2})-(\d{1,2}) (\d{1,2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?$/;
const ISO = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?Z$/;
const NUMBER = /^(-?\d{1,16})(?:\.(\d{1,9})\d*)?$/;
/** A number below it is seconds, from there on milliseconds. */
const FIRST_MILLIS = 1_000_000_000_000n;

/** Days since the epoch; undefined when the text is no date. */
export const daysOf = (text: string): number | undefined => {
  const [, ...fields] = DATE.exec(text) ?? [];
  const ms = fields.length === 0 ? undefined : epochMsOf(fields);
  return ms === undefined ? undefined : ms / DAY_MS;
};

/**
 * Microseconds since the epoch; undefined when the text is no instant that the SerDe takes.
 * https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion.html
 * Differs: digits of a second beyond the sixth are cut off; AWS keeps nine.
 */
export const microsOf = (text: string, { millis, iso }: Pick<CellRules, 'millis' | 'iso'>): bigint | undefined => {
  const [, ...fields] = SPACED.exec(text) ?? (iso ? ISO.exec(text) : undefined) ?? [];
  if (fields.length === 0) return iso || millis ? microsOfNumber(text, millis) : undefined;
  const ms = epochMsOf(fields.slice(0, 6));
  return ms === undefined ? undefined : BigInt(ms) * 1000n + microsOfFraction(fields[6]);
};

const microsOfNumber = (text: string, millis: boolean): bigint | undefined => {
  const [, whole, fraction] = NUMBER.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const number = BigInt(whole);
  if (millis || number >= FIRST_MILLIS) return number * 1000n;
  const micros = microsOfFraction(fraction);
  return number * 1_000_000n + (whole.startsWith('-') ? -micros : micros);
};

const microsOfFraction = (digits = ''): bigint => BigInt(digits.slice(0, 6).padEnd(6, '0'));

/** Undefined for a day or an hour that there is not. */
const epochMsOf = (fields: readonly (string | undefined)[]): number | undefined => {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = fields.map(Number);
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  date.setUTCFullYear(year, month - 1, day);
  const isReal =
    date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  return isReal ? date.getTime() : undefined;
};
