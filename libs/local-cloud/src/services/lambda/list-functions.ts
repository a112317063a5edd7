import type { ListFunctionsRequest, ListFunctionsResponse } from '@aws-sdk/client-lambda';
import { describeFunction } from './get-function-configuration.js';
import type { LambdaState } from './lambda-state.js';

const MAX_PAGE = 50;

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html The marker is the last name of the page before. */
export const listFunctions = (
  { Marker, MaxItems }: ListFunctionsRequest,
  { functions }: LambdaState,
): ListFunctionsResponse => {
  const rest = functions.all().filter(({ configuration }) => Marker === undefined || configuration.name > Marker);
  const page = rest.slice(0, Math.min(MaxItems ?? MAX_PAGE, MAX_PAGE));
  const last = page.at(-1)?.configuration.name;
  return {
    Functions: page.map(({ configuration }) => describeFunction(configuration)),
    ...(page.length < rest.length && last !== undefined && { NextMarker: last }),
  };
};
