import { isDeepStrictEqual } from 'node:util';
import { exportsOf } from '../../../core/stacks/exports.js';
import { planChanges, type PlannedChange } from '../../../core/stacks/plan-changes.js';
import { templateOf } from '../../../core/stacks/stack-plans.js';
import type { StackRecord } from '../../../core/stacks/stack.js';
import type { CloudFormationState } from '../cloudformation-state.js';
import { validationError } from '../errors.js';
import { asCallersError, type ReadDefinition } from '../templates/read-definition.js';

export interface ForeseenChanges {
  readonly changes: readonly PlannedChange[];
  /** False where executing it would be refused because nothing would be done. */
  readonly hasChanges: boolean;
}

/** What bringing the stack to the definition would do. Throws ValidationError when it can never be done. */
export const foreseeChanges = (
  { definition, template, plan }: ReadDefinition,
  stack: StackRecord,
  { stacks }: Pick<CloudFormationState, 'stacks'>,
): ForeseenChanges => {
  const retyped = plan.resources.filter(({ logicalId, type }) =>
    stack.resources.some((one) => one.logicalId === logicalId && one.type !== type),
  );
  if (retyped.length > 0)
    throw validationError(
      `Update of resource type is not permitted. The new template modifies resource type of the following resources: [${retyped.map(({ logicalId }) => logicalId).join(', ')}]`,
    );
  const exports = new Map(exportsOf(stacks.all()).map(({ name, value }) => [name, value]));
  const changes = asCallersError(() => planChanges(plan, stack, exports));
  const former = templateOf(stack.name, stack.definition);
  const isSame =
    isDeepStrictEqual(former.Outputs ?? {}, template.Outputs ?? {}) &&
    isDeepStrictEqual(stack.definition.tags, definition.tags) &&
    isDeepStrictEqual(policiesIn(former), policiesIn(template));
  return { changes, hasChanges: changes.length > 0 || !isSame };
};

/** What holds for resources without being a property of them. */
const policiesIn = ({ Resources: resources }: ReturnType<typeof templateOf>): unknown =>
  Object.fromEntries(
    Object.entries(resources).map(([logicalId, { DeletionPolicy, UpdateReplacePolicy }]) => [
      logicalId,
      [DeletionPolicy, UpdateReplacePolicy],
    ]),
  );
