import { isObject } from '../template/is-object.js';
import { below, type Location } from '../template/location.js';
import { TemplateError } from '../template/template-error.js';
import { intrinsicIn } from './intrinsic-in.js';
import { listArgument } from './intrinsic.js';
import type { Lookup } from './lookup.js';
import { resolve } from './resolve.js';
import type { Scope } from './scope.js';

/** Evaluates the conditions of a template, each once and only when asked for. A circle of them is a TemplateError. */
export const conditionsOf = (scope: Omit<Scope, 'condition'>): Scope['condition'] => {
  const known = new Map<string, boolean | 'being evaluated'>();
  const condition = (name: string, at: Location): boolean => {
    const before = known.get(name);
    if (before === 'being evaluated') throw new TemplateError(at, `the condition ${name} depends on itself.`);
    if (before !== undefined) return before;

    const { Conditions: declared = {} } = scope.template;
    if (!Object.hasOwn(declared, name)) throw new TemplateError(at, `the template has no condition ${name}.`);
    known.set(name, 'being evaluated');
    const holds = evaluate(
      declared[name],
      { stackName: scope.stackName, path: ['Conditions', name] },
      { ...scope, condition },
    );
    known.set(name, holds);
    return holds;
  };
  return condition;
};

/** A function that yields a condition, besides `Fn::And`, `Fn::Equals`, `Fn::Not` and `Fn::Or`. */
export type ConditionFunction = (argument: unknown, at: Location, scope: Scope) => boolean;

/** Whether the expression holds; `more` are functions by name that only some sections of a template know. */
export const evaluate = (
  expression: unknown,
  at: Location,
  scope: Scope,
  more: Readonly<Record<string, ConditionFunction>> = {},
): boolean => {
  if (!isObject(expression)) throw new TemplateError(at, 'a condition must be an object with one condition function.');
  if (typeof expression['Condition'] === 'string' && Object.keys(expression).length === 1)
    return scope.condition(expression['Condition'], at);
  const call = intrinsicIn(expression, at);
  const inside = below(at, call?.name ?? '');
  switch (call?.name) {
    case 'Fn::Equals':
      return fnEquals(call.argument, inside, scope);
    case 'Fn::Not':
      return !evaluate(
        listArgument(call.argument, 1, 'a list of one condition', { at: inside })[0],
        below(inside, 0),
        scope,
        more,
      );
    case 'Fn::And':
      return operands(call.argument, inside).every((operand, index) =>
        evaluate(operand, below(inside, index), scope, more),
      );
    case 'Fn::Or':
      return operands(call.argument, inside).some((operand, index) =>
        evaluate(operand, below(inside, index), scope, more),
      );
    default: {
      const further = call && more[call.name];
      if (further) return further(call.argument, inside, scope);
      throw new TemplateError(at, `${call?.name ?? 'this'} is no condition function that is supported.`);
    }
  }
};

const fnEquals = (argument: unknown, at: Location, scope: Scope): boolean => {
  const [left, right] = listArgument(argument, 2, '[value, value]', { at }).map((value, index) =>
    resolve(value, below(at, index), scope, noResources),
  );
  // CloudFormation compares strings: a Number parameter of 1 equals "1".
  return comparable(left) === comparable(right);
};

/** As CloudFormation compares: as strings. */
export const comparable = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const operands = (argument: unknown, at: Location): readonly unknown[] => {
  if (!Array.isArray(argument) || argument.length < 2 || argument.length > 10)
    throw new TemplateError(at, 'the argument must be a list of 2 to 10 conditions.');
  return argument;
};

const refuse = (): never => {
  throw new Error('a condition cannot use the values of resources or of other stacks.');
};
/** For what is decided before there are resources. */
export const noResources: Lookup = { ref: refuse, attribute: refuse, importValue: refuse };
