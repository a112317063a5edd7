export { createLogs, type Logs } from './create-logs.js';
export { type AppendLogEventsInput, type LogEvent, type LogsApi } from './logs-api.js';
