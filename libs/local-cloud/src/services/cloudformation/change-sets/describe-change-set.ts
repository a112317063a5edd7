import type {
  Change,
  DescribeChangeSetInput,
  DescribeChangeSetOutput,
  ResourceChange,
} from '@aws-sdk/client-cloudformation';
import type { PlannedChange, PlannedPropertyChange } from '../../../core/stacks/plan-changes.js';
import type { CloudFormationState } from '../cloudformation-state.js';
import { pageOf } from '../page.js';
import type { ChangeSet } from './change-sets.js';
import { requireChangeSet } from './require-change-set.js';

/** AWS's pages end at 1 MB; these hold fewer changes than that. */
const PAGE = 100;

/**
 * Differs: with IncludePropertyValues, which the CDK CLI always sends, AWS also tells the values before and after; here
 * the properties are named only.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeChangeSet.html
 */
export const describeChangeSet = (
  { ChangeSetName, StackName, NextToken }: DescribeChangeSetInput,
  state: CloudFormationState,
): DescribeChangeSetOutput => {
  const changeSet = requireChangeSet(ChangeSetName, StackName, state);
  const { items, ...next } = pageOf(changeSet.changes, NextToken, PAGE);
  const { definition } = changeSet;
  return {
    ChangeSetName: changeSet.name,
    ChangeSetId: changeSet.id,
    StackId: changeSet.stackId,
    StackName: changeSet.stackName,
    ...(changeSet.description !== undefined && { Description: changeSet.description }),
    Parameters: Object.entries(definition.parameters).map(([ParameterKey, ParameterValue]) => ({
      ParameterKey,
      ParameterValue,
    })),
    CreationTime: new Date(changeSet.createdAtMs),
    ExecutionStatus: executionOf(changeSet, state),
    Status: changeSet.status,
    ...(changeSet.reason !== undefined && { StatusReason: changeSet.reason }),
    NotificationARNs: [],
    RollbackConfiguration: {},
    Capabilities: [...definition.capabilities] as DescribeChangeSetOutput['Capabilities'],
    Tags: [...definition.tags],
    Changes: items.map((change): Change => ({ Type: 'Resource', ResourceChange: describeChange(change) })),
    IncludeNestedStacks: false,
    ...next,
  };
};

/** How far the operation is that it was executed by. */
export const executionOf = (
  { execution, stackId }: ChangeSet,
  { stacks }: Pick<CloudFormationState, 'stacks'>,
): NonNullable<DescribeChangeSetOutput['ExecutionStatus']> => {
  if (execution !== 'EXECUTED') return execution;
  const status = stacks.find(stackId)?.status ?? '';
  if (status.includes('ROLLBACK') || status.endsWith('FAILED')) return 'EXECUTE_FAILED';
  return status.endsWith('_IN_PROGRESS') ? 'EXECUTE_IN_PROGRESS' : 'EXECUTE_COMPLETE';
};

const describeChange = (change: PlannedChange): ResourceChange => ({
  Action: change.action,
  LogicalResourceId: change.logicalId,
  ...(change.physicalId !== undefined && { PhysicalResourceId: change.physicalId }),
  ResourceType: change.type,
  ...policyActionOf(change),
  ...(change.action === 'Modify' && { Replacement: replacementOf(change.properties) }),
  Scope: change.action === 'Modify' ? ['Properties'] : [],
  Details: change.properties.map((property) => ({
    Target: {
      Attribute: 'Properties',
      Name: property.name,
      RequiresRecreation: RECREATION[property.behaviour],
    },
    Evaluation: property.isDynamic ? 'Dynamic' : 'Static',
    ChangeSource: property.isDynamic ? 'ResourceReference' : 'DirectModification',
  })),
});

const RECREATION = { none: 'Never', conditional: 'Conditionally', replacement: 'Always' } as const;

const replacementOf = (properties: readonly PlannedPropertyChange[]): 'True' | 'False' | 'Conditional' => {
  const replacing = properties.filter(({ behaviour }) => behaviour === 'replacement');
  if (replacing.some(({ isDynamic }) => !isDynamic)) return 'True';
  const mayReplace = replacing.length > 0 || properties.some(({ behaviour }) => behaviour === 'conditional');
  return mayReplace ? 'Conditional' : 'False';
};

const policyActionOf = (change: PlannedChange): Pick<ResourceChange, 'PolicyAction'> => {
  const keeps = (policy: string | undefined): boolean => policy?.startsWith('Retain') === true;
  if (change.action === 'Remove') return { PolicyAction: keeps(change.deletionPolicy) ? 'Retain' : 'Delete' };
  if (change.action === 'Add' || replacementOf(change.properties) === 'False') return {};
  return { PolicyAction: keeps(change.updateReplacePolicy) ? 'ReplaceAndRetain' : 'ReplaceAndDelete' };
};
