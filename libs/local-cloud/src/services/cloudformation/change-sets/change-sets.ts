import { join } from 'node:path';
import type { CloudContext } from '../../../core/cloud-context.js';
import { readJsonFile, writeDurably } from '../../../core/durable-file.js';
import type { PlannedChange } from '../../../core/stacks/plan-changes.js';
import type { StackDefinition } from '../../../core/stacks/stack.js';
import type { OnFailure } from '../../../core/stacks/create-stack.js';

/** What a caller wants to do to a stack, looked at before it is done. */
export interface ChangeSet {
  /** Its ARN. */
  readonly id: string;
  readonly name: string;
  readonly stackId: string;
  readonly stackName: string;
  readonly type: 'CREATE' | 'UPDATE';
  readonly description?: string;
  /** Tells a request that is sent again from another one for the same name. */
  readonly clientToken?: string;
  readonly createdAtMs: number;
  readonly definition: StackDefinition;
  readonly changes: readonly PlannedChange[];
  /** Failed when there is nothing to change. */
  readonly status: 'CREATE_COMPLETE' | 'FAILED';
  readonly reason?: string;
  readonly execution: 'AVAILABLE' | 'UNAVAILABLE' | 'EXECUTED' | 'OBSOLETE';
  readonly onFailure?: OnFailure;
}

/** The change sets of the account, in one file. */
export class ChangeSets {
  #all: readonly ChangeSet[] = [];
  #writing: Promise<void> = Promise.resolve();

  constructor(private readonly context: Pick<CloudContext, 'disk' | 'dataDirectory'>) {}

  async open(): Promise<void> {
    this.#all = (await readJsonFile<readonly ChangeSet[]>(this.context.disk, this.#path)) ?? [];
  }

  of(stackId: string): readonly ChangeSet[] {
    return this.#all.filter((one) => one.stackId === stackId);
  }

  /** By id, or by name within a stack. */
  find(nameOrId: string, stackId: string | undefined): ChangeSet | undefined {
    return this.#all.find(({ id, name, stackId: of }) => id === nameOrId || (name === nameOrId && of === stackId));
  }

  /** Adds it, or puts it in the place of its former state. */
  async put(changeSet: ChangeSet): Promise<void> {
    const isKnown = this.#all.some(({ id }) => id === changeSet.id);
    await this.#keep(
      isKnown ? this.#all.map((one) => (one.id === changeSet.id ? changeSet : one)) : [...this.#all, changeSet],
    );
  }

  async forget(id: string): Promise<void> {
    await this.#keep(this.#all.filter((one) => one.id !== id));
  }

  async forgetAllOf(stackId: string): Promise<void> {
    await this.#keep(this.#all.filter((one) => one.stackId !== stackId));
  }

  get #path(): string {
    return join(this.context.dataDirectory, 'cloudformation', 'change-sets.json');
  }

  async #keep(all: readonly ChangeSet[]): Promise<void> {
    this.#all = all;
    this.#writing = this.#writing
      .catch(() => undefined)
      .then(() => writeDurably(this.context.disk, this.#path, JSON.stringify(all)));
    await this.#writing;
  }
}
