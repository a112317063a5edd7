import { UserError } from '../user-error.js';

/** What to tell about when a write failed. */
export interface Target {
  readonly table: string;
  /** Undefined for AWS itself. */
  readonly endpoint: string | undefined;
}

const UNREACHABLE: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ETIMEDOUT',
]);

/** One sentence that says why the table cannot be written to, and what to do. */
export const explain = (error: unknown, { table, endpoint }: Target): string => {
  if (error instanceof UserError) return error.message;
  if (!(error instanceof Error)) return `Writing to ${table} failed: ${String(error)}.`;
  const place = endpoint ?? 'AWS';
  if ('code' in error && UNREACHABLE.has(error.code)) {
    return `Nothing answers at ${place}: start the local cloud with "npm start", or give the right --endpoint.`;
  }
  switch (error.name) {
    case 'ResourceNotFoundException':
      return `There is no table ${table} at ${place}: start the local cloud, deploy the pipeline with "nx run infra:deploy", or name another with --table.`;
    case 'CredentialsProviderError':
      return 'There are no AWS credentials: log in or set AWS_PROFILE, or give --endpoint for a local cloud.';
    case 'UnrecognizedClientException':
    case 'ExpiredTokenException':
    case 'InvalidSignatureException':
      return `AWS does not accept the credentials (${error.message}): log in again.`;
    default:
      return `Writing to ${table} at ${place} failed: ${error.name}: ${error.message}`;
  }
};
