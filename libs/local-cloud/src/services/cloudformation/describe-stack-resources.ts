import type {
  DescribeStackResourceInput,
  DescribeStackResourceOutput,
  DescribeStackResourcesInput,
  DescribeStackResourcesOutput,
} from '@aws-sdk/client-cloudformation';
import { validationError, type CloudFormationState, type DeployedStack } from './cloudformation-state.js';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResources.html */
export const describeStackResources = (
  { StackName, LogicalResourceId, PhysicalResourceId }: DescribeStackResourcesInput,
  state: CloudFormationState,
): DescribeStackResourcesOutput => {
  const stack = stackOf({ StackName, PhysicalResourceId }, state);
  const resources = stack.resources.filter(
    ({ logicalId }) => LogicalResourceId === undefined || logicalId === LogicalResourceId,
  );
  if (LogicalResourceId !== undefined && resources.length === 0) throw resourceNotFound(LogicalResourceId, stack);
  return {
    StackResources: resources.map(({ logicalId, physicalId, type }) => ({
      StackName: stack.name,
      StackId: stack.id,
      LogicalResourceId: logicalId,
      PhysicalResourceId: physicalId,
      ResourceType: type,
      Timestamp: stack.createdAt,
      ResourceStatus: 'CREATE_COMPLETE',
      DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
    })),
  };
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResource.html */
export const describeStackResource = (
  { StackName, LogicalResourceId = '' }: DescribeStackResourceInput,
  state: CloudFormationState,
): DescribeStackResourceOutput => {
  const stack = state.require(StackName);
  const resource = stack.resources.find(({ logicalId }) => logicalId === LogicalResourceId);
  if (!resource) throw resourceNotFound(LogicalResourceId, stack);
  return {
    StackResourceDetail: {
      StackName: stack.name,
      StackId: stack.id,
      LogicalResourceId,
      PhysicalResourceId: resource.physicalId,
      ResourceType: resource.type,
      LastUpdatedTimestamp: stack.createdAt,
      ResourceStatus: 'CREATE_COMPLETE',
      Metadata: '{}',
      DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
    },
  };
};

/** The stack by its name, or the one that a resource belongs to; both at once are refused. */
const stackOf = (
  { StackName, PhysicalResourceId }: Pick<DescribeStackResourcesInput, 'StackName' | 'PhysicalResourceId'>,
  state: CloudFormationState,
): DeployedStack => {
  if (StackName !== undefined && PhysicalResourceId !== undefined)
    throw validationError('Both StackName and PhysicalResourceId cannot be specified');
  if (StackName !== undefined) return state.require(StackName);
  if (PhysicalResourceId === undefined)
    throw validationError('Either StackName or PhysicalResourceId must be specified');
  const owner = state
    .all()
    .find(({ resources }) => resources.some(({ physicalId }) => physicalId === PhysicalResourceId));
  if (!owner) throw validationError(`Stack for ${PhysicalResourceId} does not exist`);
  return owner;
};

const resourceNotFound = (logicalId: string, { name }: DeployedStack) =>
  validationError(`Resource ${logicalId} does not exist for stack ${name}`);
