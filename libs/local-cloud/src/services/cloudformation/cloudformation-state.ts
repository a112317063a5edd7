import type { CloudContext } from '../../core/cloud-context.js';
import type { StackEngine } from '../../core/stacks/stack-engine.js';
import type { StackRecord } from '../../core/stacks/stack.js';
import type { ChangeSets } from './change-sets/change-sets.js';
import { validationError } from './errors.js';

/** What CloudFormation needs from the rest of the cloud. */
export interface CloudFormationPorts {
  /** The text of an object; undefined where there is none. */
  readObject(bucket: string, key: string): Promise<string | undefined>;
  /** The value of a parameter of the Systems Manager store; undefined where there is none. */
  storedParameter(name: string): string | undefined;
}

export interface CloudFormationState {
  readonly context: CloudContext;
  readonly ports: CloudFormationPorts;
  readonly stacks: StackEngine;
  readonly changeSets: ChangeSets;
}

/** By name or id. A deleted stack is known by its id only. */
export const requireStack = (
  nameOrId: string | undefined,
  { stacks }: Pick<CloudFormationState, 'stacks'>,
): StackRecord => {
  const stack = nameOrId === undefined ? undefined : stacks.find(nameOrId);
  if (!stack) throw validationError(`Stack with id ${nameOrId ?? ''} does not exist`);
  return stack;
};
