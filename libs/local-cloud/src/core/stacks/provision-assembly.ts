import { planStack, type CloudAssembly, type StackPlan, type StackTemplate } from '@sales-cdc/cfn-template';
import { isDeepStrictEqual } from 'node:util';
import type { CloudContext } from '../cloud-context.js';
import { checkPlan, UnsupportedTemplate, type IgnoredResource } from './check-plan.js';
import { exportsOf } from './exports.js';
import { leftoversOf, withoutUnfinishedUpdate } from './leftovers.js';
import { reasonIn } from './operation.js';
import { isKept } from './remove-resources.js';
import type { ResourceHandlers } from './resource-handlers.js';
import type { ResourceTypes } from './resource-types.js';
import { reviveResources } from './revive-stack.js';
import { stackId } from './stack-id.js';
import { stackLookup } from './stack-lookup.js';
import { environmentOf } from './stack-plans.js';
import type { StackStore } from './stack-store.js';
import type { StackRecord, StackResource } from './stack.js';

export interface ProvisionedResource {
  readonly stackName: string;
  readonly logicalId: string;
  readonly type: string;
  /** The answer to `Ref`. */
  readonly physicalId: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

export interface ProvisionedAssembly {
  readonly resources: readonly ProvisionedResource[];
  readonly ignored: readonly IgnoredResource[];
  /** What an earlier run has left and no template has any more; it is removed once the cloud runs. */
  readonly leftovers: readonly ProvisionedResource[];
  /** By stack name, then by output name. */
  readonly outputs: Readonly<Record<string, StackRecord['outputs']>>;
}

interface Ground {
  readonly context: CloudContext;
  readonly types: ResourceTypes;
  readonly store: StackStore;
  readonly handlers: ResourceHandlers;
}

/**
 * Creates every resource of the assembly in the order of its dependencies, or takes over what an earlier run left with the
 * properties of now, and records the stacks. What their templates no longer have is superseded, and removed once the cloud
 * runs. What the local cloud does not know is found before anything is created, and reported all at once.
 *
 * Differs: a run starts with its assembly, so no rollback: what cannot be created ends it, with the reason.
 */
export const provisionAssembly = async (assembly: CloudAssembly, ground: Ground): Promise<ProvisionedAssembly> => {
  const planned = assembly.stacks.map((stack) => ({ stack, plan: planStack(stack, environmentOf(ground.context)) }));
  const findings = planned.map(({ plan }) => checkPlan(plan, ground.types));
  const refused = findings.flatMap((finding) => finding.refused);
  if (refused.length > 0) throw new UnsupportedTemplate(refused);

  const stacks: StackRecord[] = [];
  for (const { stack, plan } of planned) stacks.push(await provisionStack(stack, plan, ground));
  return {
    resources: stacks.flatMap(({ name, resources }) => resources.map((one) => provisionedOf(name, one))),
    ignored: findings.flatMap(({ ignored }) => ignored),
    leftovers: stacks.flatMap(({ name, superseded }) =>
      superseded.filter((one) => !isKept(one)).map((one) => provisionedOf(name, one)),
    ),
    outputs: Object.fromEntries(stacks.map(({ name, outputs }) => [name, outputs])),
  };
};

const provisionedOf = (
  stackName: string,
  { logicalId, type, physicalId = '', attributes }: StackResource,
): ProvisionedResource => ({ stackName, logicalId, type, physicalId, attributes });

const provisionStack = async (
  { stackName, template }: StackTemplate,
  plan: StackPlan,
  ground: Ground,
): Promise<StackRecord> => {
  const { context, store, handlers } = ground;
  const found = store.find(stackName);
  const former = found && withoutUnfinishedUpdate(found);
  const created = new Map<string, StackResource>();
  const imports = new Set<string>();
  const exports = new Map(exportsOf(store.all()).map(({ name, value }) => [name, value]));
  const lookup = stackLookup(
    stackName,
    (id) => created.get(id),
    exports,
    (name) => imports.add(name),
  );
  for (const planned of plan.resources) {
    const { logicalId, type, deletionPolicy, updateReplacePolicy } = planned;
    const known = former?.resources.find((one) => one.logicalId === logicalId && one.type === type);
    const { nameSuffix } = known ?? {};
    const resource = {
      ...{ logicalId, type, properties: planned.resolve(lookup) },
      ...(nameSuffix !== undefined && { nameSuffix }),
      ...(deletionPolicy !== undefined && { deletionPolicy }),
      ...(updateReplacePolicy !== undefined && { updateReplacePolicy }),
    };
    const provisioned = await handlers.provision(stackName, resource).catch((cause: unknown) => {
      throw new Error(`${stackName}/${logicalId} (${type}) cannot be created: ${reasonIn(cause)}`, { cause });
    });
    created.set(logicalId, {
      ...{ ...resource, attributes: {}, ...provisioned },
      status: known?.status ?? 'CREATE_COMPLETE',
      updatedAtMs: known?.updatedAtMs ?? context.clock.now(),
    });
  }
  const state = {
    definition: { ...NO_CHOICES, templateBody: JSON.stringify(template, undefined, 1) },
    resources: [...created.values()],
    outputs: plan.outputs(lookup),
    imports: [...imports],
    superseded: former ? leftoversOf(former, [...created.values()]) : [],
  };
  const record = recordOf(stackName, state, former, context);
  await store.save(record);
  return record.superseded.length === 0 ? record : reviveSuperseded(record, ground);
};

/** Alive, what is superseded can be ended by the clean-up of the update. */
const reviveSuperseded = async (record: StackRecord, ground: Ground): Promise<StackRecord> => {
  const superseded = await reviveResources(record.superseded, record, { ...ground, stacks: ground.store.all() });
  await ground.store.save({ ...record, superseded });
  return { ...record, superseded };
};

const NO_CHOICES = { parameters: {}, storedParameters: {}, tags: [], capabilities: [] };

type State = Pick<StackRecord, 'definition' | 'resources' | 'outputs' | 'imports' | 'superseded'>;

/** The stack as it is known from now on; what it was called and when it was made stay. */
const recordOf = (name: string, state: State, former: StackRecord | undefined, context: CloudContext): StackRecord => {
  const nowMs = context.clock.now();
  const base = {
    ...{ id: stackId(context, name), name, createdAtMs: nowMs, events: [] },
    ...{ terminationProtection: false, disableRollback: false },
  };
  if (!former) return { ...base, ...state, status: 'CREATE_COMPLETE' };
  const { before: _before, reason: _reason, replacement: _replacement, ...rest } = former;
  const isSame = isDeepStrictEqual(former.resources.map(essenceOf), state.resources.map(essenceOf));
  const definition = { ...former.definition, templateBody: state.definition.templateBody };
  if (state.superseded.length > 0)
    return { ...rest, ...state, definition, status: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', updatedAtMs: nowMs };
  if (isSame && WHOLE.has(former.status)) return { ...rest, ...state, definition };
  return { ...rest, ...state, definition, status: 'UPDATE_COMPLETE', updatedAtMs: nowMs };
};

/** In these a stack has what its template says. In any other, such as a rollback that failed, it has so from now on. */
const WHOLE: ReadonlySet<string> = new Set(['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE']);

const essenceOf = ({ logicalId, physicalId, properties }: StackResource): unknown => [
  logicalId,
  physicalId,
  properties,
];
