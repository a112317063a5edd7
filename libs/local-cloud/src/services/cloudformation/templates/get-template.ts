import type { GetTemplateInput, GetTemplateOutput } from '@aws-sdk/client-cloudformation';
import { requireChangeSet } from '../change-sets/require-change-set.js';
import { requireStack, type CloudFormationState } from '../cloudformation-state.js';

/** Both stages are the same, as templates with transforms are refused. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplate.html */
export const getTemplate = (
  { StackName, ChangeSetName }: GetTemplateInput,
  state: CloudFormationState,
): GetTemplateOutput => {
  const source =
    ChangeSetName === undefined ? requireStack(StackName, state) : requireChangeSet(ChangeSetName, StackName, state);
  // By this the CDK CLI knows that nothing has been deployed yet.
  if (source.status === 'REVIEW_IN_PROGRESS') return { StagesAvailable: [] };
  const { definition } = source;
  return { TemplateBody: definition.templateBody, StagesAvailable: ['Original', 'Processed'] };
};
