import type { EventSourceMappingConfiguration, UpdateEventSourceMappingRequest } from '@aws-sdk/client-lambda';
import type { LambdaState } from '../lambda-state.js';
import { describeMapping } from './describe-mapping.js';

/** What is under way ends first. https://docs.aws.amazon.com/lambda/latest/api/API_UpdateEventSourceMapping.html */
export const updateEventSourceMapping = async (
  input: UpdateEventSourceMappingRequest,
  state: LambdaState,
): Promise<EventSourceMappingConfiguration> => describeMapping(await state.mappings.update(input.UUID, input, state));
