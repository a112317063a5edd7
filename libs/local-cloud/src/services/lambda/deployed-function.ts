import type { LogsApi } from '../logs/logs-api.js';
import type { FunctionAccess } from './function-access.js';
import type { FunctionConfiguration } from './function-configuration.js';
import type { ExecutionPool } from './execution-pool.js';

/** A function that can be invoked: what it is and where it runs. */
export interface DeployedFunction {
  readonly configuration: FunctionConfiguration;
  readonly pool: ExecutionPool;
  /** Under the function's execution role. */
  readonly logs: Pick<LogsApi, 'append'>;
  readonly access: FunctionAccess;
}
