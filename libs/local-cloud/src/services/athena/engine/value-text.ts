import type { DuckDBType } from '@duckdb/node-api';

/** Prints a value that is not NULL as Athena does. */
export type ValueText = (value: unknown) => string;

/** How values of the type print. Built once per column, since a result has many rows. */
export const valueTextOf = (type: DuckDBType): ValueText => {
  const name = type.toString();
  if (name === 'DOUBLE' || name === 'FLOAT') return (value) => doubleText(value as number);
  if (name === 'TIMESTAMP WITH TIME ZONE')
    return (value) => `${timestampText((value as { micros: bigint }).micros)} UTC`;
  if (name === 'TIMESTAMP') return (value) => timestampText((value as { micros: bigint }).micros);
  if (name === 'TIME') return (value) => timestampText((value as { micros: bigint }).micros).slice(11);
  if (name === 'INTERVAL') return (value) => intervalText(value as Interval);
  if (name === 'BLOB')
    return (value) =>
      Buffer.from((value as { bytes: Uint8Array }).bytes)
        .toString('hex')
        .replace(/..(?=.)/g, '$& ');
  if ('keyType' in type) return mapText(valueTextOf(type.keyType), valueTextOf(type.valueType));
  if ('valueType' in type) return listText(valueTextOf(type.valueType));
  if ('entryTypes' in type) return rowText(type.entryNames, type.entryTypes.map(valueTextOf));
  return String;
};

/** Athena prints doubles as Java does: `1.0`, `1.5E10`, `1.0E-4`. */
const doubleText = (value: number): string => {
  if (!Number.isFinite(value)) return String(value);
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e7) return Number.isInteger(value) ? `${value}.0` : String(value);
  const [digits = '', exponent = ''] = value.toExponential().split('e');
  return `${digits.includes('.') ? digits : `${digits}.0`}E${exponent.replace('+', '')}`;
};

/** `2026-11-22 19:12:41.000`: Athena's timestamps have milliseconds. */
const timestampText = (micros: bigint): string => {
  const millis = micros / 1000n - (micros < 0n && micros % 1000n !== 0n ? 1n : 0n);
  return new Date(Number(millis)).toISOString().replace('T', ' ').replace('Z', '');
};

interface Interval {
  readonly months: number;
  readonly days: number;
  readonly micros: bigint;
}

/** `1-2` for years and months, `3 04:05:06.789` for days and less. */
const intervalText = ({ months, days, micros }: Interval): string => {
  if (months !== 0) return `${months < 0 ? '-' : ''}${Math.trunc(Math.abs(months) / 12)}-${Math.abs(months) % 12}`;
  const millis = BigInt(days) * 86_400_000n + micros / 1000n;
  const size = millis < 0n ? -millis : millis;
  return `${millis < 0n ? '-' : ''}${size / 86_400_000n} ${timestampText((size % 86_400_000n) * 1000n).slice(11)}`;
};

const orNull =
  (text: ValueText): ValueText =>
  (value) =>
    value === null ? 'null' : text(value);

const listText =
  (element: ValueText): ValueText =>
  (value) =>
    `[${(value as { items: readonly unknown[] }).items.map(orNull(element)).join(', ')}]`;

const mapText =
  (key: ValueText, value: ValueText): ValueText =>
  (map) =>
    `{${(map as { entries: readonly { key: unknown; value: unknown }[] }).entries
      .map((entry) => `${key(entry.key)}=${orNull(value)(entry.value)}`)
      .join(', ')}}`;

const rowText =
  (names: readonly string[], fields: readonly ValueText[]): ValueText =>
  (row) => {
    const { entries } = row as { entries: Readonly<Record<string, unknown>> };
    return `{${names.map((name, index) => `${name}=${orNull(fields[index] ?? String)(entries[name])}`).join(', ')}}`;
  };
