import type { CloudAssembly } from '@sales-cdc/cfn-template';
import { askViews } from './ask-views.js';
import type { TextRow } from './athena.js';
import type { FaultRun } from './fault-run.js';
import type { Totals } from './totals.js';
import type { SaleWriter } from './writer.js';

export type ViewFindings = Pick<Totals, 'duplicates' | 'historyMismatches' | 'firstFailingSeed'>;

/** Lays the rows of many runs into one lake and asks its views, by the real engine, what they make of them. */
export const checkViews = async (assembly: CloudAssembly, runs: readonly FaultRun[]): Promise<ViewFindings> => {
  const lines = runs.flatMap(({ lake }) => lake.lines);
  const runtime = new URL(import.meta.resolve('@sales-cdc/local-cloud/lambda-runtime'));
  const { current, history } = await askViews(assembly, lines, runtime);
  return findings(runs, bySale(current), bySale(history));
};

const bySale = (rows: readonly TextRow[]): ReadonlyMap<string, readonly TextRow[]> => {
  const sales = new Map<string, TextRow[]>();
  for (const row of rows) {
    const saleId = row['sale_id'] ?? '';
    sales.set(saleId, [...(sales.get(saleId) ?? []), row]);
  }
  return sales;
};

type BySale = ReadonlyMap<string, readonly TextRow[]>;

const findings = (runs: readonly FaultRun[], current: BySale, history: BySale): ViewFindings => {
  let duplicates = 0;
  let historyMismatches = 0;
  const failing: number[] = [];
  for (const { seed, writers } of runs) {
    const wrongNow = writers.filter((writer) => !isCurrent(writer, current.get(writer.saleId) ?? []));
    const wrongHistory = writers.filter((writer) => !isHistory(writer, history.get(writer.saleId) ?? []));
    duplicates += wrongNow.length;
    historyMismatches += wrongHistory.length;
    if (wrongNow.length + wrongHistory.length > 0) failing.push(seed);
  }
  return { duplicates, historyMismatches, firstFailingSeed: failing.length > 0 ? Math.min(...failing) : null };
};

/** `sales_current` says what a plain map that was fed with the same writes would say. */
const isCurrent = ({ current }: SaleWriter, rows: readonly TextRow[]): boolean => {
  const [row, ...others] = rows;
  if (!current || !row) return !current && !row;
  return others.length === 0 && isImage(row, current);
};

const isImage = (row: TextRow, image: NonNullable<SaleWriter['current']>): boolean =>
  row['version'] === image['version']?.N && row['product_name'] === image['product_name']?.S;

/** `sales_history` holds every version once, in order, and only the last of a sale that is there is current. */
const isHistory = ({ changes, current }: SaleWriter, rows: readonly TextRow[]): boolean => {
  const versions = changes.filter(({ op }) => op !== 'd');
  return (
    rows.length === versions.length &&
    versions.every(({ op, image }, index) => {
      const row = rows[index] ?? {};
      const isLast = index === versions.length - 1;
      return row['op'] === op && isImage(row, image) && row['is_current'] === String(isLast && current !== undefined);
    })
  );
};
