/**
 * What an error of the table means for the write that met it.
 * - `throttled`: not done; try again.
 * - `unclear`: it may or may not have been done (a 5xx, a lost connection, no answer in time); try again.
 * - `condition`: not done, because the item is not as the write expected.
 * - `final`: not done, and would not be done the next time.
 */
export type Failure = 'throttled' | 'unclear' | 'condition' | 'final';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html */
const THROTTLES: ReadonlySet<string> = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
]);

/** The SDK's own name for an answer that did not come in time. */
const TIMEOUT = 'TimeoutError';

export const failureOf = (error: unknown): Failure => {
  const { name, code, $metadata } = error as { name?: string; code?: unknown; $metadata?: { httpStatusCode?: number } };
  if (name === 'ConditionalCheckFailedException') return 'condition';
  if (name !== undefined && THROTTLES.has(name)) return 'throttled';
  const status = $metadata?.httpStatusCode;
  if (status !== undefined) return status >= 500 ? 'unclear' : 'final';
  // Without an answer there is no status; errors of the network carry the system's code, such as ECONNRESET.
  return name === TIMEOUT || (typeof code === 'string' && /^E[A-Z_]+$/.test(code) && !code.startsWith('ERR_'))
    ? 'unclear'
    : 'final';
};
