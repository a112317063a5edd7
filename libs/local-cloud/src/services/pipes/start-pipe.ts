import type { StartPipeRequest, StartPipeResponse } from '@aws-sdk/client-pipes';
import { pipeSummary } from './pipe-summary.js';
import type { PipesState } from './pipes-state.js';

/**
 * Differs: AWS takes a minute or two and answers STARTING; here the pipe runs at once.
 * https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_StartPipe.html
 */
export const startPipe = async ({ Name }: StartPipeRequest, pipes: PipesState): Promise<StartPipeResponse> => {
  const pipe = pipes.require(Name);
  await pipe.desire('RUNNING');
  return pipeSummary(pipe);
};
