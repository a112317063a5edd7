import { arnOf, type CloudContext } from '../core/cloud-context.js';

/** `arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/name:log-stream:2026/11/23/…` */
export const logStreamArn = (
  context: CloudContext,
  { logGroupName, logStreamName }: { readonly logGroupName: string; readonly logStreamName: string },
): string => arnOf(context, 'logs', `log-group:${logGroupName}:log-stream:${logStreamName}`);
