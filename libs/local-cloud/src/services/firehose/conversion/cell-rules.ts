import type { CellRules } from './cell.js';
import type { ExactJson } from './exact-json.js';

/** How JSON is read: https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion.html */
export type Deserializer =
  | {
      readonly kind: 'OpenX';
      readonly caseInsensitive: boolean;
      readonly dotsToUnderscores: boolean;
      /** The key in the JSON, by column. */
      readonly keyOfColumn: Readonly<Record<string, string>>;
    }
  /** `millis`: numbers in timestamp columns are milliseconds. */
  | { readonly kind: 'Hive'; readonly millis: boolean };

/** The rules of the SerDe: which key fills which column, and which instants it reads. */
export const cellRulesOf = (deserializer: Deserializer): CellRules => {
  if (deserializer.kind === 'Hive')
    return { memberOf: memberBy({}, lowerCased), keyOf: (key) => key, millis: deserializer.millis, iso: false };
  const { caseInsensitive, dotsToUnderscores, keyOfColumn } = deserializer;
  const keyOf = caseInsensitive ? lowerCased : (key: string): string => key;
  const normalized = dotsToUnderscores ? (key: string): string => keyOf(key).replaceAll('.', '_') : keyOf;
  return { memberOf: memberBy(keyOfColumn, normalized), keyOf, millis: false, iso: true };
};

const lowerCased = (key: string): string => key.toLowerCase();

const memberBy =
  (keyOfColumn: Readonly<Record<string, string>>, normalized: (key: string) => string): CellRules['memberOf'] =>
  (members: ReadonlyMap<string, ExactJson>, name: string) => {
    const key = keyOfColumn[name] ?? name;
    const exact = members.get(key);
    if (exact !== undefined) return exact;
    const wanted = normalized(key);
    for (const [candidate, value] of members) if (normalized(candidate) === wanted) return value;
    return undefined;
  };
