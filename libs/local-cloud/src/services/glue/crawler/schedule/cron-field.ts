import { invalidInput } from '../../errors.js';

interface FieldRange {
  readonly first: number;
  readonly last: number;
  /** Names of the values, from the first on. */
  readonly names?: readonly string[];
}

/** The values of a field (`*`, `5`, `MON-FRI`, `0/15`, `1,3`), ascending, each once. */
export const readCronField = (text: string, range: FieldRange): readonly number[] => {
  const values = new Set(text.split(',').flatMap((part) => readPart(part, range)));
  return [...values].sort((a, b) => a - b);
};

const readPart = (part: string, range: FieldRange): readonly number[] => {
  const [, from = '', to, step] = /^([^/-]+)(?:-([^/-]+))?(?:\/(\d+))?$/.exec(part) ?? [];
  const first = from === '*' ? range.first : readValue(from, range, part);
  const last = lastOf({ from, to, step }, first, range, part);
  const every = step === undefined ? 1 : Number(step);
  if (every < 1 || last < first || (from === '*' && to !== undefined)) throw unreadable(part);
  return Array.from({ length: Math.floor((last - first) / every) + 1 }, (_, index) => first + index * every);
};

const lastOf = (
  { from, to, step }: { readonly from: string; readonly to: string | undefined; readonly step: string | undefined },
  first: number,
  range: FieldRange,
  part: string,
): number => {
  if (to !== undefined) return readValue(to, range, part);
  return from === '*' || step !== undefined ? range.last : first;
};

const readValue = (text: string, { first, last, names = [] }: FieldRange, part: string): number => {
  const name = names.indexOf(text.toUpperCase());
  const value = name >= 0 ? first + name : /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= first && value <= last)) throw unreadable(part);
  return value;
};

const unreadable = (part: string): Error =>
  invalidInput(`The local cloud cannot read ${part} in a schedule: L, W and # are not supported.`);
