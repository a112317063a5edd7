import type { CloudContext } from '../cloud-context.js';
import { randomUuid } from '../random-uuid.js';
import type { StackEvent, StackRecord, StackResource } from './stack.js';
import type { StackStore } from './stack-store.js';

const STACK_TYPE = 'AWS::CloudFormation::Stack';

/** A stack while an operation changes it: each step is an event, and is on disk before the next begins. */
export class StackJournal {
  #record: StackRecord;

  constructor(
    record: StackRecord,
    private readonly store: StackStore,
    private readonly context: Pick<CloudContext, 'clock' | 'random'>,
  ) {
    this.#record = record;
  }

  get record(): StackRecord {
    return this.#record;
  }

  resource(logicalId: string): StackResource | undefined {
    return this.#record.resources.find((one) => one.logicalId === logicalId);
  }

  /** A new status of the stack, together with other changes of it. */
  async enter(status: string, reason?: string, change: Partial<StackRecord> = {}): Promise<void> {
    const { id, name, reason: _former, ...rest } = this.#record;
    this.#record = { ...rest, ...change, id, name, status, ...(reason !== undefined && { reason }) };
    await this.#append({ logicalId: name, physicalId: id, type: STACK_TYPE, status, ...reasonOf(reason) });
  }

  /** The end of an update: what was kept for its rollback is let go. */
  async finish(status: string): Promise<void> {
    const { before: _before, replacement: _replacement, ...record } = this.#record;
    this.#record = { ...record, superseded: [] };
    await this.enter(status);
  }

  /** What is made in the place of a resource, before it is; nothing when that failed. */
  async replacing(resource: Omit<StackResource, 'updatedAtMs'> | undefined): Promise<void> {
    const { replacement: _former, ...record } = this.#record;
    const replacement = resource && { ...resource, updatedAtMs: this.context.clock.now() };
    this.#record = record;
    await this.change(replacement ? { replacement } : {});
  }

  /** Changes that are no event. */
  async change(change: Partial<StackRecord>): Promise<void> {
    this.#record = { ...this.#record, ...change };
    await this.store.save(this.#record);
  }

  /** A resource of the stack as it is from now on, in the place of its former state or at the end. */
  async put(resource: Omit<StackResource, 'updatedAtMs'>): Promise<void> {
    const updated: StackResource = { ...resource, updatedAtMs: this.context.clock.now() };
    const { resources } = this.#record;
    const isKnown = resources.some((one) => one.logicalId === resource.logicalId);
    this.#record = {
      ...this.#record,
      resources: isKnown
        ? resources.map((one) => (one.logicalId === resource.logicalId ? updated : one))
        : [...resources, updated],
    };
    await this.tell(updated);
  }

  /** The resource that was being made takes the place of the former one, which is superseded. */
  async replace(former: StackResource, resource: Omit<StackResource, 'updatedAtMs'>): Promise<void> {
    const { replacement: _done, ...record } = this.#record;
    this.#record = { ...record, superseded: [...record.superseded, former] };
    await this.put(resource);
  }

  /** An event of a resource that may not be the stack's any more. */
  async tell({
    logicalId,
    physicalId,
    type,
    status,
    reason,
    properties,
  }: Omit<StackResource, 'updatedAtMs'>): Promise<void> {
    const event = { logicalId, physicalId: physicalId ?? '', type, status, properties };
    await this.#append({ ...event, ...reasonOf(reason) });
  }

  async #append(event: Omit<StackEvent, 'id' | 'atMs'>): Promise<void> {
    const { token, events } = this.#record;
    const whole: StackEvent = {
      ...event,
      id: `${event.logicalId}-${event.status}-${randomUuid(this.context.random)}`,
      atMs: this.context.clock.now(),
      ...(token !== undefined && { token }),
    };
    await this.change({ events: [...events, whole] });
  }
}

const reasonOf = (reason: string | undefined): { readonly reason?: string } => (reason === undefined ? {} : { reason });
