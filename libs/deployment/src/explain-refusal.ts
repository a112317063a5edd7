import type { Connection } from './connection.js';
import { UserError } from './user-error.js';

const UNREACHABLE: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ETIMEDOUT',
]);

/**
 * One sentence that says why nobody was let in, and what to do: for what the user can put right, a place where nothing
 * answers, and credentials that are missing or not accepted. Undefined for any other error.
 */
export const explainRefusal = (error: unknown, connection: Connection): string | undefined => {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof UserError) return error.message;
  if ('code' in error && UNREACHABLE.has(error.code)) return nothingAnswers(connection);
  switch (error.name) {
    case 'CredentialsProviderError':
      return 'There are no AWS credentials: log in or set AWS_PROFILE, or give --endpoint for a local cloud.';
    case 'UnrecognizedClientException':
    case 'ExpiredTokenException':
    case 'ExpiredToken':
    case 'InvalidSignatureException':
      return `AWS does not accept the credentials (${error.message}): log in again.`;
    default:
      return undefined;
  }
};

const nothingAnswers = ({ place, isAsDeployed }: Connection): string =>
  isAsDeployed
    ? `Nothing answers at ${place}, where the last deployment was: start the local cloud again with "npm start", deploy anew, or give the right --endpoint.`
    : `Nothing answers at ${place}: start the local cloud with "npm start", or give the right --endpoint.`;
