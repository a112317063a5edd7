import { conditionsOf } from '../intrinsics/conditions.js';
import { parameterValues } from '../intrinsics/parameters.js';
import type { Scope } from '../intrinsics/scope.js';
import { checkTemplate } from '../template/check-template.js';
import type { StackEnvironment, StackTemplate } from '../template/stack-template.js';

/** What a stack's template may name. Throws a TemplateError for a wrong shape and for parameters that do not fit. */
export const scopeOf = (
  { stackName, template }: Pick<StackTemplate, 'stackName' | 'template'>,
  environment: StackEnvironment,
  parameters: Readonly<Record<string, string>>,
): Scope => {
  checkTemplate(template, stackName);
  const known = { stackName, environment, template, parameters: parameterValues(template, parameters, stackName) };
  return { ...known, condition: conditionsOf(known) };
};
