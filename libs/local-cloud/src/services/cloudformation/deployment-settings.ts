import type { DeploymentConfig, RollbackConfiguration } from '@aws-sdk/client-cloudformation';
import { refuseSettings } from './errors.js';

/** What the operations that begin something can be told about how it goes; the CDK CLI always says `STANDARD`. */
export interface DeploymentSettings {
  readonly DeploymentConfig?: DeploymentConfig | undefined;
  readonly RollbackConfiguration?: RollbackConfiguration | undefined;
  readonly NotificationARNs?: readonly string[] | undefined;
  readonly ResourceTypes?: readonly string[] | undefined;
  readonly DisableValidation?: boolean | undefined;
}

const COMMON = ['NotificationARNs', 'ResourceTypes', 'DisableValidation'];

/** Throws ValidationError with the names of the settings that have no effect here: those given, and those of every operation. */
export const refuseDeploymentSettings = (
  operation: string,
  input: DeploymentSettings,
  names: readonly string[] = [],
): void => {
  refuseSettings(operation, input, [...COMMON, ...names]);
  const { DeploymentConfig: config = {}, RollbackConfiguration: rollback = {} } = input;
  refuseSettings(
    operation,
    {
      'DeploymentConfig.Mode': (config.Mode ?? 'STANDARD') !== 'STANDARD',
      'DeploymentConfig.DisableRollback': config.DisableRollback,
      'RollbackConfiguration.RollbackTriggers': rollback.RollbackTriggers,
      'RollbackConfiguration.MonitoringTimeInMinutes': (rollback.MonitoringTimeInMinutes ?? 0) > 0,
    },
    [
      ...['DeploymentConfig.Mode', 'DeploymentConfig.DisableRollback'],
      ...['RollbackConfiguration.RollbackTriggers', 'RollbackConfiguration.MonitoringTimeInMinutes'],
    ],
  );
};
