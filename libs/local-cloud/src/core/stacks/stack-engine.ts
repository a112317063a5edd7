import type { CloudAssembly, StackPlan } from '@sales-cdc/cfn-template';
import type { CloudContext } from '../cloud-context.js';
import { checkPlan, UnsupportedTemplate } from './check-plan.js';
import { createStack, deleteStack, rollBackCreation, type OnFailure } from './create-stack.js';
import type { Operation } from './operation.js';
import { provisionAssembly, type ProvisionedAssembly } from './provision-assembly.js';
import { ResourceHandlers } from './resource-handlers.js';
import type { ResourceTypes } from './resource-types.js';
import { resumptionOf, toItsEnd, type Work } from './resumption.js';
import { reviveStack } from './revive-stack.js';
import { StackJournal } from './stack-journal.js';
import { planOf } from './stack-plans.js';
import { isDeleted, StackStore } from './stack-store.js';
import { isInProgress, type StackDefinition, type StackRecord } from './stack.js';
import { rollBackUpdate, updateStack } from './update-stack.js';

/** The settings of an operation that its callers may give. */
export interface OperationSettings {
  readonly token?: string;
  readonly changeSetId?: string;
  readonly disableRollback?: boolean;
  readonly retainExceptOnCreate?: boolean;
}

/**
 * The stacks of the account, and the one way in which resources come to be: for the assembly that a run is started with
 * and for what is deployed through CloudFormation alike. What is begun here goes on by itself.
 */
export class StackEngine implements AsyncDisposable {
  readonly #store: StackStore;
  readonly #handlers: ResourceHandlers;
  readonly #stop = new AbortController();
  readonly #running = new Set<Promise<void>>();
  /** By stack id: the operations under way. */
  readonly #journals = new Map<string, StackJournal>();

  constructor(
    private readonly context: CloudContext,
    private readonly types: ResourceTypes,
  ) {
    this.#store = new StackStore(context);
    this.#handlers = new ResourceHandlers(context, types);
  }

  /** Every stack, oldest first, those that are deleted too. */
  all(): readonly StackRecord[] {
    return this.#store.all();
  }

  /** By id, or by name among those that are not deleted. */
  find(nameOrId: string): StackRecord | undefined {
    return this.#store.find(nameOrId);
  }

  /** Saves a stack on which no operation runs. */
  save(record: StackRecord): Promise<void> {
    return this.#store.save(record);
  }

  /** What a definition wants. Throws a TemplateError, or an UnsupportedTemplate with logical ids and paths. */
  plan(stackName: string, definition: StackDefinition): StackPlan {
    const plan = planOf(stackName, definition, this.context);
    const { refused } = checkPlan(plan, this.types);
    if (refused.length > 0) throw new UnsupportedTemplate(refused);
    return plan;
  }

  /**
   * Brings back to life what earlier runs left, and the assembly beside it. Throws one sentence when the assembly cannot
   * run; what cannot be brought back is told to the observer.
   */
  async open(assembly: CloudAssembly): Promise<ProvisionedAssembly> {
    await this.#store.open();
    const ground = { context: this.context, types: this.types, store: this.#store, handlers: this.#handlers };
    const ofAssembly = new Set(assembly.stacks.map(({ stackName }) => stackName));
    const others = this.all().filter((stack) => !isDeleted(stack) && !ofAssembly.has(stack.name));
    for (const stack of others) await this.#store.save(await reviveStack(stack, { ...ground, stacks: this.all() }));
    return provisionAssembly(assembly, ground);
  }

  /** Takes up the operations that the end of the last run interrupted: a deletion goes on, all else is rolled back. */
  resume(): void {
    for (const stack of this.all().filter(isInProgress)) {
      const again = resumptionOf(stack, INTERRUPTED);
      if (again) this.#run(this.#journal(stack), again);
    }
  }

  /** Creates the stack's resources. Resolves when the operation has begun; the record says how far it is. */
  async create(record: StackRecord, onFailure: OnFailure, settings: OperationSettings): Promise<void> {
    const plan = this.plan(record.name, record.definition);
    const journal = this.#journal(withSettings(record, settings));
    await journal.enter('CREATE_IN_PROGRESS', 'User Initiated');
    this.#run(journal, (operation) => createStack(plan, onFailure, operation));
  }

  /** Brings the stack to the definition. Resolves when the operation has begun. */
  async update(record: StackRecord, definition: StackDefinition, settings: OperationSettings): Promise<void> {
    const plan = this.plan(record.name, definition);
    const journal = this.#journal(withSettings(record, settings));
    const { definition: former, resources, outputs, imports } = record;
    await journal.enter('UPDATE_IN_PROGRESS', 'User Initiated', {
      definition,
      // After an update that failed and was left as it is, what was before that one is what can be brought back.
      before: record.before ?? { definition: former, resources, outputs, imports },
      updatedAtMs: this.context.clock.now(),
    });
    this.#run(journal, (operation) => updateStack(plan, operation));
  }

  /** Removes the stack. Resolves when the operation has begun. */
  async delete(record: StackRecord, retained: readonly string[], settings: OperationSettings): Promise<void> {
    const journal = this.#journal(withSettings(record, settings));
    this.#run(journal, (operation) => deleteStack('User Initiated', operation, retained));
    await this.#store.written();
  }

  /**
   * Brings a stack back whose update failed and was left as it is, or whose rollback failed. Resolves when the operation
   * has begun.
   */
  async rollBack(record: StackRecord, settings: OperationSettings): Promise<void> {
    const begin = record.status.startsWith('UPDATE') ? rollBackUpdate : rollBackCreation;
    this.#run(this.#journal(withSettings(record, settings)), (operation) => begin('User Initiated', operation));
    await this.#store.written();
  }

  /** Protects a stack from being deleted, or does so no more; while an operation changes it, too. */
  protect(record: StackRecord, terminationProtection: boolean): Promise<void> {
    const underWay = this.#journals.get(record.id);
    return underWay ? underWay.change({ terminationProtection }) : this.save({ ...record, terminationProtection });
  }

  /** Resolves when no operation runs. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  /** Waits for the step that each operation is at; the next start takes them up. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.settled();
  }

  #journal(record: StackRecord): StackJournal {
    return new StackJournal(record, this.#store, this.context);
  }

  #run(journal: StackJournal, work: Work): void {
    const { context } = this;
    const { id } = journal.record;
    this.#journals.set(id, journal);
    const operation: Operation = {
      context,
      journal,
      handlers: this.#handlers,
      stop: this.#stop.signal,
      stacks: () => this.all(),
    };
    const running = toItsEnd(work, operation).finally(() => {
      this.#running.delete(running);
      if (this.#journals.get(id) === journal) this.#journals.delete(id);
    });
    this.#running.add(running);
  }
}

/** The stack as an operation finds it: nothing is left of what the last one was told. */
const withSettings = (record: StackRecord, { disableRollback, ...settings }: OperationSettings): StackRecord => {
  const { token: _token, retainExceptOnCreate: _retain, deletion: _deletion, ...rest } = record;
  return { ...rest, ...settings, ...(disableRollback !== undefined && { disableRollback }) };
};

const INTERRUPTED = 'The local cloud ended during the operation.';
