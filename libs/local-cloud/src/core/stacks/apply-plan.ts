import type { PlannedResource, StackPlan } from '@sales-cdc/cfn-template';
import type { Provisioned } from '../provisioner.js';
import { nameInTheWay, propertyChanges } from '../update-behaviour/update-behaviour.js';
import { checkExports, exportsOf } from './exports.js';
import { newNameSuffix } from './new-name-suffix.js';
import { goOn, reasonIn, type Operation } from './operation.js';
import { stackLookup } from './stack-lookup.js';
import { takenName } from './taken-name.js';
import type { StackResource } from './stack.js';

/**
 * Brings the stack's resources to what the plan says, in its order: creates, changes in place, or creates anew. What an
 * update replaces or leaves out becomes `superseded` and still exists. Throws with the reason where a resource fails,
 * which is then in its state, too.
 */
export const applyPlan = async (plan: StackPlan, operation: Operation): Promise<void> => {
  const { journal } = operation;
  const imports = new Set<string>();
  const exports = new Map(exportsOf(operation.stacks()).map(({ name, value }) => [name, value]));
  const lookup = stackLookup(
    plan.stackName,
    (id) => journal.resource(id),
    exports,
    (name) => imports.add(name),
  );
  for (const planned of plan.resources) {
    goOn(operation);
    const existing = journal.resource(planned.logicalId);
    const properties = planned.resolve(lookup);
    if (existing?.physicalId !== undefined) await change(planned, properties, existing, operation);
    else await create(planned, properties, operation);
  }
  await leaveOut(plan, operation);
  const outputs = plan.outputs(lookup);
  checkExports(journal.record, outputs, operation.stacks());
  await journal.change({ outputs, imports: [...imports] });
};

type Properties = StackResource['properties'];

const create = async (planned: PlannedResource, properties: Properties, operation: Operation): Promise<void> => {
  const { journal, context } = operation;
  const resource = {
    ...stateOf(planned),
    properties,
    attributes: {},
    nameSuffix: newNameSuffix(context.random),
  };
  // Asked before anything is on disk: what is in progress there is the stack's own, to be removed after an end in the middle.
  const taken = await whoseName(resource, operation);
  await journal.put({ ...resource, status: 'CREATE_IN_PROGRESS' });
  try {
    if (taken) throw taken;
    const provisioned = await provisionWhole(resource, operation);
    await journal.put({ ...resource, ...provisioned, status: 'CREATE_COMPLETE' });
  } catch (error) {
    await journal.put({ ...resource, status: 'CREATE_FAILED', reason: reasonIn(error) });
    throw error;
  }
};

type NewResource = Pick<StackResource, 'logicalId' | 'type' | 'properties' | 'attributes' | 'nameSuffix'>;

/** Makes a resource whose name is free. What fails half-way leaves nothing. */
const provisionWhole = async (resource: NewResource, { journal, handlers }: Operation): Promise<Provisioned> => {
  const { name: stackName } = journal.record;
  try {
    return await handlers.provision(stackName, resource);
  } catch (error) {
    const physicalId = await handlers.nameOfExisting(resource);
    if (physicalId !== undefined) await handlers.remove(stackName, { ...resource, physicalId }).catch(() => undefined);
    throw error;
  }
};

const change = async (
  planned: PlannedResource,
  properties: Properties,
  existing: StackResource,
  operation: Operation,
): Promise<void> => {
  const changes = propertyChanges(planned.type, existing.properties, properties);
  const { deletionPolicy: _deletion, updateReplacePolicy: _replacement, ...rest } = existing;
  const after = { ...rest, ...stateOf(planned), properties };
  if (changes.length === 0) await operation.journal.change({ resources: withState(operation, after) });
  else if (changes.some(({ behaviour }) => behaviour === 'replacement')) await replace(after, existing, operation);
  else await updateInPlace(after, existing, operation);
};

/** Policies are the template's and no property: they hold without an update of the resource. */
const withState = ({ journal }: Operation, after: StackResource): readonly StackResource[] =>
  journal.record.resources.map((one) => (one.logicalId === after.logicalId ? after : one));

