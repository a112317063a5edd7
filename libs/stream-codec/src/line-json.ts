import { type ScalarKind } from '@sales-cdc/sales-event';

// eslint-disable-next-line no-control-regex -- these are the characters that JSON must escape
const NEEDS_ESCAPE = /["\\\u0000-\u001f\ud800-\udfff]/;

/** Text as a JSON string; most text needs no escape, and then the quotes are all there is to write. */
export const jsonText = (text: string): string => (NEEDS_ESCAPE.test(text) ? JSON.stringify(text) : `"${text}"`);

/** A moment `yyyy-MM-ddTHH:mm:ss.SSSZ` as `yyyy-MM-dd HH:mm:ss.SSS`: https://docs.aws.amazon.com/athena/latest/ug/data-types-timestamps.html */
export const jsonTimestamp = (utc: string): string => `"${utc.slice(0, 10)} ${utc.slice(11, 23)}"`;

/** Milliseconds since 1970 in the same form. */
export const jsonMoment = (ms: number): string => jsonTimestamp(new Date(ms).toISOString());

/** How a value of each kind is written; a decimal is its own digits. */
export const JSON_WRITERS: Readonly<Record<ScalarKind, (value: string) => string>> = {
  text: jsonText,
  timestamp: jsonTimestamp,
  int: String,
  long: String,
  decimal: String,
};
