import type { BatchGetQueryExecutionCommandInput, BatchGetQueryExecutionCommandOutput } from '@aws-sdk/client-athena';
import type { AthenaState } from './athena-state.js';
import { describeExecution } from './query-execution.js';

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_BatchGetQueryExecution.html */
export const batchGetQueryExecution = (
  { QueryExecutionIds }: BatchGetQueryExecutionCommandInput,
  state: AthenaState,
): Omit<BatchGetQueryExecutionCommandOutput, '$metadata'> => {
  const known = new Map(state.queries().map((query) => [query.id, query]));
  const nowMs = state.context.clock.now();
  const ids = QueryExecutionIds ?? [];
  return {
    QueryExecutions: ids.flatMap((id) => known.get(id) ?? []).map((query) => describeExecution(query, nowMs)),
    UnprocessedQueryExecutionIds: ids
      .filter((id) => !known.has(id))
      .map((id) => ({
        QueryExecutionId: id,
        ErrorCode: 'INVALID_INPUT',
        ErrorMessage: `QueryExecution ${id} was not found`,
      })),
  };
};
