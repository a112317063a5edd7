import type { CloudAssembly } from '@sales-cdc/cfn-template';
import { SALES_CURRENT, SALES_HISTORY } from '@sales-cdc/lake-table';
import { startLocalCloud, SystemClock, type LocalCloud } from '@sales-cdc/local-cloud';
import { SALES_PREFIX } from '@sales-cdc/partitioning';
import { zippedLines } from '@sales-cdc/recovery';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { queryRows, type TextRow } from './athena.js';
import { nameOf } from './operator.js';

/** What the views answer, in the order of sale and sequence number; values as text. */
export interface AskedViews {
  readonly current: readonly TextRow[];
  readonly history: readonly TextRow[];
}

/**
 * Lays the lines into the lake of a local cloud on disk and asks the assembly's views by SQL. Whoever asks tells where the
 * runtime of functions lies, which a bundle and a test find each in their own way.
 */
export const askViews = async (
  assembly: CloudAssembly,
  lines: readonly string[],
  lambdaRuntime: URL,
): Promise<AskedViews> => {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'views-'));
  const cloud = await startLocalCloud({
    assembly,
    dataDirectory,
    clock: new SystemClock(),
    port: 0,
    limits: 'lifted',
    observer: {},
    lambdaRuntime,
    onDefect: (error) => {
      throw error;
    },
  });
  try {
    await layDown(cloud, lines);
    const order = 'ORDER BY sale_id, sequence_number';
    const columns = 'sale_id, op, product_name, quantity, version';
    return {
      current: await ask(cloud, `SELECT ${columns} FROM ${SALES_CURRENT.name} ${order}`),
      history: await ask(cloud, `SELECT ${columns}, is_current, closed_by FROM ${SALES_HISTORY.name} ${order}`),
    };
  } finally {
    await cloud[Symbol.asyncDispose]();
    await rm(dataDirectory, { recursive: true, force: true });
  }
};

const ask = (cloud: LocalCloud, sql: string): Promise<readonly TextRow[]> =>
  queryRows(
    cloud,
    nameOf(cloud.provisioned, 'AWS::Glue::Database'),
    nameOf(cloud.provisioned, 'AWS::Athena::WorkGroup'),
    sql,
  );

const layDown = async ({ provisioned, apis: { s3 } }: LocalCloud, lines: readonly string[]): Promise<void> => {
  const bucket = provisioned.resources.find(
    ({ type, physicalId }) => type === 'AWS::S3::Bucket' && physicalId.includes('lake'),
  );
  const Key = `${SALES_PREFIX}dt=2026-11-23/lines.gz`;
  await s3.PutObject({ Bucket: bucket?.physicalId, Key, Body: zippedLines(lines) });
};
