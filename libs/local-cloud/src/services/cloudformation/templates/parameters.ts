import type { Parameter } from '@aws-sdk/client-cloudformation';
import type { Template } from '@sales-cdc/cfn-template';
import type { StackRecord } from '../../../core/stacks/stack.js';
import type { CloudFormationState } from '../cloudformation-state.js';
import { validationError } from '../errors.js';

/** The values that the caller gave, or gave before. Throws ValidationError for a former value that never was. */
export const parametersOf = (
  { Parameters: given = [] }: { readonly Parameters?: readonly Parameter[] | undefined },
  template: Template,
  former: StackRecord | undefined,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    given.flatMap(({ ParameterKey: name = '', ParameterValue, UsePreviousValue }) => {
      const value = UsePreviousValue === true ? previousValue(name, template, former) : ParameterValue;
      return value === undefined ? [] : [[name, value]];
    }),
  );

/** Throws ValidationError for parameters that the template does not have, and for those that have no value. */
export const requireFittingParameters = (
  { Parameters: declared = {} }: Template,
  parameters: Readonly<Record<string, string>>,
): void => {
  const unknown = Object.keys(parameters).filter((name) => !Object.hasOwn(declared, name));
  if (unknown.length > 0) throw validationError(`Parameters: [${unknown.join(', ')}] do not exist in the template`);
  const missing = Object.entries(declared).flatMap(([name, { Default }]) =>
    parameters[name] === undefined && Default === undefined ? [name] : [],
  );
  if (missing.length > 0) throw validationError(`Parameters: [${missing.join(', ')}] must have values`);
};

const previousValue = (name: string, template: Template, former: StackRecord | undefined): string | undefined => {
  if (!former)
    throw validationError(
      `Invalid input for parameter key ${name}. Cannot specify usePreviousValue as true for a parameter key not in the previous template`,
    );
  return former.definition.parameters[name] ?? defaultOf(name, template);
};

const defaultOf = (name: string, { Parameters: declared = {} }: Template): string | undefined => {
  const value = declared[name]?.Default;
  return value === undefined ? undefined : String(value);
};

/** What the Systems Manager store holds now for the parameters that name one of its. */
export const storedParametersOf = (
  template: Template,
  parameters: Readonly<Record<string, string>>,
  { ports }: CloudFormationState,
): Readonly<Record<string, string>> => {
  const wanted = Object.entries(template.Parameters ?? {}).flatMap(([name, { Type }]) => {
    const stored = parameters[name] ?? defaultOf(name, template);
    return Type.startsWith('AWS::SSM::Parameter::Value<') && stored !== undefined ? [[name, stored] as const] : [];
  });
  const missing = wanted.filter(([, stored]) => ports.storedParameter(stored) === undefined);
  if (missing.length > 0)
    throw validationError(
      `Unable to fetch parameters [${missing.map(([, stored]) => stored).join(',')}] from parameter store for this account.`,
    );
  return Object.fromEntries(wanted.map(([name, stored]) => [name, ports.storedParameter(stored) ?? '']));
};
