import type { DescribeStackEventsInput, DescribeStackEventsOutput, StackEvent } from '@aws-sdk/client-cloudformation';
import { requireStack, type CloudFormationState } from '../cloudformation-state.js';
import { validationError } from '../errors.js';
import { pageFromNewest } from '../page.js';

const PAGE = 100;

/** The newest first. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html */
export const describeStackEvents = (
  { StackName, NextToken }: DescribeStackEventsInput,
  state: CloudFormationState,
): DescribeStackEventsOutput => {
  if (StackName === undefined || !state.stacks.find(StackName))
    throw validationError(`Stack [${StackName ?? ''}] does not exist`);
  const { id, name, events } = requireStack(StackName, state);
  const { items, ...next } = pageFromNewest(events, NextToken, PAGE);
  return {
    StackEvents: items.map(
      (event): StackEvent => ({
        StackId: id,
        StackName: name,
        EventId: event.id,
        LogicalResourceId: event.logicalId,
        PhysicalResourceId: event.physicalId,
        ResourceType: event.type,
        Timestamp: new Date(event.atMs),
        ResourceStatus: event.status as StackEvent['ResourceStatus'],
        ...(event.reason !== undefined && { ResourceStatusReason: event.reason }),
        ...(event.properties && { ResourceProperties: JSON.stringify(event.properties) }),
        ...(event.token !== undefined && { ClientRequestToken: event.token }),
      }),
    ),
    ...next,
  };
};
