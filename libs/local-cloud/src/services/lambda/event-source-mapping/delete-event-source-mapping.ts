import type { DeleteEventSourceMappingRequest, EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import type { LambdaState } from '../lambda-state.js';
import { describeMapping } from './describe-mapping.js';

/** https://docs.aws.amazon.com/lambda/latest/api/API_DeleteEventSourceMapping.html */
export const deleteEventSourceMapping = async (
  { UUID }: DeleteEventSourceMappingRequest,
  { mappings }: LambdaState,
): Promise<EventSourceMappingConfiguration> => ({
  ...describeMapping(await mappings.remove(UUID)),
  State: 'Deleting',
});
