import type { EventSourceMappingConfiguration, GetEventSourceMappingRequest } from '@aws-sdk/client-lambda';
import type { LambdaState } from '../lambda-state.js';
import { describeMapping } from './describe-mapping.js';

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetEventSourceMapping.html */
export const getEventSourceMapping = (
  { UUID }: GetEventSourceMappingRequest,
  { mappings }: LambdaState,
): EventSourceMappingConfiguration => describeMapping(mappings.require(UUID));
