import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js';
import type { Sale } from '@sales-cdc/sales-event';
import { saleStream, type Change, type Op } from '@sales-cdc/stream-codec';
import { jsonMembers } from './json-members.js';
import { imageOf, isoTimestamp } from './row-images.js';

type Members = ReadonlyMap<string, string>;

/** Names of the columns that today's rows have. */
const COLUMNS: ReadonlySet<string> = new Set(saleStream.columns.map(({ name }) => name));
const EVENT_NAMES: Readonly<Record<string, string>> = { c: 'INSERT', r: 'INSERT', d: 'REMOVE' };

/** A row of the lake as the change that it tells, read by today's codec. */
export interface ReadRow {
  readonly change: Change<Sale>;
  /** Columns of the row that today's table does not have: their values are lost to it. */
  readonly dropped: readonly string[];
  /** Columns of today's table that the row has no value for; they are null. */
  readonly unfilled: readonly string[];
  /** Whether the row has a previous image that today's schema does not take. */
  readonly isWithoutBefore: boolean;
}

/**
 * Reads a line of the lake, whatever version of the schema wrote it: columns by name, attributes that were not
 * recognised then and are columns now, all with their digits. One sentence when today's schema does not take it.
 */
export const readLakeRow = (line: string): Either<string, ReadRow> => {
  const row = jsonMembers(line);
  if (!row) return left('the line is no JSON object');
  const unrecognised = jsonMembers(textOf(row, 'unrecognised') ?? '{}');
  if (!unrecognised) return left('unrecognised: must be a JSON object as text');
  const op = textOf(row, 'op') ?? '';
  const values = new Map([...unrecognised, ...written(row)]);
  const before = jsonMembers(row.get('before') ?? 'null');
  const change = saleStream.change(recordOf(op, { row, values, before }));
  if (isLeft(change)) return left(change.left.details.join('; '));
  return right({
    change: {
      ...change.right,
      op: op === 'r' ? (op satisfies Op) : change.right.op,
      unrecognised: remainder(unrecognised),
    },
    dropped: [...row.keys()].filter((name) => !COLUMNS.has(name)),
    unfilled: [...COLUMNS].filter((name) => !row.has(name) && !unrecognised.has(name)),
    isWithoutBefore: before !== undefined && change.right.before === undefined,
  });
};

interface RowParts {
  readonly row: Members;
  /** The sale's own values, from columns and from what was not recognised. */
  readonly values: Members;
  readonly before: Members | undefined;
}

/** The stream record that would give this row; an op that is not known is an upsert, as it is to every reader. */
const recordOf = (op: string, { row, values, before }: RowParts): object => ({
  eventID: textOf(row, 'event_id'),
  eventName: Object.hasOwn(EVENT_NAMES, op) ? EVENT_NAMES[op] : 'MODIFY',
  dynamodb: {
    SequenceNumber: textOf(row, 'sequence_number'),
    ApproximateCreationDateTime: secondsOf(textOf(row, 'committed_at')),
    ...(before && { OldImage: imageOf(before) }),
    [op === 'd' ? 'OldImage' : 'NewImage']: imageOf(values),
  },
});

/** A null may hide a value that was not recognised. */
const written = (row: Members): Members => new Map([...row].filter(([, value]) => value !== 'null'));

const textOf = (row: Members, name: string): string | undefined => {
  const value = row.get(name);
  return value?.startsWith('"') ? (JSON.parse(value) as string) : undefined;
};

const secondsOf = (timestamp: string | undefined): number | undefined =>
  timestamp === undefined ? undefined : Date.parse(isoTimestamp(timestamp)) / 1000;

/** What is still not recognised, with the digits that it had. */
const remainder = (unrecognised: Members): string | undefined => {
  const rest = [...unrecognised].filter(([name]) => !COLUMNS.has(name));
  if (rest.length === 0) return undefined;
  return `{${rest.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`;
};
