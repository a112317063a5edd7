import type { GetFunctionRequest, GetFunctionResponse } from '@aws-sdk/client-lambda';
import { describeFunction } from './get-function-configuration.js';
import type { LambdaState } from './lambda-state.js';

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html Differs: no Code, since there is no zip file to load. */
export const getFunction = (input: GetFunctionRequest, { functions }: LambdaState): GetFunctionResponse => {
  const { configuration } = functions.require(input.FunctionName, input.Qualifier);
  const { reservedConcurrency } = configuration;
  return {
    Configuration: describeFunction(configuration),
    ...(reservedConcurrency !== undefined && { Concurrency: { ReservedConcurrentExecutions: reservedConcurrency } }),
  };
};
