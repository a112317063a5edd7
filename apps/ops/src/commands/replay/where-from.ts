import { UserError } from '@sales-cdc/deployment';

/** The days of the lake that are read, both included; all when neither is given. */
export interface Days {
  readonly firstDay?: string;
  readonly lastDay?: string;
}

/** What a replay reads: the stream since a moment (milliseconds since 1970), or days of the lake. */
export type WhereFrom =
  | { readonly kind: 'stream'; readonly fromMs: number }
  | { readonly kind: 'lake'; readonly days: Days };

/** Reads `--since` or `--days`; throws a UserError when not exactly one of them is given, or when it is none. */
export const whereFrom = ({
  since,
  days,
}: {
  readonly since: string | undefined;
  readonly days: string | undefined;
}): WhereFrom => {
  if (since !== undefined && days === undefined) return { kind: 'stream', fromMs: momentIn(since) };
  if (since === undefined && days !== undefined) return { kind: 'lake', days: daysIn(days) };
  throw new UserError('Where from is not clear: give either --since TIME or --days FIRST..LAST.');
};

const momentIn = (text: string): number => {
  const ms = /^\d{4}-\d\d-\d\dT\d\d:\d\d.*(?:Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(ms))
    throw new UserError(
      `--since must be a time with a zone such as 2026-11-23T09:00:00Z, got ${JSON.stringify(text)}.`,
    );
  return ms;
};

const daysIn = (text: string): Days => {
  if (text === 'all') return {};
  const [firstDay = '', lastDay = firstDay, ...more] = text.split('..');
  if (more.length > 0 || !isDay(firstDay) || !isDay(lastDay) || lastDay < firstDay)
    throw new UserError(
      `--days must be days such as 2026-11-01..2026-11-23, one day, or all, got ${JSON.stringify(text)}.`,
    );
  return { firstDay, lastDay };
};

const isDay = (text: string): boolean => {
  const ms = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : NaN;
  // Date.parse may move 30 February into March.
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 10) === text;
};
