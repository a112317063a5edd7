import { join } from 'node:path';
import type { Disk } from '../../../core/disk.js';
import { readJsonFile, writeDurably } from '../../../core/durable-file.js';
import type { StoredAttributes } from './message-attributes.js';

/** A message as it lies on disk. */
export interface StoredMessage {
  readonly messageId: string;
  readonly body: string;
  readonly attributes: StoredAttributes;
  readonly sentAtMs: number;
  readonly delaySeconds: number;
  /** How often it was received; kept for queues that give a message up after so many times. */
  readonly receiveCount?: number;
  readonly firstReceivedAtMs?: number;
  /** The queue that gave it up. */
  readonly deadLetterSourceArn?: string;
}

/** The messages of one queue on disk, a file each: a dead-letter queue holds few, and each is whole or not there. */
export class MessageFiles {
  constructor(
    private readonly disk: Disk,
    private readonly directory: string,
  ) {}

  /** All that were kept and not removed, the oldest first. */
  async readAll(): Promise<readonly StoredMessage[]> {
    await this.disk.mkdir(this.directory, { recursive: true });
    const names = (await this.disk.readdir(this.directory)).filter((name) => name.endsWith('.json'));
    const messages: StoredMessage[] = [];
    for (const name of names) {
      const message = await readJsonFile<StoredMessage>(this.disk, join(this.directory, name));
      if (message) messages.push(message);
    }
    return messages.sort((a, b) => a.sentAtMs - b.sentAtMs);
  }

  async keep(message: StoredMessage): Promise<void> {
    await writeDurably(this.disk, this.#path(message.messageId), JSON.stringify(message));
  }

  async remove(messageId: string): Promise<void> {
    await this.disk.rm(this.#path(messageId), { force: true });
  }

  #path(messageId: string): string {
    return join(this.directory, `${messageId}.json`);
  }
}
