import type { ListStacksInput, ListStacksOutput } from '@aws-sdk/client-cloudformation';
import type { CloudFormationState } from './cloudformation-state.js';
import { refuseToken } from './refuse-token.js';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStacks.html */
export const listStacks = (
  { StackStatusFilter = [], NextToken }: ListStacksInput,
  state: CloudFormationState,
): ListStacksOutput => {
  refuseToken(NextToken);
  const stacks = state
    .all()
    .filter(({ status }) => StackStatusFilter.length === 0 || StackStatusFilter.includes(status));
  return {
    StackSummaries: stacks.map(({ id, name, createdAt, status }) => ({
      StackId: id,
      StackName: name,
      CreationTime: createdAt,
      StackStatus: status,
      DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
    })),
  };
};
