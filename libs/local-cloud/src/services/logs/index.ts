export { createLogs, type Logs, type LogsPorts } from './create-logs.js';
export { type AppendLogEventsInput, type LogEvent, type LogsApi } from './logs-api.js';
export { type LogsOperations } from './operations.js';
