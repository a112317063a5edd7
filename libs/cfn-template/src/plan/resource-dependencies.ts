import { referencesIn } from '../intrinsics/references-in.js';
import type { Scope } from '../intrinsics/scope.js';
import type { Location } from '../template/location.js';
import { TemplateError } from '../template/template-error.js';
import type { ResourceDeclaration } from '../template/template.js';

/** The logical ids that a resource must come after: by `DependsOn` or because its properties refer to them. */
export const resourceDependencies = (
  logicalId: string,
  { DependsOn: dependsOn = [], Properties: properties = {} }: ResourceDeclaration,
  scope: Scope,
): readonly string[] => {
  const at = (member: string): Location => ({ stackName: scope.stackName, path: ['Resources', logicalId, member] });
  const stated = typeof dependsOn === 'string' ? [dependsOn] : dependsOn;
  // A dependency on a resource whose condition is false is allowed and means nothing.
  for (const name of stated) {
    if (!Object.hasOwn(scope.template.Resources, name))
      throw new TemplateError(at('DependsOn'), `the template has no resource ${name}.`);
  }
  return [...stated, ...referencesIn(properties, at('Properties'), scope)];
};
