import { QueryFailed } from './query-failed.js';

/** The values of one partition column that the projection makes. */
export interface ProjectedColumn {
  includes(value: string): boolean;
  /** All of them; undefined where they are too many to be listed. */
  readonly values: readonly string[] | undefined;
}

/** More values of one column than these are not listed. */
const MOST_VALUES = 20_000;

type Parameters = Readonly<Record<string, string>>;

/**
 * The projections of the partition columns in their order, or undefined when the table does not use projection.
 *
 * https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
 */
export const readProjection = (
  parameters: Parameters,
  partitionColumns: readonly string[],
  nowMs: number,
): readonly ProjectedColumn[] | undefined => {
  if (parameters['projection.enabled']?.toLowerCase() !== 'true') return undefined;
  return partitionColumns.map((column) => projectionOf(column, parameters, nowMs));
};

const projectionOf = (column: string, parameters: Parameters, nowMs: number): ProjectedColumn => {
  const type = parameters[`projection.${column}.type`]?.toLowerCase();
  if (type === 'enum')
    return listed(
      required(column, 'values', parameters)
        .split(',')
        .map((value) => value.trim()),
    );
  if (type === 'integer') return integerProjection(column, parameters);
  if (type === 'date') return dateProjection(column, parameters, nowMs);
  throw invalid(column, `has the projection type ${type ?? 'none'}; the local cloud knows enum, integer and date`);
};

const required = (column: string, name: string, parameters: Parameters): string => {
  const value = parameters[`projection.${column}.${name}`];
  if (value === undefined) throw invalid(column, `needs the table property projection.${column}.${name}`);
  return value;
};

const invalid = (column: string, problem: string): QueryFailed =>
  new QueryFailed(`INVALID_TABLE_PROPERTY: the partition column ${column} ${problem}`);

const listed = (values: readonly string[]): ProjectedColumn => {
  const known = new Set(values);
  return { includes: (value) => known.has(value), values };
};

const integerProjection = (column: string, parameters: Parameters): ProjectedColumn => {
  const range = required(column, 'range', parameters);
  const [first = NaN, last = NaN] = range.split(',').map(Number);
  if (!Number.isInteger(first) || !Number.isInteger(last)) throw invalid(column, `has no integer range: ${range}`);
  const interval = positive(column, 'interval', parameters);
  const digits = positive(column, 'digits', parameters);
  const count = Math.floor((last - first) / interval) + 1;
  const text = (value: number): string => `${value < 0 ? '-' : ''}${String(Math.abs(value)).padStart(digits, '0')}`;
  if (count <= MOST_VALUES)
    return listed(Array.from({ length: Math.max(0, count) }, (_, step) => text(first + step * interval)));
  const includes = (value: string): boolean => {
    const number = Number(value);
    return number >= first && number <= last && (number - first) % interval === 0 && text(number) === value;
  };
  return { includes, values: undefined };
};

/** A whole number from 1 on; 1 where the table does not say it. */
const positive = (column: string, name: string, parameters: Parameters): number => {
  const value = Number(parameters[`projection.${column}.${name}`] ?? 1);
  if (!Number.isInteger(value) || value < 1)
    throw invalid(column, `has no whole number as projection.${column}.${name}`);
  return value;
};

/** From the first date on in steps of the interval, each printed in the format. */
const dateProjection = (column: string, parameters: Parameters, nowMs: number): ProjectedColumn => {
  const [range, format] = [required(column, 'range', parameters), required(column, 'format', parameters)];
  const readDate = dateReader(column, format);
  const [from = '', to = ''] = range.split(',').map((bound) => bound.trim());
  const first = readBound(from, readDate, nowMs);
  const last = readBound(to, readDate, nowMs);
  if (first === undefined || last === undefined)
    throw invalid(column, `has no date range of the format ${format}: ${range}`);
  const interval = positive(column, 'interval', parameters);
  const unit = parameters[`projection.${column}.interval.unit`]?.toUpperCase().replace(/S$/, '') ?? finestUnit(format);
  const step = UNITS[unit];
  if (!step)
    throw invalid(
      column,
      `has an interval of the unit ${unit}; the local cloud knows ${Object.keys(UNITS).join(', ')}`,
    );
  const values: string[] = [];
  for (let count = 0; count <= MOST_VALUES; count += 1) {
    const date = new Date(first);
    step(date, count * interval);
    if (date.getTime() > last) return listed([...new Set(values)]);
    values.push(writeDate(date, format));
  }
  if (interval !== 1 || unit !== finestUnit(format))
    throw invalid(column, `has more than ${MOST_VALUES} dates; the local cloud lists no more`);
  const includes = (value: string): boolean => {
    const date = readDate(value);
    return date !== undefined && date >= first && date <= last;
  };
  return { includes, values: undefined };
};

