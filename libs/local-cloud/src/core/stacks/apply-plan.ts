import type { PlannedResource, StackPlan } from '@sales-cdc/cfn-template';
import { nameInTheWay, propertyChanges } from '../update-behaviour/update-behaviour.js';
import { checkExports, exportsOf } from './exports.js';
import { replaced } from './leftovers.js';
import { makeResource } from './make-resource.js';
import { newNameSuffix } from './new-name-suffix.js';
import { goOn, reasonIn, type Operation } from './operation.js';
import { stackLookup } from './stack-lookup.js';
import { whyNameIsTaken } from './taken-name.js';
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
    const isThere = existing?.physicalId !== undefined && existing.status !== 'CREATE_FAILED';
    if (isThere) await change(planned, properties, existing, operation);
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
  const remains = journal.resource(planned.logicalId);
  if (remains?.physicalId !== undefined) await operation.handlers.remove(journal.record.name, remains);
  // Asked before anything is on disk: what is in progress there is the stack's own, to be removed after an end in the middle.
  const taken = await whyNameIsTaken(resource, operation);
  await journal.put({ ...resource, status: 'CREATE_IN_PROGRESS' });
  const made = taken ? { error: taken } : await makeResource(resource, operation);
  if ('provisioned' in made) return journal.put({ ...resource, ...made.provisioned, status: 'CREATE_COMPLETE' });
  const { error, ...half } = made;
  await journal.put({ ...resource, ...half, status: 'CREATE_FAILED', reason: reasonIn(error) });
  throw error;
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
  const isSettled = existing.status !== 'UPDATE_FAILED';
  if (changes.length === 0 && isSettled) await operation.journal.change({ resources: withState(operation, after) });
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
  const provisioned = await handlers
    .update(journal.record.name, after, existing)
    .catch((error: unknown) => failUpdate(existing, error, journal));
  const { reason: _reason, ...rest } = after;
  await journal.put({ ...rest, ...provisioned, status: 'UPDATE_COMPLETE' });
};

/** A resource that could not be changed or replaced is as it was. */
const failUpdate = async (existing: StackResource, error: unknown, journal: Operation['journal']): Promise<never> => {
  await journal.put({ ...existing, status: 'UPDATE_FAILED', reason: reasonIn(error) });
  throw error;
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
  const taken = noNewName(existing, resource) ?? (await whyNameIsTaken(resource, operation));
  if (taken) return failUpdate(existing, taken, journal);
  // Known before it is made, so that an end in the middle leaves nothing that nobody knows of.
  await journal.replacing({ ...resource, status: 'CREATE_IN_PROGRESS' });
  const made = await makeResource(resource, operation);
  if ('provisioned' in made) {
    const { reason: _reason, ...rest } = resource;
    return journal.replace(replaced(existing), { ...rest, ...made.provisioned, status: 'UPDATE_COMPLETE' });
  }
  const { error, ...half } = made;
  await journal.replacing(
    half.physicalId === undefined ? undefined : { ...resource, ...half, status: 'CREATE_FAILED' },
  );
  return failUpdate(existing, error, journal);
};

const noNewName = (
  existing: StackResource,
  { type, properties }: Pick<StackResource, 'type' | 'properties'>,
): Error | undefined => {
  const name = nameInTheWay(type, existing.properties, properties);
  return name === undefined
    ? undefined
    : new Error(
        `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${name} and update the stack again.`,
      );
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
