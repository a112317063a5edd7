import type {
  DescribeStacksInput,
  DescribeStacksOutput,
  Output,
  Parameter,
  Stack,
} from '@aws-sdk/client-cloudformation';
import { templateOf } from '../../../core/stacks/stack-plans.js';
import { isDeleted } from '../../../core/stacks/stack-store.js';
import type { StackRecord } from '../../../core/stacks/stack.js';
import { requireStack, type CloudFormationState } from '../cloudformation-state.js';
import { pageOf } from '../page.js';
import { textOf } from '../value-text.js';

const PAGE = 100;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html */
export const describeStacks = (
  { StackName, NextToken }: DescribeStacksInput,
  state: CloudFormationState,
): DescribeStacksOutput => {
  const stacks =
    StackName === undefined
      ? state.stacks.all().filter((stack) => !isDeleted(stack))
      : [requireStack(StackName, state)];
  const { items, ...next } = pageOf(stacks, NextToken, PAGE);
  return { Stacks: items.map(describe), ...next };
};

const describe = (stack: StackRecord): Stack => {
  const { definition } = stack;
  return {
    StackId: stack.id,
    StackName: stack.name,
    ...descriptionOf(stack),
    Parameters: parametersOf(stack),
    CreationTime: new Date(stack.createdAtMs),
    ...(stack.updatedAtMs !== undefined && { LastUpdatedTime: new Date(stack.updatedAtMs) }),
    ...(stack.deletedAtMs !== undefined && { DeletionTime: new Date(stack.deletedAtMs) }),
    ...(stack.changeSetId !== undefined && { ChangeSetId: stack.changeSetId }),
    RollbackConfiguration: {},
    StackStatus: stack.status as Stack['StackStatus'],
    ...(stack.reason !== undefined && { StackStatusReason: stack.reason }),
    DisableRollback: stack.disableRollback,
    NotificationARNs: [],
    ...(definition.roleArn !== undefined && { RoleARN: definition.roleArn }),
    ...(definition.capabilities.length > 0 && { Capabilities: [...definition.capabilities] as Stack['Capabilities'] }),
    Outputs: outputsOf(stack),
    Tags: [...definition.tags],
    EnableTerminationProtection: stack.terminationProtection,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  };
};

const descriptionOf = ({ name, definition }: StackRecord): { readonly Description?: string } => {
  const { Description } = templateOf(name, definition);
  return Description === undefined ? {} : { Description };
};

const parametersOf = ({ name, definition }: StackRecord): Parameter[] =>
  Object.entries(templateOf(name, definition).Parameters ?? {}).map(([ParameterKey, { Default, NoEcho }]) => {
    const given = definition.parameters[ParameterKey] ?? textOf(Default ?? '');
    const stored = definition.storedParameters[ParameterKey];
    return {
      ParameterKey,
      ParameterValue: String(NoEcho) === 'true' ? '****' : given,
      ...(stored !== undefined && { ResolvedValue: stored }),
    };
  });

const outputsOf = ({ outputs }: StackRecord): Output[] =>
  Object.entries(outputs).map(([OutputKey, { value, exportName, description }]) => ({
    OutputKey,
    OutputValue: textOf(value),
    ...(description !== undefined && { Description: description }),
    ...(exportName !== undefined && { ExportName: exportName }),
  }));
