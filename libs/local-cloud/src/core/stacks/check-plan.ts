import type { Lookup, PlannedResource, StackPlan } from '@sales-cdc/cfn-template';
import { checkProperties } from '../property-rules.js';
import { KNOWN_AFTER_APPLY, NOTHING_KNOWN } from './known-after-apply.js';
import type { ResourceTypes } from './resource-types.js';

/** A resource that has no effect here, or a property of one that has; printed at start with its reason. */
export interface IgnoredResource {
  readonly stackName: string;
  readonly logicalId: string;
  readonly type: string;
  /** Absent when the resource is ignored as a whole. */
  readonly propertyPath?: string;
  readonly reason: string;
}

export interface PlanFindings {
  /** One sentence for each finding, with logical id and path. */
  readonly refused: readonly string[];
  readonly ignored: readonly IgnoredResource[];
}

/** Finds types, properties and attributes that the local cloud does not know, before anything is created. */
export const checkPlan = (plan: StackPlan, types: ResourceTypes): PlanFindings => {
  const findings = plan.resources.map((resource) => checkResource(plan, resource, types));
  const outputs = resolveAhead(plan, types, (lookup) => plan.outputs(lookup));
  return {
    refused: [
      ...findings.flatMap(({ refused }) => refused),
      ...outputs.unknownAttributes.map((sentence) => `${plan.stackName}/Outputs: ${sentence}`),
    ],
    ignored: findings.flatMap(({ ignored }) => ignored),
  };
};

const checkResource = (plan: StackPlan, resource: PlannedResource, types: ResourceTypes): PlanFindings => {
  const { stackName } = plan;
  const { provisioners, ignoredTypes } = types;
  const { logicalId, type } = resource;
  const ignoredType = ignoredTypes.get(type);
  if (ignoredType) return { refused: [], ignored: [{ stackName, logicalId, type, reason: ignoredType.reason }] };
  const provisioner = provisioners.get(type);
  if (!provisioner)
    return { refused: [`${stackName}/${logicalId}: the local cloud does not support the type ${type}.`], ignored: [] };
  const { value: properties, unknownAttributes } = resolveAhead(plan, types, (lookup) => resource.resolve(lookup));
  const findings = checkProperties(properties, provisioner.properties);
  return {
    refused: [...findings.refused, ...unknownAttributes].map(
      (sentence) => `${stackName}/${logicalId} (${type}): ${sentence}`,
    ),
    ignored: findings.ignored.map(({ path, reason }) => ({ stackName, logicalId, type, propertyPath: path, reason })),
  };
};

/** Resolves something before anything exists, and says which attributes it asks for that their resources do not have. */
const resolveAhead = <Value>(
  { resources }: StackPlan,
  { provisioners }: ResourceTypes,
  resolve: (lookup: Lookup) => Value,
): { readonly value: Value; readonly unknownAttributes: readonly string[] } => {
  const unknown = new Set<string>();
  const attribute = (logicalId: string, name: string): string => {
    const { type = '' } = resources.find((one) => one.logicalId === logicalId) ?? {};
    const provisioner = provisioners.get(type);
    // Of a type that is not known there is a finding already.
    if (provisioner && provisioner.attributes?.includes(name) !== true)
      unknown.add(`the local cloud does not support the attribute ${name} of ${logicalId} (${type}).`);
    return KNOWN_AFTER_APPLY;
  };
  const value = resolve({ ...NOTHING_KNOWN, attribute });
  return { value, unknownAttributes: [...unknown] };
};

/** The template asks for what the local cloud does not have; the message holds one sentence for each finding. */
export class UnsupportedTemplate extends Error {
  constructor(readonly findings: readonly string[]) {
    super(findings.join('\n'));
    this.name = 'UnsupportedTemplate';
  }
}
