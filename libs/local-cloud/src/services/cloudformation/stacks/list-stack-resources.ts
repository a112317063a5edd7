import type {
  ListStackResourcesInput,
  ListStackResourcesOutput,
  StackResourceSummary,
} from '@aws-sdk/client-cloudformation';
import { requireStack, type CloudFormationState } from '../cloudformation-state.js';
import { pageOf } from '../page.js';

const PAGE = 100;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackResources.html */
export const listStackResources = (
  { StackName, NextToken }: ListStackResourcesInput,
  state: CloudFormationState,
): ListStackResourcesOutput => {
  const { items, ...next } = pageOf(requireStack(StackName, state).resources, NextToken, PAGE);
  return {
    StackResourceSummaries: items.map((resource) => ({
      LogicalResourceId: resource.logicalId,
      PhysicalResourceId: resource.physicalId,
      ResourceType: resource.type,
      LastUpdatedTimestamp: new Date(resource.updatedAtMs),
      ResourceStatus: resource.status as StackResourceSummary['ResourceStatus'],
      ...(resource.reason !== undefined && { ResourceStatusReason: resource.reason }),
      DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
    })),
    ...next,
  };
};
