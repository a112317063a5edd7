import type { ListStackResourcesInput, ListStackResourcesOutput } from '@aws-sdk/client-cloudformation';
import { validationError, type CloudFormationState } from './cloudformation-state.js';

const PAGE = 100;

/** The token is the last logical id of the page before. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackResources.html */
export const listStackResources = (
  { StackName, NextToken }: ListStackResourcesInput,
  state: CloudFormationState,
): ListStackResourcesOutput => {
  const { resources, createdAt } = state.require(StackName);
  const start = NextToken === undefined ? 0 : resources.findIndex(({ logicalId }) => logicalId === NextToken) + 1;
  if (NextToken !== undefined && start === 0) throw validationError('The NextToken is not one that was given.');
  const page = resources.slice(start, start + PAGE);
  const last = page.at(-1)?.logicalId;
  return {
    StackResourceSummaries: page.map(({ logicalId, physicalId, type }) => ({
      LogicalResourceId: logicalId,
      PhysicalResourceId: physicalId,
      ResourceType: type,
      LastUpdatedTimestamp: createdAt,
      ResourceStatus: 'CREATE_COMPLETE',
      DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
    })),
    ...(last !== undefined && start + PAGE < resources.length && { NextToken: last }),
  };
};
