import { isObject } from '../template/is-object.js';
import { below, type Location } from '../template/location.js';
import { TemplateError } from '../template/template-error.js';
import type { Intrinsic } from './intrinsic.js';
import { intrinsicIn } from './intrinsic-in.js';
import type { Lookup } from './lookup.js';
import { NO_VALUE } from './pseudo-parameters.js';
import type { Scope } from './scope.js';
import { VALUE_INTRINSICS } from './value-intrinsics.js';

/**
 * The value with every intrinsic function replaced by what it stands for; `AWS::NoValue` takes its member with it.
 *
 * Law: a value without intrinsic functions is resolved to its equal.
 */
export const resolve = (value: unknown, at: Location, scope: Scope, lookup: Lookup): unknown => {
  if (Array.isArray(value))
    return value
      .map((element: unknown, index) => resolve(element, below(at, index), scope, lookup))
      .filter((element) => element !== NO_VALUE);
  if (typeof value === 'string') return literal(value, at);
  if (!isObject(value)) return value;

  const call = intrinsicIn(value, at);
  if (!call) return resolveMembers(value, at, scope, lookup);
  const inside = below(at, call.name);
  const intrinsic: Intrinsic | undefined = VALUE_INTRINSICS[call.name];
  if (!intrinsic) throw new TemplateError(at, `the function ${call.name} is not supported here.`);
  const result = intrinsic(call.argument, {
    at: inside,
    scope,
    lookup,
    resolve: (inner, ...steps) => resolve(inner, below(inside, ...steps), scope, lookup),
  });
  return typeof result === 'string' ? literal(result, at) : result;
};

const resolveMembers = (
  value: Readonly<Record<string, unknown>>,
  at: Location,
  scope: Scope,
  lookup: Lookup,
): unknown =>
  Object.fromEntries(
    Object.entries(value)
      .map(([name, member]) => [name, resolve(member, below(at, name), scope, lookup)] as const)
      .filter(([, member]) => member !== NO_VALUE),
  );

const literal = (text: string, at: Location): string => {
  if (text.includes('{{resolve:')) throw new TemplateError(at, 'dynamic references ({{resolve:…}}) are not supported.');
  return text;
};
