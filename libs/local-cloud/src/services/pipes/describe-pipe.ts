import type { DescribePipeRequest, DescribePipeResponse } from '@aws-sdk/client-pipes';
import { pipeSummary } from './pipe-summary.js';
import type { PipesState } from './pipes-state.js';

/** https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_DescribePipe.html */
export const describePipe = ({ Name }: DescribePipeRequest, pipes: PipesState): DescribePipeResponse => {
  const pipe = pipes.require(Name);
  const { Source, Target, RoleArn, SourceParameters, TargetParameters, LogConfiguration } = pipe.properties;
  const { FilterCriteria, DynamoDBStreamParameters } = SourceParameters;
  return {
    ...pipeSummary(pipe),
    DesiredState: pipe.stored.desiredState,
    StateReason: pipe.stateReason,
    RoleArn,
    Source,
    SourceParameters: {
      DynamoDBStreamParameters,
      ...(FilterCriteria && { FilterCriteria: { Filters: [...(FilterCriteria.Filters ?? [])] } }),
    },
    Target,
    TargetParameters,
    ...(LogConfiguration && { LogConfiguration: { ...LogConfiguration, Level: LogConfiguration.Level ?? 'OFF' } }),
  };
};
