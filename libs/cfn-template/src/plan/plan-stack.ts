import type { Lookup } from '../intrinsics/lookup.js';
import { resolve } from '../intrinsics/resolve.js';
import type { Scope } from '../intrinsics/scope.js';
import type { Location } from '../template/location.js';
import type { StackEnvironment, StackTemplate } from '../template/stack-template.js';
import { TemplateError } from '../template/template-error.js';
import type { OutputDeclaration, ResourceDeclaration } from '../template/template.js';
import { CycleError, inDependencyOrder } from './order.js';
import { resourceDependencies } from './resource-dependencies.js';
import { scopeOf } from './scope-of.js';

/** What is to be created for a stack, and in which order. */
export interface StackPlan {
  readonly stackName: string;
  /** In creation order: each after all that it refers to or depends on. Those whose condition is false are absent. */
  readonly resources: readonly PlannedResource[];
  /** The outputs whose condition holds, once all resources exist. */
  outputs(lookup: Lookup): Readonly<Record<string, StackOutput>>;
}

export interface PlannedResource {
  readonly logicalId: string;
  /** `AWS::Kinesis::Stream` */
  readonly type: string;
  readonly deletionPolicy?: string;
  readonly updateReplacePolicy?: string;
  /** The properties with every intrinsic function resolved. Throws a TemplateError with the path of what cannot be. */
  resolve(lookup: Lookup): Record<string, unknown>;
}

export interface StackOutput {
  readonly value: unknown;
  readonly exportName?: string;
  readonly description?: string;
}

/**
 * Plans the creation of a stack. Throws a TemplateError for a template that cannot be deployed: a wrong shape, a
 * reference to nothing, a circle of dependencies, a parameter without a value.
 */
export const planStack = (
  { stackName, template }: StackTemplate,
  environment: StackEnvironment,
  parameters: Readonly<Record<string, string>> = {},
): StackPlan => {
  const scope = scopeOf({ stackName, template }, environment, parameters);
  const present = presentIn('Resources', template.Resources, scope);
  return {
    stackName,
    resources: creationOrder(present, scope).map((logicalId) => planResource(logicalId, present.get(logicalId), scope)),
    outputs: (lookup) => resolveOutputs(scope, lookup),
  };
};

const presentIn = <Entry extends { readonly Condition?: string }>(
  section: string,
  entries: Readonly<Record<string, Entry>>,
  scope: Scope,
): ReadonlyMap<string, Entry> =>
  new Map(
    Object.entries(entries).filter(([name, { Condition: condition }]) => {
      const at: Location = { stackName: scope.stackName, path: [section, name, 'Condition'] };
      return condition === undefined || scope.condition(condition, at);
    }),
  );

const creationOrder = (present: ReadonlyMap<string, ResourceDeclaration>, scope: Scope): readonly string[] => {
  const dependencies = new Map(
    [...present].map(([logicalId, declaration]) => [logicalId, resourceDependencies(logicalId, declaration, scope)]),
  );
  try {
    return inDependencyOrder([...present.keys()], (logicalId) => dependencies.get(logicalId) ?? []);
  } catch (cause) {
    if (!(cause instanceof CycleError)) throw cause;
    throw new TemplateError({ stackName: scope.stackName, path: ['Resources', cause.cycle[0] ?? ''] }, cause.message, {
      cause,
    });
  }
};

const planResource = (
  logicalId: string,
  declaration: ResourceDeclaration | undefined,
  scope: Scope,
): PlannedResource => {
  const { Type: type = '', Properties: properties = {} } = declaration ?? {};
  const { DeletionPolicy: deletionPolicy, UpdateReplacePolicy: updateReplacePolicy } = declaration ?? {};
  const at: Location = { stackName: scope.stackName, path: ['Resources', logicalId, 'Properties'] };
  return {
    logicalId,
    type,
    ...(deletionPolicy !== undefined && { deletionPolicy }),
    ...(updateReplacePolicy !== undefined && { updateReplacePolicy }),
    resolve: (lookup) => resolve(properties, at, scope, lookup) as Record<string, unknown>,
  };
};

const resolveOutputs = (scope: Scope, lookup: Lookup): Readonly<Record<string, StackOutput>> => {
  const present = presentIn('Outputs', scope.template.Outputs ?? {}, scope);
  return Object.fromEntries([...present].map(([name, output]) => [name, resolveOutput(name, output, scope, lookup)]));
};

const resolveOutput = (
  name: string,
  { Value, Export, Description: description }: OutputDeclaration,
  scope: Scope,
  lookup: Lookup,
): StackOutput => {
  const at = (...path: readonly string[]): Location => ({
    stackName: scope.stackName,
    path: ['Outputs', name, ...path],
  });
  const exportName = Export && resolve(Export.Name, at('Export', 'Name'), scope, lookup);
  if (exportName !== undefined && typeof exportName !== 'string')
    throw new TemplateError(at('Export', 'Name'), 'the name must be a string.');
  return {
    value: resolve(Value, at('Value'), scope, lookup),
    ...(exportName !== undefined && { exportName }),
    ...(description !== undefined && { description }),
  };
};
