import { conditionKey, isTimeKey, type RequestContext } from './condition-keys.js';
import { operatorNamed, type Operator } from './condition-operators.js';
import { listOf, refuseVariables } from './policy-values.js';

/** One key under one operator of a statement's `Condition`. */
export interface Condition {
  readonly holds: (context: RequestContext) => boolean;
  /** True when its answer changes with time. */
  readonly dependsOnTime: boolean;
}

const OPERATOR = /^(?:(?<quantifier>ForAnyValue|ForAllValues):)?(?<name>.+?)(?<ifExists>IfExists)?$/;

/** All must hold. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html */
export const parseConditions = (
  block: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): readonly Condition[] =>
  Object.entries(block).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([name, values]) => condition(operator, conditionKey(name), listOf(values).map(String))),
  );

const condition = (operatorText: string, key: string, values: readonly string[]): Condition => {
  values.forEach(refuseVariables);
  const dependsOnTime = isTimeKey(key);
  const { quantifier, name = '', ifExists } = OPERATOR.exec(operatorText)?.groups ?? {};
  if (name === 'Null')
    return { dependsOnTime, holds: (context) => values.includes(String(context[key] === undefined)) };

  const operator = operatorNamed(name);
  const whenAbsent = ifExists !== undefined || quantifier === 'ForAllValues' || (!quantifier && operator.negated);
  return {
    dependsOnTime,
    holds: (context) => {
      const given = context[key];
      return given === undefined ? whenAbsent : fits(operator, given, values);
    },
  };
};

/** Every key that is known here has one value, so for any and for all of them are the same. */
const fits = ({ compare, negated }: Operator, given: string, values: readonly string[]): boolean =>
  values.some((wanted) => compare(given, wanted)) !== negated;
