import { join } from 'node:path';
import { arnOf, type CloudContext } from '../../core/cloud-context.js';
import type { CloudService } from '../../core/service.js';
import { LogFiles } from './log-files.js';
import type { LogsApi } from './logs-api.js';
import { logGroupProvisioner, logStreamProvisioner } from './provisioners.js';

export interface Logs extends CloudService {
  readonly api: LogsApi;
}

/** CloudWatch Logs as files: `<data directory>/logs/<log group>/<log stream>.log`, one JSON line per event. */
export const createLogs = (context: CloudContext): Logs => {
  const files = new LogFiles(join(context.dataDirectory, 'logs'), context.clock);
  return {
    api: { append: (input) => files.append(input) },
    provisioners: [
      logGroupProvisioner((name) => arnOf(context, 'logs', `log-group:${name}:*`), files),
      logStreamProvisioner,
    ],
    [Symbol.asyncDispose]: () => files.idle(),
  };
};
