import type { Lookup, PlannedResource, StackPlan } from '@sales-cdc/cfn-template';
import { checkProperties } from '../property-rules.js';
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
  const outputs = unknownAttributes(plan, types, (lookup) => plan.outputs(lookup));
  return {
    refused: [
      ...findings.flatMap(({ refused }) => refused),
      ...outputs.map((sentence) => `${plan.stackName}/Outputs: ${sentence}`),
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
  const findings = checkProperties(resource.resolve(PLACEHOLDERS), provisioner.properties);
  const attributes = unknownAttributes(plan, types, (lookup) => resource.resolve(lookup));
  return {
    refused: [...findings.refused, ...attributes].map((sentence) => `${stackName}/${logicalId} (${type}): ${sentence}`),
    ignored: findings.ignored.map(({ path, reason }) => ({ stackName, logicalId, type, propertyPath: path, reason })),
  };
};

/** Stands in for resources that do not exist yet, so that properties can be looked at before anything is created. */
const PLACEHOLDERS: Lookup = {
  ref: (logicalId) => logicalId,
  attribute: (logicalId, name) => `${logicalId}.${name}`,
  importValue: (exportName) => exportName,
};

/** The attributes that are asked for while something is resolved, and that their resources do not have. */
const unknownAttributes = (
  { resources }: StackPlan,
  { provisioners }: ResourceTypes,
  resolve: (lookup: Lookup) => unknown,
): readonly string[] => {
  const unknown = new Set<string>();
  const attribute = (logicalId: string, name: string): string => {
    const { type = '' } = resources.find((one) => one.logicalId === logicalId) ?? {};
    const provisioner = provisioners.get(type);
    // Of a type that is not known there is a finding already.
    if (provisioner && provisioner.attributes?.includes(name) !== true)
      unknown.add(`the local cloud does not support the attribute ${name} of ${logicalId} (${type}).`);
    return `${logicalId}.${name}`;
  };
  resolve({ ...PLACEHOLDERS, attribute });
  return [...unknown];
};

/** The template asks for what the local cloud does not have; the message holds one sentence for each finding. */
export class UnsupportedTemplate extends Error {
  constructor(readonly findings: readonly string[]) {
    super(findings.join('\n'));
    this.name = 'UnsupportedTemplate';
  }
}
