import type { ValidateTemplateInput, ValidateTemplateOutput } from '@aws-sdk/client-cloudformation';
import type { CloudFormationState } from '../cloudformation-state.js';
import { getTemplateSummary } from './get-template-summary.js';

/** The shape of the template only, as on AWS. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ValidateTemplate.html */
export const validateTemplate = async (
  { TemplateBody, TemplateURL }: ValidateTemplateInput,
  state: CloudFormationState,
): Promise<ValidateTemplateOutput> => {
  const summary = await getTemplateSummary({ TemplateBody, TemplateURL }, state);
  const { Description, Capabilities, CapabilitiesReason, Parameters = [] } = summary;
  return {
    Description,
    Capabilities,
    CapabilitiesReason,
    Parameters: Parameters.map(({ ParameterKey, DefaultValue, NoEcho, Description: description }) => ({
      ParameterKey,
      DefaultValue,
      NoEcho,
      Description: description,
    })),
  };
};