const FINEST: readonly (readonly [RegExp, string])[] = [
  [/s/, 'SECOND'],
  [/m/, 'MINUTE'],
  [/H/, 'HOUR'],
  [/d/, 'DAY'],
  [/M/, 'MONTH'],
];

const finestUnit = (format: string): string =>
  FINEST.find(([field]) => field.test(format.replace(/'[^']*'/g, '')))?.[1] ?? 'YEAR';

const writeDate = (date: Date, format: string): string => {
  const [yyyy = '', MM = '', dd = '', HH = '', mm = '', ss = ''] = date.toISOString().split(/[-T:.Z]/);
  const fields: Readonly<Record<string, string>> = { yyyy, MM, dd, HH, mm, ss };
  return format.replace(/'([^']*)'|([a-zA-Z])\2*/g, (field, quoted?: string) => quoted ?? fields[field] ?? field);
};

type ReadDate = (text: string) => number | undefined;

const FIELDS: Readonly<Record<string, string>> = {
  yyyy: 'year',
  MM: 'month',
  dd: 'day',
  HH: 'hour',
  mm: 'minute',
  ss: 'second',
};

/** Reads dates of a Java pattern made of yyyy, MM, dd, HH, mm, ss and punctuation. */
const dateReader = (column: string, format: string): ReadDate => {
  const pattern = format.replace(
    /'([^']*)'|([a-zA-Z]+)|([^a-zA-Z'])/g,
    (_, quoted?: string, letters?: string, other?: string) => {
      if (letters === undefined) return escapePattern(quoted ?? other ?? '');
      return letters.replace(/(.)\1*/g, (field) => {
        const name = FIELDS[field];
        if (name === undefined)
          throw invalid(column, `has a date format with ${field}; the local cloud knows yyyy, MM, dd, HH, mm and ss`);
        return `(?<${name}>\\d{${field.length}})`;
      });
    },
  );
  const whole = new RegExp(`^${pattern}$`);
  return (text) => {
    const {
      year,
      month = '01',
      day = '01',
      hour = '00',
      minute = '00',
      second = '00',
    } = whole.exec(text)?.groups ?? {};
    const date = year === undefined ? NaN : Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
    return Number.isNaN(date) ? undefined : date;
  };
};

const escapePattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const UNITS: Readonly<Record<string, (date: Date, count: number) => void>> = {
  YEAR: (date, count) => date.setUTCFullYear(date.getUTCFullYear() + count),
  MONTH: (date, count) => date.setUTCMonth(date.getUTCMonth() + count),
  WEEK: (date, count) => date.setUTCDate(date.getUTCDate() + 7 * count),
  DAY: (date, count) => date.setUTCDate(date.getUTCDate() + count),
  HOUR: (date, count) => date.setUTCHours(date.getUTCHours() + count),
  MINUTE: (date, count) => date.setUTCMinutes(date.getUTCMinutes() + count),
  SECOND: (date, count) => date.setUTCSeconds(date.getUTCSeconds() + count),
};

/** `2010-01-01`, `NOW`, `NOW+1DAY`, `NOW-3YEARS`. */
const readBound = (bound: string, readDate: ReadDate, nowMs: number): number | undefined => {
  const [relative, sign, count, unit] =
    /^NOW(?:\s*([+-])\s*(\d+)\s*(YEAR|MONTH|WEEK|DAY|HOUR|MINUTE|SECOND)S?)?$/.exec(bound) ?? [];
  if (relative === undefined) return readDate(bound);
  const date = new Date(nowMs);
  if (unit !== undefined) UNITS[unit]?.(date, Number(`${sign ?? ''}${count ?? ''}`));
  return date.getTime();
};
