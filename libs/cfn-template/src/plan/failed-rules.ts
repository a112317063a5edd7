import { comparable, evaluate, noResources, type ConditionFunction } from '../intrinsics/conditions.js';
import { list, listArgument } from '../intrinsics/intrinsic.js';
import { resolve } from '../intrinsics/resolve.js';
import type { Scope } from '../intrinsics/scope.js';
import { below, type Location } from '../template/location.js';
import type { StackEnvironment, StackTemplate } from '../template/stack-template.js';
import type { RuleDeclaration } from '../template/template.js';
import { scopeOf } from './scope-of.js';

/**
 * What the assertions of the template's rules that do not hold say, such as CDK's about the version of the bootstrap
 * stack. Throws a TemplateError for a rule that cannot be decided.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html
 */
export const failedRules = (
  stack: Pick<StackTemplate, 'stackName' | 'template'>,
  environment: StackEnvironment,
  parameters: Readonly<Record<string, string>>,
): readonly string[] => {
  const scope = scopeOf(stack, environment, parameters);
  return Object.entries(stack.template.Rules ?? {}).flatMap(([name, rule]) =>
    failedAssertions(rule, { stackName: stack.stackName, path: ['Rules', name] }, scope),
  );
};

const failedAssertions = (
  { RuleCondition: condition, Assertions: assertions = [] }: RuleDeclaration,
  at: Location,
  scope: Scope,
): readonly string[] => {
  if (condition !== undefined && !evaluate(condition, below(at, 'RuleCondition'), scope, RULE_FUNCTIONS)) return [];
  return assertions.flatMap(({ Assert, AssertDescription }, index) =>
    evaluate(Assert, below(at, 'Assertions', index, 'Assert'), scope, RULE_FUNCTIONS)
      ? []
      : [AssertDescription ?? `Assertion ${index + 1} of the rule ${String(at.path[1])}`],
  );
};

/** `[strings, string]` */
const fnContains: ConditionFunction = (argument, at, scope) => {
  const [strings, wanted] = resolved(argument, at, scope);
  return list(strings, 'the first argument', { at }).map(comparable).includes(comparable(wanted));
};

/** `[strings to check, strings to match]` */
const fnEachMemberIn: ConditionFunction = (argument, at, scope) => {
  const [members, allowed] = resolved(argument, at, scope).map((one) =>
    list(one, 'each argument', { at }).map(comparable),
  );
  return (members ?? []).every((member) => allowed?.includes(member));
};

const resolved = (argument: unknown, at: Location, scope: Scope): readonly unknown[] =>
  listArgument(argument, 2, 'a list of two', { at }).map((one, index) =>
    resolve(one, below(at, index), scope, noResources),
  );

const RULE_FUNCTIONS: Readonly<Record<string, ConditionFunction>> = {
  'Fn::Contains': fnContains,
  'Fn::EachMemberIn': fnEachMemberIn,
};
