import type { ListEventSourceMappingsRequest, ListEventSourceMappingsResponse } from '@aws-sdk/client-lambda';
import type { LambdaState } from '../lambda-state.js';
import { describeMapping } from './describe-mapping.js';
import { mappingSource } from './mapping-settings.js';

const MAX_PAGE = 100;

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListEventSourceMappings.html The marker is the last id of the page before. */
export const listEventSourceMappings = (
  { FunctionName, EventSourceArn, Marker = '', MaxItems }: ListEventSourceMappingsRequest,
  { functions, mappings }: LambdaState,
): ListEventSourceMappingsResponse => {
  if (EventSourceArn !== undefined) mappingSource(EventSourceArn);
  const name = FunctionName === undefined ? undefined : functions.require(FunctionName).configuration.name;
  const matching = mappings.all.filter(
    ({ stored: { uuid, settings } }) =>
      uuid > Marker &&
      (name ?? settings.functionName) === settings.functionName &&
      (EventSourceArn ?? settings.eventSourceArn) === settings.eventSourceArn,
  );
  const page = matching.slice(0, Math.min(MaxItems ?? MAX_PAGE, MAX_PAGE));
  const last = page.at(-1);
  return {
    EventSourceMappings: page.map(describeMapping),
    ...(last && page.length < matching.length && { NextMarker: last.stored.uuid }),
  };
};
