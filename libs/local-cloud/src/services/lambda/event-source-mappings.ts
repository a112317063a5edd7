import { AwsError } from '@sales-cdc/aws-wire';
import type {
  CreateEventSourceMappingRequest,
  ListEventSourceMappingsRequest,
  ListEventSourceMappingsResponse,
} from '@aws-sdk/client-lambda';
import type { LambdaState } from './lambda-state.js';

/** There are none, since none can be made. https://docs.aws.amazon.com/lambda/latest/api/API_ListEventSourceMappings.html */
export const listEventSourceMappings = (
  { FunctionName }: ListEventSourceMappingsRequest,
  { functions }: LambdaState,
): ListEventSourceMappingsResponse => {
  if (FunctionName !== undefined) functions.require(FunctionName);
  return { EventSourceMappings: [] };
};

export const createEventSourceMapping = (_input: CreateEventSourceMappingRequest): never => {
  throw new AwsError(
    'InvalidParameterValueException',
    'The local cloud has no event source mappings: CreateEventSourceMapping is not supported.',
    400,
    { members: { Type: 'User' } },
  );
};
