import type { Statement } from '@sales-cdc/athena-sql';
import type { ColumnInfo, QueryExecution, QueryExecutionState } from '@aws-sdk/client-athena';
import { traitsOf } from './statement-traits.js';

/** What runs: of EXECUTE the statement that was prepared, with its values. */
export interface BoundStatement {
  readonly statement: Statement;
  /** SQL literals. */
  readonly parameters: readonly string[];
}

/** One query from its start to its end; the owner is `AthenaState`. */
export interface QueryRecord {
  readonly id: string;
  readonly sql: string;
  readonly bound: BoundStatement;
  readonly database: string;
  readonly workGroup: string;
  /** `s3://bucket/prefix/<id>.csv` */
  readonly outputLocation: string;
  readonly scanCutoffBytes: number | undefined;
  readonly submittedAtMs: number;
  state: QueryExecutionState;
  reason?: string;
  startedAtMs?: number;
  completedAtMs?: number;
  scannedBytes: number;
  columns: readonly ColumnInfo[];
  /** How many rows a statement wrote that writes rows; it has no result beside. */
  updateCount?: number;
  /** The list of the objects that it wrote. */
  manifestLocation?: string;
  /** Ends the query at once; there while it runs. */
  interrupt?: () => void;
}

export const isFinished = ({ state }: QueryRecord): boolean =>
  state === 'SUCCEEDED' || state === 'FAILED' || state === 'CANCELLED';

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_QueryExecution.html */
export const describeExecution = (query: QueryRecord, nowMs: number): QueryExecution => {
  const endMs = query.completedAtMs ?? nowMs;
  const { type, substatement } = traitsOf(query.bound.statement);
  const startMs = query.startedAtMs ?? endMs;
  return {
    QueryExecutionId: query.id,
    Query: query.sql,
    StatementType: type,
    SubstatementType: substatement,
    ResultConfiguration: { OutputLocation: query.outputLocation },
    QueryExecutionContext: { Database: query.database, Catalog: 'awsdatacatalog' },
    WorkGroup: query.workGroup,
    EngineVersion: { SelectedEngineVersion: 'AUTO', EffectiveEngineVersion: 'Athena engine version 3' },
    Status: {
      State: query.state,
      SubmissionDateTime: new Date(query.submittedAtMs),
      ...(query.completedAtMs !== undefined && { CompletionDateTime: new Date(query.completedAtMs) }),
      ...(query.reason !== undefined && { StateChangeReason: query.reason }),
      // Category 2: the user's error. https://docs.aws.amazon.com/athena/latest/ug/error-reference.html
      ...(query.state === 'FAILED' && {
        AthenaError: { ErrorCategory: 2, Retryable: false, ErrorMessage: query.reason },
      }),
    },
    Statistics: {
      DataScannedInBytes: query.scannedBytes,
      EngineExecutionTimeInMillis: endMs - startMs,
      TotalExecutionTimeInMillis: endMs - query.submittedAtMs,
      QueryQueueTimeInMillis: startMs - query.submittedAtMs,
      ServiceProcessingTimeInMillis: 0,
      ...(query.manifestLocation !== undefined && { DataManifestLocation: query.manifestLocation }),
    },
  };
};
