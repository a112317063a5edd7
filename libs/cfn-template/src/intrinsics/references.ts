import type { Location } from '../template/location.js';
import { TemplateError } from '../template/template-error.js';
import { text, type Intrinsic, type IntrinsicCall } from './intrinsic.js';
import { pseudoParameters } from './pseudo-parameters.js';
import type { Scope } from './scope.js';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-ref.html */
export const fnRef: Intrinsic = (argument, call) => refValue(text(argument, 'the name', call), call);

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-getatt.html */
export const fnGetAtt: Intrinsic = (argument, call) => {
  const { logicalId, attribute } = getAttArgument(argument, call.at);
  return attributeValue(logicalId, text(call.resolve(attribute, 1), 'the attribute name', call), call);
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-importvalue.html */
export const fnImportValue: Intrinsic = (argument, call) => {
  const exportName = text(call.resolve(argument), 'the name of the export', call);
  return located(call.at, () => call.lookup.importValue(exportName));
};

/** Both forms: `"Queue.Arn"` and `["Queue", "Arn"]`; the attribute is not yet resolved. */
export const getAttArgument = (
  argument: unknown,
  at: Location,
): { readonly logicalId: string; readonly attribute: unknown } => {
  if (typeof argument === 'string' && argument.includes('.')) {
    const dot = argument.indexOf('.');
    return { logicalId: argument.slice(0, dot), attribute: argument.slice(dot + 1) };
  }
  if (Array.isArray(argument) && argument.length === 2 && typeof argument[0] === 'string')
    return { logicalId: argument[0], attribute: argument[1] };
  throw new TemplateError(at, 'the argument must be [logical id, attribute name].');
};

/** The value of a pseudo parameter, a parameter or a resource, by name. */
export const refValue = (name: string, { at, scope, lookup }: IntrinsicCall): unknown => {
  const pseudoParameter = pseudoParameters.get(name);
  if (pseudoParameter) return pseudoParameter(scope);
  if (scope.parameters.has(name)) return scope.parameters.value(name, at);
  requireResource(name, scope, at);
  return located(at, () => lookup.ref(name));
};

export const attributeValue = (logicalId: string, name: string, { at, scope, lookup }: IntrinsicCall): unknown => {
  requireResource(logicalId, scope, at);
  return located(at, () => lookup.attribute(logicalId, name));
};

/** Throws a TemplateError unless the template has the resource and its condition, if any, holds. */
export const requireResource = (logicalId: string, scope: Scope, at: Location): void => {
  const { Resources: resources } = scope.template;
  const resource = Object.hasOwn(resources, logicalId) ? resources[logicalId] : undefined;
  if (!resource) throw new TemplateError(at, `the template has no resource or parameter ${logicalId}.`);
  if (resource.Condition !== undefined && !scope.condition(resource.Condition, at))
    throw new TemplateError(
      at,
      `it refers to ${logicalId}, which is left out because its condition ${resource.Condition} is false.`,
    );
};

const located = (at: Location, ask: () => unknown): unknown => {
  try {
    return ask();
  } catch (cause) {
    throw new TemplateError(at, cause instanceof Error ? cause.message : String(cause), { cause });
  }
};
