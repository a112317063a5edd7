import type { ParameterDeclaration } from '../template/template.js';

/**
 * Why the value does not fit its parameter's declaration, in CloudFormation's words; undefined when it does. What a
 * parameter of the Systems Manager store is given is a name, to which the constraints apply as on AWS.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 */
export const constraintProblem = (
  name: string,
  declaration: ParameterDeclaration,
  value: string,
): string | undefined => {
  const found = CONSTRAINTS.map((constraint) => constraint(declaration, value)).find((one) => one !== undefined);
  if (found === undefined) return undefined;
  const { ConstraintDescription: stated } = declaration;
  return `Parameter '${name}' ${stated === undefined ? found : `failed to satisfy constraint: ${stated}`}`;
};

type Constraint = (declaration: ParameterDeclaration, value: string) => string | undefined;

const CONSTRAINTS: readonly Constraint[] = [
  ({ Type: type }, value) =>
    type === 'Number' && (value.trim() === '' || Number.isNaN(Number(value))) ? 'must be a number.' : undefined,
  ({ AllowedValues: allowed }, value) =>
    allowed && !allowed.map(String).includes(value) ? 'must be one of AllowedValues' : undefined,
  ({ AllowedPattern: pattern }, value) =>
    pattern !== undefined && !new RegExp(`^(?:${pattern})$`).test(value) ? `must match pattern ${pattern}` : undefined,
  ({ MinLength: least }, value) =>
    least !== undefined && value.length < Number(least) ? `must contain at least ${least} characters` : undefined,
  ({ MaxLength: most }, value) =>
    most !== undefined && value.length > Number(most) ? `must contain at most ${most} characters` : undefined,
  ({ MinValue: least }, value) =>
    least !== undefined && Number(value) < Number(least) ? `must be a number not less than ${least}` : undefined,
  ({ MaxValue: most }, value) =>
    most !== undefined && Number(value) > Number(most) ? `must be a number not greater than ${most}` : undefined,
];
