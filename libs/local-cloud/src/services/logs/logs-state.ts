import type { CloudContext } from '../../core/cloud-context.js';
import type { LogFiles } from './log-files.js';
import type { LogGroups } from './log-groups.js';
import type { AppendLogEventsInput } from './logs-api.js';

/** What the operations of CloudWatch Logs work on. */
export interface LogsState {
  readonly context: CloudContext;
  readonly groups: LogGroups;
  readonly files: LogFiles;
  /** The one way by which events get in. */
  append(input: AppendLogEventsInput): Promise<void>;
}
