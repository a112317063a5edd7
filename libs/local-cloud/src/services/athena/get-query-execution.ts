import type { GetQueryExecutionCommandInput, QueryExecution } from '@aws-sdk/client-athena';
import type { AthenaState } from './athena-state.js';
import { describeExecution } from './query-execution.js';

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_GetQueryExecution.html */
export const getQueryExecution = (
  { QueryExecutionId }: GetQueryExecutionCommandInput,
  state: AthenaState,
): { readonly QueryExecution: QueryExecution } => ({
  QueryExecution: describeExecution(state.query(QueryExecutionId), state.context.clock.now()),
});
