import type { CreateEventSourceMappingRequest, EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import type { LambdaState } from '../lambda-state.js';
import { describeMapping } from './describe-mapping.js';

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html */
export const createEventSourceMapping = async (
  input: CreateEventSourceMappingRequest,
  state: LambdaState,
): Promise<EventSourceMappingConfiguration> => describeMapping(await state.mappings.create(input, state));
