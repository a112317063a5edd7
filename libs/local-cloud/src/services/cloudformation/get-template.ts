import type { GetTemplateInput, GetTemplateOutput } from '@aws-sdk/client-cloudformation';
import { validationError, type CloudFormationState } from './cloudformation-state.js';

/**
 * The template as it was synthesized; it has no transforms, so both of its stages are the same.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplate.html
 */
export const getTemplate = (
  { StackName, ChangeSetName }: GetTemplateInput,
  state: CloudFormationState,
): GetTemplateOutput => {
  if (ChangeSetName !== undefined) throw validationError('The local cloud has no change sets.');
  return {
    TemplateBody: JSON.stringify(state.require(StackName).template, null, 2),
    StagesAvailable: ['Original', 'Processed'],
  };
};
