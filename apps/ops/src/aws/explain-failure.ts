import { explainRefusal, type Connection } from '@sales-cdc/deployment';

/** One sentence that says why the command could not be done, and what to do; undefined for a defect of ours. */
export const explainFailure = (error: unknown, connection: Connection): string | undefined => {
  if (!(error instanceof Error)) return undefined;
  const refusal = explainRefusal(error, connection);
  if (refusal !== undefined) return refusal;
  switch (error.name) {
    case 'AbortError':
      return 'stopped before it was done.';
    case 'QueryFailed':
    case 'Refusal':
    case 'UnfinishedSwap':
      return error.message;
    default:
      return '$metadata' in error ? `${connection.place} answers ${error.name}: ${error.message}` : undefined;
  }
};
