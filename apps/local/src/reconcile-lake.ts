import { setTimeout as delay } from 'node:timers/promises';
import { SALES_CURRENT } from '@sales-cdc/lake-table';
import type { LocalCloud } from '@sales-cdc/local-cloud';
import { lakeSource, memoryScratch, reconcile, tableSource, type Finding } from '@sales-cdc/recovery';
import { readRejections, type Rejection } from './error-output.js';
import { lakeLocation } from './lake-location.js';
import type { Pipeline } from './pipeline.js';
import { judge, type Reconciliation } from './reconcile.js';

export interface LakeReconciliation {
  readonly reconciliation: Reconciliation;
  /** What the error output holds, of this run and of earlier ones. */
  readonly rejected: readonly Rejection[];
}

/** Reads the whole table and `sales_current`, as `ops reconcile` does, and compares them. Nothing may be under way. */
export const reconcileLake = async (
  { apis }: LocalCloud,
  pipeline: Pipeline,
  nowMs: number,
): Promise<LakeReconciliation> => {
  const { bucket, prefix } = await lakeLocation(apis.glue, pipeline);
  const rejected = await readRejections(apis.s3, bucket, prefix, nowMs);
  const rejectedIds = new Set(rejected.map(({ saleId }) => saleId));
  const findings: Finding[] = [];
  const { items } = await reconcile({
    table: tableSource({ reader: apis.dynamodb, tableName: pipeline.tableName, segments: 1, nowMs }),
    lake: lakeSource(SALES_CURRENT.name, {
      engine: apis.athena,
      store: apis.s3,
      database: pipeline.databaseName,
      workGroup: pipeline.workGroupName,
      sleep: delay,
    }),
    scratch: memoryScratch(),
    pausesMs: [],
    sleep: delay,
    onFinding: (finding) => {
      findings.push(finding);
    },
  });
  return { reconciliation: judge(items, findings, (saleId) => rejectedIds.has(saleId)), rejected };
};
