import type { ListChangeSetsInput, ListChangeSetsOutput } from '@aws-sdk/client-cloudformation';
import { requireStack, type CloudFormationState } from '../cloudformation-state.js';
import { pageOf } from '../page.js';
import { executionOf } from './describe-change-set.js';

const PAGE = 100;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListChangeSets.html */
export const listChangeSets = (
  { StackName, NextToken }: ListChangeSetsInput,
  state: CloudFormationState,
): ListChangeSetsOutput => {
  const { items, ...next } = pageOf(state.changeSets.of(requireStack(StackName, state).id), NextToken, PAGE);
  return {
    Summaries: items.map((changeSet) => ({
      StackId: changeSet.stackId,
      StackName: changeSet.stackName,
      ChangeSetId: changeSet.id,
      ChangeSetName: changeSet.name,
      ExecutionStatus: executionOf(changeSet, state),
      Status: changeSet.status,
      StatusReason: changeSet.reason,
      CreationTime: new Date(changeSet.createdAtMs),
      Description: changeSet.description,
      IncludeNestedStacks: false,
    })),
    ...next,
  };
};
