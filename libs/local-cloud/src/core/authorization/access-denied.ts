import { AwsError } from '@sales-cdc/aws-wire';
import type { Access } from './authorization.js';

/** Code and HTTP status by service; the JSON protocols share one. */
const DENIALS: Readonly<Record<string, { readonly code: string; readonly status: number }>> = {
  lambda: { code: 'AccessDeniedException', status: 403 },
  s3: { code: 'AccessDenied', status: 403 },
  sns: { code: 'AuthorizationErrorException', status: 403 },
  sqs: { code: 'AccessDenied', status: 403 },
  sts: { code: 'AccessDenied', status: 403 },
};
const JSON_DENIAL = { code: 'AccessDeniedException', status: 400 };

/**
 * The error of the action's service.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export const accessDenied = (principal: string, { action, resource }: Access, because: string): AwsError => {
  const { code, status } = DENIALS[action.split(':')[0] ?? ''] ?? JSON_DENIAL;
  const message = `User: ${principal} is not authorized to perform: ${action} on resource: ${resource} ${because}`;
  return new AwsError(code, message, status);
};

/** Whether an error is a refusal by IAM, which has been told already by whoever refused. */
export const isAccessDenied = (error: unknown): error is AwsError =>
  error instanceof AwsError &&
  (error.code === 'AccessDenied' ||
    error.code === 'AccessDeniedException' ||
    error.code === 'AuthorizationErrorException');
