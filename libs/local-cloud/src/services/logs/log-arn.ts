import { arnOf, type CloudContext } from '../../core/cloud-context.js';

export const logGroupArn = (context: CloudContext, name: string): string => arnOf(context, 'logs', `log-group:${name}`);

export const logStreamArn = (context: CloudContext, group: string, stream: string): string =>
  `${logGroupArn(context, group)}:log-stream:${stream}`;
