import type { Parameter, Tag } from '@aws-sdk/client-cloudformation';
import { failedRules, TemplateError, type StackPlan, type Template } from '@sales-cdc/cfn-template';
import { UnsupportedTemplate } from '../../../core/stacks/check-plan.js';
import { environmentOf, templateOf, valuesOf } from '../../../core/stacks/stack-plans.js';
import type { StackDefinition, StackRecord } from '../../../core/stacks/stack.js';
import type { CloudFormationState } from '../cloudformation-state.js';
import { validationError } from '../errors.js';
import { requireCapabilities } from './capabilities.js';
import { parametersOf, requireFittingParameters, storedParametersOf } from './parameters.js';
import { readTemplateBody, type TemplateSource } from './template-source.js';

/** The members of the inputs that create and update stacks and change sets alike. */
export interface DefinitionInput extends TemplateSource {
  readonly Parameters?: readonly Parameter[] | undefined;
  readonly Tags?: readonly Tag[] | undefined;
  readonly Capabilities?: readonly string[] | undefined;
  readonly RoleARN?: string | undefined;
}

export interface ReadDefinition {
  readonly definition: StackDefinition;
  readonly template: Template;
  readonly plan: StackPlan;
}

/**
 * What the caller wants the stack to be, checked as a whole: template, parameters, rules, capabilities, types and
 * properties. Throws ValidationError with logical id and path, or InsufficientCapabilities.
 */
export const readDefinition = async (
  stackName: string,
  input: DefinitionInput,
  former: StackRecord | undefined,
  state: CloudFormationState,
): Promise<ReadDefinition> => {
  const templateBody = await readTemplateBody(input, former, state);
  return asCallersError(() => {
    const template = templateOf(stackName, { templateBody });
    if (Object.keys(template.Resources).length === 0)
      throw validationError('Template format error: At least one Resources member must be defined.');
    const parameters = parametersOf(input, template, former);
    requireFittingParameters(template, parameters);
    const definition: StackDefinition = {
      templateBody,
      parameters,
      storedParameters: storedParametersOf(template, parameters, state),
      // Differs: the tags are the stack's; AWS also hands them on to its resources.
      tags: (input.Tags ?? former?.definition.tags ?? []).map(({ Key = '', Value = '' }) => ({ Key, Value })),
      capabilities: input.Capabilities ?? [],
      ...roleOf(input, former),
    };
    const stack = { stackName, template };
    const failed = failedRules(stack, environmentOf(state.context), valuesOf(definition));
    if (failed.length > 0) throw validationError(`Template rules failed: ${failed.join(' ')}`);
    const plan = state.stacks.plan(stackName, definition);
    requireCapabilities(plan, template, definition.capabilities);
    return { definition, template, plan };
  });
};

/** A template that cannot be deployed is its author's mistake. */
export const asCallersError = <Result>(read: () => Result): Result => {
  try {
    return read();
  } catch (error) {
    if (error instanceof TemplateError || error instanceof UnsupportedTemplate) throw validationError(error.message);
    throw error;
  }
};

const roleOf = ({ RoleARN }: DefinitionInput, former: StackRecord | undefined): { readonly roleArn?: string } => {
  // Differs: resources are made in the name of the account's admin, whatever the role allows.
  const roleArn = RoleARN ?? former?.definition.roleArn;
  return roleArn === undefined ? {} : { roleArn };
};
