import { QueryFailed } from './query-failed.js';

/** Tells whether a value of one partition column is among those that the projection makes. */
export type IsProjected = (value: string) => boolean;

type Parameters = Readonly<Record<string, string>>;

/**
 * The projection of each partition column, or undefined when the table does not use projection.
 *
 * https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
 */
export const readProjection = (
  parameters: Parameters,
  partitionColumns: readonly string[],
  nowMs: number,
): ReadonlyMap<string, IsProjected> | undefined => {
  if (parameters['projection.enabled']?.toLowerCase() !== 'true') return undefined;
  return new Map(partitionColumns.map((column) => [column, projectionOf(column, parameters, nowMs)]));
};

const projectionOf = (column: string, parameters: Parameters, nowMs: number): IsProjected => {
  const type = parameters[`projection.${column}.type`]?.toLowerCase();
  if (type === 'enum') return enumProjection(required(column, 'values', parameters));
  if (type === 'integer') return integerProjection(column, required(column, 'range', parameters));
  if (type === 'date')
    return dateProjection(column, required(column, 'range', parameters), required(column, 'format', parameters), nowMs);
  throw invalid(column, `has the projection type ${type ?? 'none'}; the local cloud knows enum, integer and date`);
};

const required = (column: string, name: string, parameters: Parameters): string => {
  const value = parameters[`projection.${column}.${name}`];
  if (value === undefined) throw invalid(column, `needs the table property projection.${column}.${name}`);
  return value;
};

const invalid = (column: string, problem: string): QueryFailed =>
  new QueryFailed(`INVALID_TABLE_PROPERTY: the partition column ${column} ${problem}`);

const enumProjection = (values: string): IsProjected => {
  const known = new Set(values.split(',').map((value) => value.trim()));
  return (value) => known.has(value);
};

const integerProjection = (column: string, range: string): IsProjected => {
  const [first = NaN, last = NaN] = range.split(',').map(Number);
  if (!Number.isInteger(first) || !Number.isInteger(last)) throw invalid(column, `has no integer range: ${range}`);
  return (value) => /^-?\d+$/.test(value) && Number(value) >= first && Number(value) <= last;
};

const dateProjection = (column: string, range: string, format: string, nowMs: number): IsProjected => {
  const readDate = dateReader(column, format);
  const [from = '', to = ''] = range.split(',').map((bound) => bound.trim());
  const first = readBound(from, readDate, nowMs);
  const last = readBound(to, readDate, nowMs);
  if (first === undefined || last === undefined)
    throw invalid(column, `has no date range of the format ${format}: ${range}`);
  return (value) => {
    const date = readDate(value);
    return date !== undefined && date >= first && date <= last;
  };
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
