import { explainRefusal } from '@sales-cdc/deployment';
import type { Target } from './target.js';

/** One sentence that says why the table cannot be written to, and what to do. */
export const explain = (error: unknown, { table, connection }: Target): string => {
  const refusal = explainRefusal(error, connection);
  if (refusal !== undefined) return refusal;
  if (!(error instanceof Error)) return `Writing to ${table} failed: ${String(error)}.`;
  return error.name === 'ResourceNotFoundException'
    ? `There is no table ${table} at ${connection.place}: start the local cloud, deploy the pipeline with "nx run infra:deploy", or name another with --table.`
    : `Writing to ${table} at ${connection.place} failed: ${error.name}: ${error.message}`;
};