/** Changes a resource in place. Throws what its service refuses; the resource is then as it was. */
export const updateInPlace = async (
  after: Omit<StackResource, 'updatedAtMs'>,
  { reason: _former, ...existing }: StackResource,
  { journal, handlers }: Operation,
): Promise<void> => {
  await journal.put({ ...existing, status: 'UPDATE_IN_PROGRESS' });
  try {
    const provisioned = await handlers.update(journal.record.name, after, existing);
    const { reason: _reason, ...rest } = after;
    await journal.put({ ...rest, ...provisioned, status: 'UPDATE_COMPLETE' });
  } catch (error) {
    await journal.put({ ...existing, status: 'UPDATE_FAILED', reason: reasonIn(error) });
    throw error;
  }
};

const CREATES_ANEW = 'Requested update requires the creation of a new physical resource; hence creating one.';

const replace = async (
  { physicalId: _former, ...after }: StackResource,
  existing: StackResource,
  operation: Operation,
): Promise<void> => {
  const { journal, context } = operation;
  const resource = { ...after, attributes: {}, nameSuffix: newNameSuffix(context.random) };
  await journal.put({ ...existing, status: 'UPDATE_IN_PROGRESS', reason: CREATES_ANEW });
  try {
    requireNewName(existing, resource);
    const taken = await whoseName(resource, operation);
    if (taken) throw taken;
    // Known before it is made, so that an end in the middle leaves nothing that nobody knows of.
    await journal.replacing({ ...resource, status: 'CREATE_IN_PROGRESS' });
    const { reason: _reason, ...rest } = resource;
    const provisioned = await provisionWhole(resource, operation);
    // What happens to the former one is said by the policy for replacements, which is to delete it when there is none.
    const former = { ...existing, deletionPolicy: existing.updateReplacePolicy ?? 'Delete' };
    await journal.replace(former, { ...rest, ...provisioned, status: 'UPDATE_COMPLETE' });
  } catch (error) {
    await journal.replacing(undefined);
    await journal.put({ ...existing, status: 'UPDATE_FAILED', reason: reasonIn(error) });
    throw error;
  }
};

const requireNewName = (
  existing: StackResource,
  { type, properties }: Pick<StackResource, 'type' | 'properties'>,
): void => {
  const name = nameInTheWay(type, existing.properties, properties);
  if (name === undefined) return;
  throw new Error(
    `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${name} and update the stack again.`,
  );
};

/** Why the resource cannot have the name that the template gives to it: another one of the account has it. */
const whoseName = async (
  resource: Pick<StackResource, 'logicalId' | 'type' | 'properties'>,
  { journal, handlers, ...operation }: Operation,
): Promise<Error | undefined> => {
  const taken = takenName(resource, journal.record.id, operation.stacks());
  if (taken) return new Error(`${taken.name} already exists in stack ${taken.stackId}`);
  const name = await handlers.nameOfExisting(resource);
  return name === undefined
    ? undefined
    : new Error(`Resource of type '${resource.type}' with identifier '${name}' already exists.`);
};

const stateOf = ({
  logicalId,
  type,
  deletionPolicy,
  updateReplacePolicy,
}: PlannedResource): Pick<StackResource, 'logicalId' | 'type' | 'deletionPolicy' | 'updateReplacePolicy'> => ({
  logicalId,
  type,
  ...(deletionPolicy !== undefined && { deletionPolicy }),
  ...(updateReplacePolicy !== undefined && { updateReplacePolicy }),
});

/** Takes what the plan does not have out of the stack, and puts the rest in the plan's order. */
const leaveOut = async (plan: StackPlan, { journal }: Operation): Promise<void> => {
  const { resources, superseded } = journal.record;
  const planned = plan.resources.flatMap(({ logicalId }) => journal.resource(logicalId) ?? []);
  const gone = resources.filter((one) => !planned.includes(one));
  await journal.change({ resources: planned, superseded: [...superseded, ...gone] });
};
