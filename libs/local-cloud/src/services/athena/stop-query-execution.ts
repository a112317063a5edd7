import type { StopQueryExecutionCommandInput } from '@aws-sdk/client-athena';
import type { AthenaState } from './athena-state.js';
import { isFinished } from './query-execution.js';

/** Stopping what has ended does nothing. https://docs.aws.amazon.com/athena/latest/APIReference/API_StopQueryExecution.html */
export const stopQueryExecution = (
  { QueryExecutionId }: StopQueryExecutionCommandInput,
  state: AthenaState,
): Record<string, never> => {
  const query = state.query(QueryExecutionId);
  if (isFinished(query)) return {};
  query.state = 'CANCELLED';
  query.reason = 'Query cancelled by user';
  query.completedAtMs = state.context.clock.now();
  query.interrupt?.();
  return {};
};
