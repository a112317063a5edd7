type Field = (date: Date, width: number) => string;

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const DAY_MS = 24 * 60 * 60 * 1000;

const padded = (value: number, width: number): string => String(value).padStart(width, '0');
const named = (name: string, width: number): string => (width < 4 ? name.slice(0, 3) : name);
const year: Field = (date, width) =>
  width === 2 ? padded(date.getUTCFullYear() % 100, 2) : padded(date.getUTCFullYear(), width);
const month: Field = (date, width) =>
  width < 3 ? padded(date.getUTCMonth() + 1, width) : named(MONTHS[date.getUTCMonth()] ?? '', width);
const dayOfYear = (date: Date): number =>
  Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY_MS) + 1;

/** The letters of a Java DateTimeFormatter pattern that are known here; all in UTC. */
const FIELDS: Readonly<Record<string, Field>> = {
  y: year,
  u: year,
  M: month,
  L: month,
  d: (date, width) => padded(date.getUTCDate(), width),
  D: (date, width) => padded(dayOfYear(date), width),
  E: (date, width) => named(DAYS[date.getUTCDay()] ?? '', width),
  a: (date) => (date.getUTCHours() < 12 ? 'AM' : 'PM'),
  H: (date, width) => padded(date.getUTCHours(), width),
  k: (date, width) => padded(date.getUTCHours() || 24, width),
  K: (date, width) => padded(date.getUTCHours() % 12, width),
  h: (date, width) => padded(date.getUTCHours() % 12 || 12, width),
  m: (date, width) => padded(date.getUTCMinutes(), width),
  s: (date, width) => padded(date.getUTCSeconds(), width),
  S: (date, width) => padded(date.getUTCMilliseconds(), 3).padEnd(width, '0').slice(0, width),
};

/** A quoted text, a doubled quote, a run of one letter, or any other character. */
const TOKEN = /'(?<quoted>[^']+)'|(?<quote>'')|(?<field>([A-Za-z])\4*)|(?<plain>[^A-Za-z'])/gy;

export type DateFormat = (timestampMs: number) => string;

/**
 * A formatter for a pattern of Java's DateTimeFormatter: the letters y u M L d D E a H k K h m s S, quoted text and
 * punctuation. Returns the letter or the rest of the pattern that it does not know.
 *
 * Differs: AWS takes every letter of DateTimeFormatter.
 */
export const parseDatePattern = (pattern: string): DateFormat | { readonly unknown: string } => {
  const parts: ((date: Date) => string)[] = [];
  let end = 0;
  for (const match of pattern.matchAll(TOKEN)) {
    const { quoted, field, plain } = match.groups ?? {};
    const letter = FIELDS[field?.[0] ?? ''];
    if (field !== undefined && !letter) return { unknown: field };
    parts.push(letter && field ? (date) => letter(date, field.length) : () => quoted ?? plain ?? "'");
    end = match.index + match[0].length;
  }
  if (end < pattern.length) return { unknown: pattern.slice(end) };
  return (timestampMs) => parts.map((part) => part(new Date(timestampMs))).join('');
};
