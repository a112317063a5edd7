import type {
  DescribeStacksInput,
  DescribeStacksOutput,
  Output,
  Parameter,
  Stack,
} from '@aws-sdk/client-cloudformation';
import type { CloudFormationState, DeployedStack } from './cloudformation-state.js';
import { refuseToken } from './refuse-token.js';
import { textOf } from './value-text.js';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html */
export const describeStacks = (
  { StackName, NextToken }: DescribeStacksInput,
  state: CloudFormationState,
): DescribeStacksOutput => {
  refuseToken(NextToken);
  const stacks = StackName === undefined ? state.all() : [state.require(StackName)];
  return { Stacks: stacks.map(describe) };
};

const describe = (stack: DeployedStack): Stack => ({
  StackId: stack.id,
  StackName: stack.name,
  ...descriptionOf(stack),
  Parameters: parametersOf(stack),
  CreationTime: stack.createdAt,
  RollbackConfiguration: {},
  StackStatus: stack.status,
  DisableRollback: false,
  NotificationARNs: [],
  Outputs: outputsOf(stack),
  Tags: [],
  EnableTerminationProtection: false,
  DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
});

const descriptionOf = ({ template }: DeployedStack): { readonly Description?: string } => {
  const { Description } = template as { readonly Description?: unknown };
  return typeof Description === 'string' ? { Description } : {};
};

/** A local run gives no parameter a value of its own. */
const parametersOf = ({ template }: DeployedStack): Parameter[] =>
  Object.entries(template.Parameters ?? {}).map(([ParameterKey, { Default }]) => ({
    ParameterKey,
    ParameterValue: textOf(Default ?? ''),
  }));

const outputsOf = ({ outputs }: DeployedStack): Output[] =>
  Object.entries(outputs).map(([OutputKey, { value, exportName, description }]) => ({
    OutputKey,
    OutputValue: textOf(value),
    ...(description !== undefined && { Description: description }),
    ...(exportName !== undefined && { ExportName: exportName }),
  }));
