import { invalidInput } from '../../errors.js';
import { readCronField } from './cron-field.js';

/** A `cron(…)` of AWS, in UTC. */
export interface CronExpression {
  /** The first time after the given one, both in milliseconds since the epoch; undefined when there is none. */
  nextAfter(timeMs: number): number | undefined;
}

interface CronFields {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  /** Undefined for `?`. */
  readonly daysOfMonth: readonly number[] | undefined;
  readonly months: readonly number[];
  readonly daysOfWeek: readonly number[] | undefined;
  readonly years: readonly number[];
}

const [MINUTE_MS, DAY_MS] = [60_000, 86_400_000];
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** A schedule that comes again does so within this time: 29 February on one day of the week. */
const LONGEST_WAIT_DAYS = 366 * 41;

/**
 * Reads `cron(minutes hours day-of-month month day-of-week year)`. Throws `InvalidInputException`.
 * https://docs.aws.amazon.com/glue/latest/dg/monitor-data-warehouse-schedule.html
 *
 * Differs: `L`, `W` and `#` are refused.
 */
export const readCron = (text: string): CronExpression => {
  const [, body] = /^cron\((.*)\)$/.exec(text.trim()) ?? [];
  const fields = body?.trim().split(/\s+/) ?? [];
  if (fields.length !== 6) throw invalidInput(`Schedule ${text} is not a cron expression of six fields.`);
  const [minutes = '', hours = '', dayOfMonth = '', months = '', dayOfWeek = '', years = ''] = fields;
  if ((dayOfMonth === '?') === (dayOfWeek === '?'))
    throw invalidInput(`Schedule ${text} must have a ? for either the day of the month or the day of the week.`);
  const read: CronFields = {
    minutes: readCronField(minutes, { first: 0, last: 59 }),
    hours: readCronField(hours, { first: 0, last: 23 }),
    daysOfMonth: dayOfMonth === '?' ? undefined : readCronField(dayOfMonth, { first: 1, last: 31 }),
    months: readCronField(months, { first: 1, last: 12, names: MONTHS }),
    daysOfWeek: dayOfWeek === '?' ? undefined : readCronField(dayOfWeek, { first: 1, last: 7, names: DAYS }),
    years: readCronField(years, { first: 1970, last: 2199 }),
  };
  refuseFasterThan5Minutes(read, text);
  return { nextAfter: (timeMs) => nextAfter(read, timeMs) };
};

const refuseFasterThan5Minutes = ({ minutes, hours }: CronFields, text: string): void => {
  const [first = 0] = minutes;
  const nextHour = hours.some((hour) => hours.includes((hour + 1) % 24)) ? [first + 60] : [];
  const times = [...minutes, ...nextHour];
  if (times.some((minute, index) => index > 0 && minute - (times[index - 1] ?? 0) < 5))
    throw invalidInput(`Schedule ${text} runs more often than every 5 minutes.`);
};

const nextAfter = (fields: CronFields, timeMs: number): number | undefined => {
  const today = Math.floor(timeMs / DAY_MS) * DAY_MS;
  for (let day = 0; day <= LONGEST_WAIT_DAYS; day += 1) {
    const midnight = today + day * DAY_MS;
    if (!isDayOf(fields, new Date(midnight))) continue;
    const times = fields.hours.flatMap((hour) =>
      fields.minutes.map((minute) => midnight + (hour * 60 + minute) * MINUTE_MS),
    );
    const next = times.find((time) => time > timeMs);
    if (next !== undefined) return next;
  }
  return undefined;
};

const isDayOf = ({ daysOfMonth, months, daysOfWeek, years }: CronFields, date: Date): boolean =>
  years.includes(date.getUTCFullYear()) &&
  months.includes(date.getUTCMonth() + 1) &&
  (daysOfMonth?.includes(date.getUTCDate()) ?? true) &&
  (daysOfWeek?.includes(date.getUTCDay() + 1) ?? true);
