import { currentSalesQuery } from '@sales-cdc/lake-table';
import type { LocalCloud } from '@sales-cdc/local-cloud';
import type { AthenaSession } from './athena-session.js';
import { readRejections, type Rejection } from './error-output.js';
import { lakeLocation } from './lake-location.js';
import type { Pipeline } from './pipeline.js';
import { COMPARED_COLUMNS, reconcile, type ComparedSale, type Reconciliation } from './reconcile.js';

export interface LakeReconciliation {
  readonly reconciliation: Reconciliation;
  /** What the error output holds, of this run and of earlier ones. */
  readonly rejected: readonly Rejection[];
}

/** Reads the whole table and the current state of the lake, as any client could, and compares them. */
export const reconcileLake = async (
  { apis }: LocalCloud,
  pipeline: Pipeline,
  athena: AthenaSession,
  nowMs: number,
): Promise<LakeReconciliation> => {
  const { bucket, prefix } = await lakeLocation(apis.glue, pipeline);
  const rejected = await readRejections(apis.s3, bucket, prefix, nowMs);
  const rejectedIds = new Set(rejected.map(({ saleId }) => saleId));
  const current = `SELECT ${COMPARED_COLUMNS.join(', ')} FROM (${currentSalesQuery({ table: pipeline.lakeTableName })}) AS current_sales`;
  const sales = tableSales(apis.dynamodb, pipeline.tableName);
  return {
    reconciliation: await reconcile(sales, athena.rows(current), (saleId) => rejectedIds.has(saleId)),
    rejected,
  };
};

type AttributeValue = Readonly<Partial<Record<'S' | 'N', string>>>;

/** Every item of the table, page by page. What an attribute holds is compared as text, whatever its type. */
async function* tableSales(
  dynamodb: Pick<LocalCloud['apis']['dynamodb'], 'Scan'>,
  TableName: string,
): AsyncGenerator<ComparedSale> {
  let ExclusiveStartKey: unknown;
  do {
    const page = await dynamodb.Scan({ TableName, ...(ExclusiveStartKey !== undefined && { ExclusiveStartKey }) });
    for (const item of page.Items as readonly Readonly<Record<string, AttributeValue>>[])
      yield Object.fromEntries(
        COMPARED_COLUMNS.map((column) => [column, item[column]?.S ?? item[column]?.N ?? '']),
      ) as ComparedSale;
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
}
