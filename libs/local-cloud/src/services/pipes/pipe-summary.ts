import type { StartPipeResponse } from '@aws-sdk/client-pipes';
import type { Pipe } from './pipe/pipe.js';

/** The members that every answer about a pipe has. */
export const pipeSummary = ({ arn, name, stored, currentState }: Pipe): Required<StartPipeResponse> => ({
  Arn: arn,
  Name: name,
  DesiredState: stored.desiredState,
  CurrentState: currentState,
  CreationTime: new Date(stored.createdAtMs),
  LastModifiedTime: new Date(stored.modifiedAtMs),
});
