import { join } from 'node:path';
import type { CloudContext } from '../../core/cloud-context.js';
import { bindOperations } from '../../core/operation.js';
import type { CloudService } from '../../core/service.js';
import { LogFiles } from './log-files.js';
import { LogGroups } from './log-groups.js';
import type { AppendLogEventsInput, LogsApi } from './logs-api.js';
import type { LogsState } from './logs-state.js';
import { operations, type LogsOperations } from './operations.js';
import { logGroupProvisioner, logStreamProvisioner } from './provisioners.js';

export interface LogsPorts {
  /** Told of all that is logged once it is written: metrics can lie in log lines. */
  onLogged?(input: AppendLogEventsInput): void;
}

export interface Logs extends CloudService {
  /** What other services do with logs. */
  readonly api: LogsApi;
  /** What callers from outside do. */
  readonly operations: LogsOperations;
}

/** CloudWatch Logs as files: `<data directory>/logs/<log group>/<log stream>.log`, one JSON line per event. */
export const createLogs = async (context: CloudContext, ports: LogsPorts = {}): Promise<Logs> => {
  const root = join(context.dataDirectory, 'logs');
  const groups = await LogGroups.open(context.disk, root, context.clock);
  const files = new LogFiles(context.disk, root, context.clock, groups);
  const append = async (input: AppendLogEventsInput): Promise<void> => {
    await files.append(input);
    ports.onLogged?.(input);
  };
  const state: LogsState = { context, groups, files, append };
  const bound = bindOperations(operations, state);
  return {
    api: { append },
    operations: bound,
    wire: {
      signingName: 'logs',
      protocols: [{ kind: 'json', version: '1.1', targetPrefix: 'Logs_20140328' }],
      schemas: () => import('@aws-sdk/client-cloudwatch-logs'),
      operations: { ...bound },
    },
    provisioners: [logGroupProvisioner(state), logStreamProvisioner(state)],
    [Symbol.asyncDispose]: () => files.idle(),
  };
};
