/** `2010-12-01 08:26:00`, seconds optional, as data tools write it. */
const YEAR_FIRST =
  /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})[ T](?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2}))?$/;
/** `12/1/2010 8:26`, month first, as the data set's own CSV has it. */
const MONTH_FIRST =
  /^(?<month>\d{1,2})\/(?<day>\d{1,2})\/(?<year>\d{4}) (?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2}))?$/;

const HOUR_MS = 3_600_000;

const londonHour = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', hourCycle: 'h23' });

/** London is at UTC, or an hour ahead of it in summer. */
const isSummer = (utcMs: number): boolean => Number(londonHour.format(utcMs)) !== new Date(utcMs).getUTCHours();

/**
 * A time of a clock on a wall in the UK, as ISO 8601 in UTC; undefined when it is no time. In the hour that comes twice
 * in autumn it is the first one; a time that is skipped in spring is taken as winter time.
 */
export const ukTimeToUtc = (text: string): string | undefined => {
  const parts = (YEAR_FIRST.exec(text) ?? MONTH_FIRST.exec(text))?.groups;
  if (parts === undefined) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = FIELDS.map((field) =>
    Number(parts[field] ?? 0),
  );
  const wallMs = Date.UTC(year, month - 1, day, hour, minute, second);
  // Date.UTC carries over: the 31st of November would be the 1st of December.
  const wall = new Date(wallMs);
  if (wall.getUTCMonth() !== month - 1 || wall.getUTCDate() !== day || wall.getUTCHours() !== hour) return undefined;
  if (minute > 59 || second > 59) return undefined;
  const summerMs = wallMs - HOUR_MS;
  return new Date(isSummer(summerMs) ? summerMs : wallMs).toISOString();
};

const FIELDS = ['year', 'month', 'day', 'hour', 'minute', 'second'] as const;
