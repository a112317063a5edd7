import { isObject } from '../template/is-object.js';
import { below, type Location } from '../template/location.js';
import { intrinsicIn } from './intrinsic-in.js';
import { pseudoParameters } from './pseudo-parameters.js';
import { getAttArgument, requireResource } from './references.js';
import type { Scope } from './scope.js';
import { takenBranch } from './selections.js';
import { subArgument, subReferences } from './sub.js';

/**
 * The logical ids of the resources that must exist before the value can be resolved. Of an `Fn::If` only the branch that
 * counts is read. Throws a TemplateError for a reference to what the template does not have.
 */
export const referencesIn = (value: unknown, at: Location, scope: Scope): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap((element, index) => referencesIn(element, below(at, index), scope));
  if (!isObject(value)) return [];
  const call = intrinsicIn(value, at);
  if (!call) return Object.entries(value).flatMap(([name, member]) => referencesIn(member, below(at, name), scope));
  return referencesOfCall(call.name, call.argument, below(at, call.name), scope);
};

const referencesOfCall = (name: string, argument: unknown, at: Location, scope: Scope): readonly string[] => {
  switch (name) {
    case 'Ref':
      return named(String(argument), at, scope);
    case 'Fn::GetAtt':
      return named(getAttArgument(argument, at).logicalId, at, scope);
    case 'Fn::Sub': {
      const { template, variables } = subArgument(argument, at);
      const direct = subReferences(template, variables).flatMap((reference) =>
        named(reference.split('.')[0] ?? '', at, scope),
      );
      return [...direct, ...referencesIn(variables, below(at, 1), scope)];
    }
    case 'Fn::If': {
      const { branch, index } = takenBranch(argument, { at, scope });
      return referencesIn(branch, below(at, index), scope);
    }
    default:
      return referencesIn(argument, at, scope);
  }
};

const named = (name: string, at: Location, scope: Scope): readonly string[] => {
  if (pseudoParameters.has(name) || scope.parameters.has(name)) return [];
  requireResource(name, scope, at);
  return [name];
};
