import type { AthenaState } from './athena-state.js';
import { QueryFailed } from './engine/query-failed.js';
import { isFinished, type QueryRecord } from './query-execution.js';
import { runStatement } from './run-statement.js';
import { ScanCutoffReached } from './scan-cutoff-reached.js';

/** Runs the query to its end, which its record tells; never rejects for what the query or the data did wrong. */
export const runQuery = async (query: QueryRecord, state: AthenaState): Promise<void> => {
  if (isFinished(query)) return; // stopped while it waited
  const { clock, observer } = state.context;
  query.state = 'RUNNING';
  query.startedAtMs = clock.now();
  try {
    await runStatement(query, state);
    finish(query, 'SUCCEEDED', undefined, clock.now());
  } catch (error) {
    if (error instanceof ScanCutoffReached) {
      finish(query, 'CANCELLED', error.message, clock.now());
      return;
    }
    const reason = error instanceof Error ? error.message : String(error);
    if (!(error instanceof QueryFailed)) observer.problem?.({ service: 'Athena', resource: query.id, message: reason });
    finish(
      query,
      'FAILED',
      error instanceof QueryFailed ? reason : 'GENERIC_INTERNAL_ERROR: the result could not be written',
      clock.now(),
    );
  }
};

/** The first end stands: a query that was cancelled stays so. */
const finish = (
  query: QueryRecord,
  end: 'SUCCEEDED' | 'FAILED' | 'CANCELLED',
  reason: string | undefined,
  nowMs: number,
): void => {
  delete query.interrupt;
  query.completedAtMs ??= nowMs;
  if (isFinished(query)) return;
  query.state = end;
  if (reason !== undefined) query.reason = reason;
};
