import type { ListStacksInput, ListStacksOutput, StackSummary } from '@aws-sdk/client-cloudformation';
import { templateOf } from '../../../core/stacks/stack-plans.js';
import type { CloudFormationState } from '../cloudformation-state.js';
import { pageOf } from '../page.js';

const PAGE = 100;

/** The deleted ones too. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStacks.html */
export const listStacks = (
  { StackStatusFilter = [], NextToken }: ListStacksInput,
  { stacks }: CloudFormationState,
): ListStacksOutput => {
  const wanted = stacks
    .all()
    .filter(({ status }) => StackStatusFilter.length === 0 || (StackStatusFilter as string[]).includes(status));
  const { items, ...next } = pageOf(wanted, NextToken, PAGE);
  return {
    StackSummaries: items.map((stack) => ({
      StackId: stack.id,
      StackName: stack.name,
      TemplateDescription: templateOf(stack.name, stack.definition).Description,
      CreationTime: new Date(stack.createdAtMs),
      ...(stack.updatedAtMs !== undefined && { LastUpdatedTime: new Date(stack.updatedAtMs) }),
      ...(stack.deletedAtMs !== undefined && { DeletionTime: new Date(stack.deletedAtMs) }),
      StackStatus: stack.status as StackSummary['StackStatus'],
      ...(stack.reason !== undefined && { StackStatusReason: stack.reason }),
      DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
    })),
    ...next,
  };
};
