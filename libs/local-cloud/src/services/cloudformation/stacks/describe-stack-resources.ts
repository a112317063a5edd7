import type {
  DescribeStackResourceInput,
  DescribeStackResourceOutput,
  DescribeStackResourcesInput,
  DescribeStackResourcesOutput,
  StackResource as DescribedResource,
} from '@aws-sdk/client-cloudformation';
import type { StackRecord, StackResource } from '../../../core/stacks/stack.js';
import { requireStack, type CloudFormationState } from '../cloudformation-state.js';
import { validationError } from '../errors.js';

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
    StackResources: resources.map((resource) => ({
      ...identityOf(stack, resource),
      Timestamp: new Date(resource.updatedAtMs),
    })),
  };
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResource.html */
export const describeStackResource = (
  { StackName, LogicalResourceId = '' }: DescribeStackResourceInput,
  state: CloudFormationState,
): DescribeStackResourceOutput => {
  const stack = requireStack(StackName, state);
  const resource = stack.resources.find(({ logicalId }) => logicalId === LogicalResourceId);
  if (!resource) throw resourceNotFound(LogicalResourceId, stack);
  return {
    StackResourceDetail: {
      ...identityOf(stack, resource),
      LastUpdatedTimestamp: new Date(resource.updatedAtMs),
      Metadata: '{}',
    },
  };
};

const identityOf = (stack: StackRecord, resource: StackResource): Omit<DescribedResource, 'Timestamp'> => ({
  StackName: stack.name,
  StackId: stack.id,
  LogicalResourceId: resource.logicalId,
  PhysicalResourceId: resource.physicalId,
  ResourceType: resource.type,
  ResourceStatus: resource.status as DescribedResource['ResourceStatus'],
  ...(resource.reason !== undefined && { ResourceStatusReason: resource.reason }),
  DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
});

/** The stack by its name, or the one that a resource belongs to; both at once are refused. */
const stackOf = (
  { StackName, PhysicalResourceId }: Pick<DescribeStackResourcesInput, 'StackName' | 'PhysicalResourceId'>,
  state: CloudFormationState,
): StackRecord => {
  if (StackName !== undefined && PhysicalResourceId !== undefined)
    throw validationError('Both StackName and PhysicalResourceId cannot be specified');
  if (StackName !== undefined) return requireStack(StackName, state);
  if (PhysicalResourceId === undefined)
    throw validationError('Either StackName or PhysicalResourceId must be specified');
  const owner = state.stacks
    .all()
    .find(({ resources }) => resources.some(({ physicalId }) => physicalId === PhysicalResourceId));
  if (!owner) throw validationError(`Stack for ${PhysicalResourceId} does not exist`);
  return owner;
};

const resourceNotFound = (logicalId: string, { name }: StackRecord) =>
  validationError(`Resource ${logicalId} does not exist for stack ${name}`);
