import type { GetWorkGroupCommandInput, WorkGroup } from '@aws-sdk/client-athena';
import type { AthenaState } from './athena-state.js';

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_GetWorkGroup.html */
export const getWorkGroup = (
  input: GetWorkGroupCommandInput,
  state: AthenaState,
): { readonly WorkGroup: WorkGroup } => {
  const { name, description, enabled, createdAtMs, outputLocation, enforced, scanCutoffBytes } = state.workGroup(
    input.WorkGroup,
  );
  return {
    WorkGroup: {
      Name: name,
      ...(description !== undefined && { Description: description }),
      State: enabled ? 'ENABLED' : 'DISABLED',
      CreationTime: new Date(createdAtMs),
      Configuration: {
        ResultConfiguration: outputLocation === undefined ? {} : { OutputLocation: outputLocation },
        EnforceWorkGroupConfiguration: enforced,
        PublishCloudWatchMetricsEnabled: false,
        RequesterPaysEnabled: false,
        ...(scanCutoffBytes !== undefined && { BytesScannedCutoffPerQuery: scanCutoffBytes }),
        EngineVersion: { SelectedEngineVersion: 'AUTO', EffectiveEngineVersion: 'Athena engine version 3' },
      },
    },
  };
};
