import type { CreateWorkGroupCommandInput } from '@aws-sdk/client-athena';
import type { AthenaState } from '../athena-state.js';
import { invalidRequest, refuseMembers } from '../errors.js';
import { checkSettings, UNSUPPORTED_RESULT_SETTINGS, UNSUPPORTED_SETTINGS } from './work-group-settings.js';

const NAME = /^[a-zA-Z0-9._-]{1,128}$/;

/**
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_CreateWorkGroup.html
 *
 * Differs: Tags are refused.
 */
export const createWorkGroup = (input: CreateWorkGroupCommandInput, state: AthenaState): Record<string, never> => {
  const { Name = '', Description, Configuration = {} } = input;
  refuseMembers(input, ['Tags']);
  refuseMembers(Configuration, UNSUPPORTED_SETTINGS);
  refuseMembers(Configuration.ResultConfiguration ?? {}, UNSUPPORTED_RESULT_SETTINGS);
  if (!NAME.test(Name)) throw invalidRequest(`name must satisfy regular expression pattern: ${NAME.source}`);
  if (state.workGroups.has(Name)) throw invalidRequest(`WorkGroup ${Name} is already created`);
  const outputLocation = Configuration.ResultConfiguration?.OutputLocation;
  checkSettings(Configuration, outputLocation);
  state.workGroups.set(Name, {
    name: Name,
    description: Description,
    enabled: true,
    createdAtMs: state.context.clock.now(),
    outputLocation,
    enforced: Configuration.EnforceWorkGroupConfiguration ?? true,
    scanCutoffBytes: Configuration.BytesScannedCutoffPerQuery,
  });
  return {};
};
