import type { MessageQueue } from '../queue/ports.js';

/** A queue in memory. Who receives a message has it until the test says that time has passed. */
export class MemoryQueue implements MessageQueue {
  readonly bodies = new Map<string, string>();
  readonly #inFlight = new Set<string>();

  constructor(bodies: readonly string[]) {
    bodies.forEach((body, index) => this.bodies.set(`message-${index}`, body));
  }

  async ReceiveMessage({ MaxNumberOfMessages }: { readonly MaxNumberOfMessages: number }) {
    const ids = [...this.bodies.keys()].filter((id) => !this.#inFlight.has(id)).slice(0, MaxNumberOfMessages);
    for (const id of ids) this.#inFlight.add(id);
    return { Messages: ids.map((id) => ({ MessageId: id, ReceiptHandle: id, Body: this.bodies.get(id) ?? '' })) };
  }

  async DeleteMessage({ ReceiptHandle }: { readonly ReceiptHandle: string }): Promise<unknown> {
    this.bodies.delete(ReceiptHandle);
    return {};
  }

  async ChangeMessageVisibility({ ReceiptHandle }: { readonly ReceiptHandle: string }): Promise<unknown> {
    this.#inFlight.delete(ReceiptHandle);
    return {};
  }

  /** As after the visibility time-out. */
  timePasses(): void {
    this.#inFlight.clear();
  }

  get inFlight(): number {
    return [...this.#inFlight].filter((id) => this.bodies.has(id)).length;
  }
}
