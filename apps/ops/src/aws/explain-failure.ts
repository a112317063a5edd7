import { UserError } from '../user-error.js';

const UNREACHABLE: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ETIMEDOUT',
]);

/** One sentence that says why the command could not be done, and what to do; undefined for a defect of ours. */
export const explainFailure = (error: unknown, place: string): string | undefined => {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof UserError) return error.message;
  if (error.name === 'AbortError') return 'stopped before it was done.';
  if ('code' in error && UNREACHABLE.has(error.code))
    return `nothing answers at ${place}: start the local cloud with "npm start", or give the right --endpoint.`;
  switch (error.name) {
    case 'CredentialsProviderError':
      return 'there are no AWS credentials: log in or set AWS_PROFILE, or give --endpoint for a local cloud.';
    case 'UnrecognizedClientException':
    case 'ExpiredTokenException':
    case 'ExpiredToken':
    case 'InvalidSignatureException':
      return `AWS does not accept the credentials (${error.message}): log in again.`;
    case 'QueryFailed':
    case 'Refusal':
    case 'UnfinishedSwap':
      return error.message;
    default:
      return '$metadata' in error ? `${place} answers ${error.name}: ${error.message}` : undefined;
  }
};
