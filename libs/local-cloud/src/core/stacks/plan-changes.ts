import type { Lookup, PlannedResource, StackPlan } from '@sales-cdc/cfn-template';
import { propertyChanges, type PropertyChange } from '../update-behaviour/update-behaviour.js';
import { isKnownAfterApply, KNOWN_AFTER_APPLY } from './known-after-apply.js';
import { stackLookup } from './stack-lookup.js';
import type { StackRecord, StackResource } from './stack.js';

export interface PlannedPropertyChange extends PropertyChange {
  /** Whether the new value depends on a resource that is yet to be made. */
  readonly isDynamic: boolean;
}

/** What an update would do to one resource. */
export interface PlannedChange {
  readonly action: 'Add' | 'Modify' | 'Remove';
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId?: string;
  readonly deletionPolicy?: string;
  readonly updateReplacePolicy?: string;
  readonly properties: readonly PlannedPropertyChange[];
}

/** What the plan would change about the stack, in the order in which it would be done; removals last. */
export const planChanges = (
  plan: StackPlan,
  stack: Pick<StackRecord, 'name' | 'resources'>,
  exports: ReadonlyMap<string, unknown>,
): readonly PlannedChange[] => {
  const existing = new Map(stack.resources.map((one) => [one.logicalId, one]));
  const unknown = new Set(plan.resources.flatMap(({ logicalId }) => (existing.has(logicalId) ? [] : [logicalId])));
  const lookup = foreseeing(
    stackLookup(stack.name, (id) => existing.get(id), exports),
    unknown,
  );
  const changes: PlannedChange[] = [];
  for (const planned of plan.resources) {
    const current = existing.get(planned.logicalId);
    if (!current) changes.push({ action: 'Add', logicalId: planned.logicalId, type: planned.type, properties: [] });
    else {
      const change = changeOf(planned, current, lookup);
      if (change?.properties.some(({ behaviour }) => behaviour === 'replacement')) unknown.add(planned.logicalId);
      if (change) changes.push(change);
    }
  }
  const planned = new Set(plan.resources.map(({ logicalId }) => logicalId));
  const removed = stack.resources.filter(({ logicalId }) => !planned.has(logicalId)).reverse();
  return [...changes, ...removed.map((one) => ({ ...identityOf(one), action: 'Remove' as const, properties: [] }))];
};

const changeOf = (planned: PlannedResource, current: StackResource, lookup: Lookup): PlannedChange | undefined => {
  const after = planned.resolve(lookup);
  const properties = propertyChanges(planned.type, current.properties, after).map((change) => ({
    ...change,
    isDynamic: isKnownAfterApply(JSON.stringify(after[change.name] ?? null)),
  }));
  return properties.length === 0 ? undefined : { ...identityOf(current), action: 'Modify', properties };
};

const identityOf = ({
  logicalId,
  type,
  physicalId,
  deletionPolicy,
  updateReplacePolicy,
}: StackResource): Omit<PlannedChange, 'action' | 'properties'> => ({
  ...{ logicalId, type },
  ...(physicalId !== undefined && { physicalId }),
  ...(deletionPolicy !== undefined && { deletionPolicy }),
  ...(updateReplacePolicy !== undefined && { updateReplacePolicy }),
});

/** Like the lookup, but what is yet to be made is known after the change only. */
const foreseeing = (lookup: Lookup, unknown: ReadonlySet<string>): Lookup => ({
  ...lookup,
  ref: (logicalId) => (unknown.has(logicalId) ? KNOWN_AFTER_APPLY : lookup.ref(logicalId)),
  attribute: (logicalId, name) => (unknown.has(logicalId) ? KNOWN_AFTER_APPLY : lookup.attribute(logicalId, name)),
  isUnknown: isKnownAfterApply,
});
