import type { Location } from '../template/location.js';
import { TemplateError } from '../template/template-error.js';
import type { ParameterDeclaration, Template } from '../template/template.js';
import { constraintProblem } from './parameter-constraints.js';
import type { Parameters } from './scope.js';

/**
 * The values of a template's parameters: those given, else their defaults. Throws a TemplateError for a value without a
 * parameter and for a parameter without a value.
 *
 * A parameter that AWS reads from the Systems Manager store, such as CDK's `BootstrapVersion`, may be declared; only
 * using it without giving its value is an error.
 */
export const parameterValues = (
  { Parameters: declared = {} }: Template,
  given: Readonly<Record<string, string>>,
  stackName: string,
): Parameters => {
  const at = (name: string): Location => ({ stackName, path: ['Parameters', name] });
  for (const name of Object.keys(given))
    if (!Object.hasOwn(declared, name)) throw new TemplateError(at(name), 'the template has no such parameter.');
  for (const [name, { Default }] of Object.entries(declared)) {
    if (given[name] === undefined && Default === undefined)
      throw new TemplateError(at(name), 'the parameter has no default; give it a value.');
  }
  for (const [name, value] of Object.entries(given)) {
    const declaration = declared[name];
    const problem = declaration && constraintProblem(name, declaration, value);
    if (problem !== undefined) throw new TemplateError(at(name), problem);
  }
  return {
    has: (name) => Object.hasOwn(declared, name),
    value: (name, usedAt) => typedValue(name, declared[name], given[name], usedAt),
  };
};

const typedValue = (
  name: string,
  declaration: ParameterDeclaration | undefined,
  given: string | undefined,
  usedAt: Location,
): unknown => {
  if (!declaration) throw new TemplateError(usedAt, `the template has no parameter ${name}.`);
  const { Type: type, Default: byDefault } = declaration;
  if (given === undefined && type.startsWith('AWS::SSM::'))
    throw new TemplateError(
      usedAt,
      `the parameter ${name} is read from the Systems Manager store, whose values are known only when CloudFormation deploys it; give its value.`,
    );
  const text = given ?? String(byDefault);
  if (type === 'CommaDelimitedList' || type.startsWith('List<'))
    return text.split(',').map((element) => element.trim());
  return type === 'Number' && String(Number(text)) === text ? Number(text) : text;
};
