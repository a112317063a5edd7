import type { GetTemplateSummaryInput, GetTemplateSummaryOutput } from '@aws-sdk/client-cloudformation';
import { readTemplate, type Template } from '@sales-cdc/cfn-template';
import { requireStack, type CloudFormationState } from '../cloudformation-state.js';
import { refuseSettings, validationError } from '../errors.js';
import { capabilitiesFor } from './capabilities.js';
import { asCallersError } from './read-definition.js';
import { readTemplateBody } from './template-source.js';

const NO_NAME = 'template';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplateSummary.html */
export const getTemplateSummary = async (
  input: GetTemplateSummaryInput,
  state: CloudFormationState,
): Promise<GetTemplateSummaryOutput> => {
  refuseSettings('GetTemplateSummary', input, ['StackSetName', 'CallAs', 'TemplateSummaryConfig']);
  const stack = input.StackName === undefined ? undefined : requireStack(input.StackName, state);
  if (stack?.status === 'REVIEW_IN_PROGRESS')
    throw validationError('GetTemplateSummary cannot be called on REVIEW_IN_PROGRESS stacks.');
  const body = stack?.definition.templateBody ?? (await readTemplateBody(input, undefined, state));
  const template = asCallersError(() => readTemplate(body, stack?.name ?? NO_NAME));
  const types = [...new Set(Object.values(template.Resources).map(({ Type }) => Type))];
  const capabilities = capabilitiesFor(types, template);
  return {
    ...describeTemplate(template),
    ResourceTypes: types,
    Version: '2010-09-09',
    ...(capabilities.length > 0 && {
      Capabilities: capabilities as GetTemplateSummaryOutput['Capabilities'],
      CapabilitiesReason: `The following resource(s) require capabilities: [${types.filter((one) => one.startsWith('AWS::IAM::')).join(', ')}]`,
    }),
  };
};

const describeTemplate = ({
  Description,
  Parameters = {},
}: Template): Pick<GetTemplateSummaryOutput, 'Description' | 'Parameters'> => ({
  ...(Description !== undefined && { Description }),
  Parameters: Object.entries(Parameters).map(([ParameterKey, declared]) => ({
    ParameterKey,
    ParameterType: declared.Type,
    NoEcho: String(declared.NoEcho) === 'true',
    ...(declared.Default !== undefined && { DefaultValue: String(declared.Default) }),
    ...(declared.Description !== undefined && { Description: declared.Description }),
    ParameterConstraints: declared.AllowedValues ? { AllowedValues: declared.AllowedValues.map(String) } : {},
  })),
});
