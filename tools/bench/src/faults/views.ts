import type { CloudAssembly } from '@sales-cdc/cfn-template';
import { SALES_CURRENT, SALES_HISTORY } from '@sales-cdc/lake-table';
import { startLocalCloud, SystemClock, type LocalCloud } from '@sales-cdc/local-cloud';
import { SALES_PREFIX } from '@sales-cdc/partitioning';
import { zippedLines } from '@sales-cdc/recovery';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { queryRows, type TextRow } from './athena.js';
import type { FaultRun } from './fault-run.js';
import type { Totals } from './totals.js';
import type { SaleWriter } from './writer.js';

export type ViewFindings = Pick<Totals, 'duplicates' | 'historyMismatches' | 'firstFailingSeed'>;

/** Lays the rows of many runs into one lake and asks its views, by the real engine, what they make of them. */
export const checkViews = async (assembly: CloudAssembly, runs: readonly FaultRun[]): Promise<ViewFindings> => {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'faults-'));
  const cloud = await startLocalCloud({
    assembly,
    dataDirectory,
    clock: new SystemClock(),
    port: 0,
    limits: 'lifted',
    observer: {},
    lambdaRuntime: new URL(import.meta.resolve('@sales-cdc/local-cloud/lambda-runtime')),
    onDefect: (error) => {
      throw error;
    },
  });
  try {
    await layDown(cloud, runs);
    const read = (sql: string): Promise<readonly TextRow[]> =>
      queryRows(cloud, physicalId(cloud, 'AWS::Glue::Database'), physicalId(cloud, 'AWS::Athena::WorkGroup'), sql);
    const current = bySale(await read(`SELECT sale_id, version, product_name FROM ${SALES_CURRENT.name}`));
    const history = bySale(
      await read(
        `SELECT sale_id, op, version, product_name, is_current FROM ${SALES_HISTORY.name} ORDER BY sale_id, sequence_number`,
      ),
    );
    return findings(runs, current, history);
  } finally {
    await cloud[Symbol.asyncDispose]();
    await rm(dataDirectory, { recursive: true, force: true });
  }
};

const layDown = async ({ provisioned, apis }: LocalCloud, runs: readonly FaultRun[]): Promise<void> => {
  const bucket = provisioned.resources.find(
    ({ type, physicalId: name }) => type === 'AWS::S3::Bucket' && name.includes('lake'),
  );
  await apis.s3.PutObject({
    Bucket: bucket?.physicalId,
    Key: `${SALES_PREFIX}dt=2026-11-23/runs.gz`,
    Body: zippedLines(runs.flatMap(({ lake }) => lake.lines)),
  });
};

const physicalId = ({ provisioned }: LocalCloud, type: string): string => {
  const resource = provisioned.resources.find((one) => one.type === type);
  if (!resource) throw new Error(`The assembly has no ${type}.`);
  return resource.physicalId;
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
