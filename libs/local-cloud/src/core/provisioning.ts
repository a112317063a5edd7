import {
  planStack,
  type CloudAssembly,
  type Lookup,
  type PlannedResource,
  type StackPlan,
} from '@sales-cdc/cfn-template';
import type { CloudContext } from './cloud-context.js';
import type { IgnoredType } from './ignored-types.js';
import { checkProperties, type IgnoredProperty } from './property-rules.js';
import type { Provisioned, Provisioner, ResolvedResource } from './provisioner.js';

/** A resource that has no effect here, or a property of one that has; printed at start with its reason. */
export interface IgnoredResource {
  readonly stackName: string;
  readonly logicalId: string;
  readonly type: string;
  /** Absent when the resource is ignored as a whole. */
  readonly propertyPath?: string;
  readonly reason: string;
}

export interface ProvisionedResource extends Provisioned {
  readonly stackName: string;
  readonly logicalId: string;
  readonly type: string;
}

export interface StackOutput {
  readonly value: unknown;
  readonly exportName?: string;
  readonly description?: string;
}

export interface ProvisionedAssembly {
  readonly resources: readonly ProvisionedResource[];
  readonly ignored: readonly IgnoredResource[];
  /** By stack name, then by output name. */
  readonly outputs: Readonly<Record<string, Readonly<Record<string, StackOutput>>>>;
}

/** What the local cloud does with each type of resource: bring it to life or, for a stated reason, leave it. */
export interface ResourceTypes {
  readonly provisioners: ReadonlyMap<string, Provisioner>;
  readonly ignoredTypes: ReadonlyMap<string, IgnoredType>;
}

/**
 * Creates every resource of the assembly in the order of its dependencies. Types and properties that the local cloud
 * does not know are found before anything is created, and reported all at once.
 */
export const provisionAssembly = async (
  assembly: CloudAssembly,
  context: CloudContext,
  types: ResourceTypes,
): Promise<ProvisionedAssembly> => {
  const environment = { ...context, urlSuffix: 'amazonaws.com' };
  const plans = assembly.stacks.map((stack) => planStack(stack, environment));
  const ignored = checkBeforehand(plans, types);

  const exports = new Map<string, unknown>();
  const resources: ProvisionedResource[] = [];
  const outputs: Record<string, Readonly<Record<string, StackOutput>>> = {};
  for (const plan of plans) {
    const created = new Map<string, Provisioned>();
    const lookup = lookupIn(plan.stackName, created, exports);
    for (const resource of plan.resources) {
      const provisioned = await provisionOne(plan.stackName, resource, lookup, context, types);
      created.set(resource.logicalId, provisioned);
      resources.push({ stackName: plan.stackName, logicalId: resource.logicalId, type: resource.type, ...provisioned });
    }
    const stackOutputs = plan.outputs(lookup);
    for (const { value, exportName } of Object.values(stackOutputs)) if (exportName) exports.set(exportName, value);
    outputs[plan.stackName] = stackOutputs;
  }
  return { resources, ignored, outputs };
};

const provisionOne = async (
  stackName: string,
  planned: PlannedResource,
  lookup: Lookup,
  context: CloudContext,
  { provisioners, ignoredTypes }: ResourceTypes,
): Promise<Provisioned> => {
  const { logicalId, type } = planned;
  const resource: ResolvedResource = { stackName, logicalId, type, properties: planned.resolve(lookup) };
  const ignoredType = ignoredTypes.get(type);
  if (ignoredType) return ignoredType.identify(resource, context);
  const provisioner = provisioners.get(type);
  if (!provisioner) throw new Error(`${stackName}/${logicalId}: the local cloud has no ${type}.`);
  return provisioner.provision(resource).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${stackName}/${logicalId} (${type}) cannot be created: ${reason}`, { cause });
  });
};

const checkBeforehand = (plans: readonly StackPlan[], types: ResourceTypes): readonly IgnoredResource[] => {
  const findings = plans.flatMap((plan) =>
    plan.resources.map((resource) => checkResource(plan.stackName, resource, types)),
  );
  const refused = findings.flatMap((finding) => finding.refused);
  if (refused.length > 0) throw new UnsupportedTemplate(refused);
  return findings.flatMap((finding) => finding.ignored);
};

const checkResource = (
  stackName: string,
  resource: PlannedResource,
  { provisioners, ignoredTypes }: ResourceTypes,
): { refused: readonly string[]; ignored: readonly IgnoredResource[] } => {
  const { logicalId, type } = resource;
  const ignoredType = ignoredTypes.get(type);
  if (ignoredType) return { refused: [], ignored: [{ stackName, logicalId, type, reason: ignoredType.reason }] };
  const provisioner = provisioners.get(type);
  if (!provisioner)
    return { refused: [`${stackName}/${logicalId}: the local cloud does not support the type ${type}.`], ignored: [] };

  const findings = checkProperties(resource.resolve(PLACEHOLDERS), provisioner.properties);
  return {
    refused: findings.refused.map((sentence) => `${stackName}/${logicalId} (${type}): ${sentence}`),
    ignored: findings.ignored.map(({ path, reason }: IgnoredProperty) => ({
      stackName,
      logicalId,
      type,
      propertyPath: path,
      reason,
    })),
  };
};

/** Stands in for resources that do not exist yet, so that properties can be looked at before anything is created. */
const PLACEHOLDERS: Lookup = {
  ref: (logicalId) => logicalId,
  attribute: (logicalId, name) => `${logicalId}.${name}`,
  importValue: (exportName) => exportName,
};

const lookupIn = (
  stackName: string,
  created: ReadonlyMap<string, Provisioned>,
  exports: ReadonlyMap<string, unknown>,
): Lookup => {
  const require = (logicalId: string): Provisioned => {
    const provisioned = created.get(logicalId);
    if (!provisioned) throw new Error(`${stackName}: ${logicalId} is referred to before it exists.`);
    return provisioned;
  };
  return {
    ref: (logicalId) => require(logicalId).physicalId,
    attribute: (logicalId, name) => {
      const value = require(logicalId).attributes?.[name];
      if (value === undefined)
        throw new Error(`${stackName}/${logicalId}: the local cloud does not know its attribute ${name}.`);
      return value;
    },
    importValue: (exportName) => {
      if (!exports.has(exportName)) throw new Error(`${stackName}: no stack of the assembly exports ${exportName}.`);
      return exports.get(exportName);
    },
  };
};

/** The template asks for what the local cloud does not have; the message holds one sentence for each finding. */
export class UnsupportedTemplate extends Error {
  constructor(readonly findings: readonly string[]) {
    super(findings.join('\n'));
    this.name = 'UnsupportedTemplate';
  }
}
