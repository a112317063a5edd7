import type { UpdateWorkGroupCommandInput, WorkGroupConfigurationUpdates } from '@aws-sdk/client-athena';
import type { AthenaState } from '../athena-state.js';
import { refuseMembers } from '../errors.js';
import type { WorkGroupRecord } from '../work-group.js';
import { checkSettings, UNSUPPORTED_RESULT_SETTINGS, UNSUPPORTED_SETTINGS } from './work-group-settings.js';

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_UpdateWorkGroup.html */
export const updateWorkGroup = (
  { WorkGroup, Description, State, ConfigurationUpdates = {} }: UpdateWorkGroupCommandInput,
  state: AthenaState,
): Record<string, never> => {
  const before = state.workGroup(WorkGroup);
  const { ResultConfigurationUpdates = {} } = ConfigurationUpdates;
  refuseMembers(ConfigurationUpdates, UNSUPPORTED_SETTINGS);
  refuseMembers(ResultConfigurationUpdates, UNSUPPORTED_RESULT_SETTINGS);
  checkSettings(ConfigurationUpdates, ResultConfigurationUpdates.OutputLocation);
  state.workGroups.set(before.name, {
    ...before,
    ...updated(before, ConfigurationUpdates),
    description: Description ?? before.description,
    enabled: State === undefined ? before.enabled : State === 'ENABLED',
  });
  return {};
};

const updated = (
  before: WorkGroupRecord,
  updates: WorkGroupConfigurationUpdates,
): Pick<WorkGroupRecord, 'enforced' | 'outputLocation' | 'scanCutoffBytes'> => {
  const { OutputLocation, RemoveOutputLocation } = updates.ResultConfigurationUpdates ?? {};
  return {
    enforced: updates.EnforceWorkGroupConfiguration ?? before.enforced,
    outputLocation: RemoveOutputLocation === true ? undefined : (OutputLocation ?? before.outputLocation),
    scanCutoffBytes:
      updates.RemoveBytesScannedCutoffPerQuery === true
        ? undefined
        : (updates.BytesScannedCutoffPerQuery ?? before.scanCutoffBytes),
  };
};
