import type { ListPipesRequest, ListPipesResponse } from '@aws-sdk/client-pipes';
import { AwsError } from '@sales-cdc/aws-wire';
import type { Pipe } from './pipe/pipe.js';
import { pipeSummary } from './pipe-summary.js';
import type { PipesState } from './pipes-state.js';

const MAXIMUM_LIMIT = 100;

/** https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_ListPipes.html */
export const listPipes = (input: ListPipesRequest, pipes: PipesState): ListPipesResponse => {
  const limit = input.Limit ?? MAXIMUM_LIMIT;
  if (!Number.isInteger(limit) || limit < 1 || limit > MAXIMUM_LIMIT)
    throw new AwsError(
      'ValidationException',
      `Value '${limit}' at 'limit' failed to satisfy constraint: it must be a whole number from 1 to ${MAXIMUM_LIMIT}.`,
    );
  const matching = pipes.all.filter((pipe) => matches(pipe, input) && pipe.name > (input.NextToken ?? ''));
  const page = matching.slice(0, limit);
  const last = page.at(-1);
  return {
    Pipes: page.map((pipe) => ({
      ...pipeSummary(pipe),
      StateReason: pipe.stateReason,
      Source: pipe.properties.Source,
      Target: pipe.properties.Target,
    })),
    ...(last && matching.length > page.length && { NextToken: last.name }),
  };
};

const matches = ({ name, stored, currentState, properties }: Pipe, input: ListPipesRequest): boolean =>
  name.startsWith(input.NamePrefix ?? '') &&
  properties.Source.startsWith(input.SourcePrefix ?? '') &&
  properties.Target.startsWith(input.TargetPrefix ?? '') &&
  stored.desiredState === (input.DesiredState ?? stored.desiredState) &&
  currentState === (input.CurrentState ?? currentState);
