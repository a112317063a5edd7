import type { StopPipeRequest, StopPipeResponse } from '@aws-sdk/client-pipes';
import { pipeSummary } from './pipe-summary.js';
import type { PipesState } from './pipes-state.js';

/** https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_StopPipe.html */
export const stopPipe = async ({ Name }: StopPipeRequest, pipes: PipesState): Promise<StopPipeResponse> => {
  const pipe = pipes.require(Name);
  await pipe.desire('STOPPED');
  return pipeSummary(pipe);
};
