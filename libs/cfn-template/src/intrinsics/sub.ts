import { isObject } from '../template/is-object.js';
import type { Location } from '../template/location.js';
import { TemplateError } from '../template/template-error.js';
import { text, type Intrinsic, type IntrinsicCall } from './intrinsic.js';
import { attributeValue, refValue } from './references.js';

const PLACEHOLDER = /\$\{([^}]*)\}/g;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-sub.html */
export const fnSub: Intrinsic = (argument, call) => {
  const { template, variables } = subArgument(argument, call.at);
  return template.replace(PLACEHOLDER, (_, name: string) =>
    name.startsWith('!')
      ? `\${${name.slice(1)}}`
      : text(placeholderValue(name, variables, call), `the value of \${${name}}`, call),
  );
};

/** Both forms: the string alone, and the string with variables of its own, not yet resolved. */
export const subArgument = (
  argument: unknown,
  at: Location,
): { readonly template: string; readonly variables: Readonly<Record<string, unknown>> } => {
  if (typeof argument === 'string') return { template: argument, variables: {} };
  const [template, variables] = Array.isArray(argument) && argument.length === 2 ? (argument as unknown[]) : [];
  if (typeof template !== 'string' || !isObject(variables))
    throw new TemplateError(at, 'the argument must be a string or [string, variables].');
  return { template, variables };
};

/** Names in the string that are neither literal nor variables of its own: `Queue`, `Queue.Arn`, `AWS::Region`. */
export const subReferences = (template: string, variables: Readonly<Record<string, unknown>>): readonly string[] =>
  [...template.matchAll(PLACEHOLDER)]
    .map(([, name]) => name ?? '')
    .filter((name) => !name.startsWith('!') && !Object.hasOwn(variables, name));

const placeholderValue = (name: string, variables: Readonly<Record<string, unknown>>, call: IntrinsicCall): unknown => {
  if (Object.hasOwn(variables, name)) return call.resolve(variables[name], 1, name);
  const dot = name.indexOf('.');
  return dot < 0 ? refValue(name, call) : attributeValue(name.slice(0, dot), name.slice(dot + 1), call);
};
