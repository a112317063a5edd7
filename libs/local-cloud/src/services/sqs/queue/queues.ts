import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AwsError } from '@sales-cdc/aws-wire';
import { arnOf, type CloudContext } from '../../../core/cloud-context.js';
import { readJsonFile, writeDurably } from '../../../core/durable-file.js';
import { invalidParameter, queueDoesNotExist, unsupported } from '../sqs-errors.js';
import { MessageFiles } from './message-files.js';
import type { QueueAttributes } from './queue-attributes.js';
import { Queue } from './queue.js';

/** The settings of a queue on disk. */
interface StoredQueue {
  readonly createdAtMs: number;
  readonly modifiedAtMs: number;
  readonly attributes: QueueAttributes;
}

interface Entry {
  readonly queue: Queue;
  readonly stored: StoredQueue;
}

const NAME = /^[A-Za-z0-9_-]{1,80}$/;

/** The queues of the account, each in a folder of its own. */
export class Queues {
  readonly #entries = new Map<string, Entry>();

  private constructor(
    private readonly directory: string,
    private readonly context: CloudContext,
    private readonly endpointUrl: () => string,
  ) {}

  static async open(context: CloudContext, endpointUrl: () => string): Promise<Queues> {
    const directory = join(context.dataDirectory, 'sqs');
    await mkdir(directory, { recursive: true });
    const queues = new Queues(directory, context, endpointUrl);
    for (const name of await readdir(directory)) {
      const stored = await readJsonFile<StoredQueue>(queues.#settingsPath(name));
      if (stored) await queues.#load(name, stored);
    }
    return queues;
  }

  get names(): readonly string[] {
    return [...this.#entries.keys()].sort();
  }

  get all(): readonly Queue[] {
    return [...this.#entries.values()].map(({ queue }) => queue);
  }

  /** Creates the queue; one of that name gets the new settings and keeps its messages. */
  async createOrUpdate(name: string, attributes: QueueAttributes): Promise<Queue> {
    if (name.endsWith('.fifo')) throw unsupported(`FIFO queues, such as ${name}`);
    if (!NAME.test(name))
      throw invalidParameter('Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length.');
    const now = this.context.clock.now();
    const stored = { createdAtMs: this.#entries.get(name)?.stored.createdAtMs ?? now, modifiedAtMs: now, attributes };
    await writeDurably(this.#settingsPath(name), JSON.stringify(stored));
    return this.#load(name, stored);
  }

  find(name: string): Queue | undefined {
    return this.#entries.get(name)?.queue;
  }

  /** By queue URL: only the account and the name in it count, since a queue is reached under any host. */
  require(queueUrl: string | undefined): Queue {
    const [name, account] = (queueUrl ?? '').split('/').reverse();
    const queue = account === this.context.accountId && name !== undefined ? this.find(name) : undefined;
    if (!queue) throw queueDoesNotExist();
    return queue;
  }

  settings({ name }: Queue): StoredQueue {
    const entry = this.#entries.get(name);
    if (!entry) throw new AwsError('InternalFailure', `The queue ${name} has no settings.`, 500);
    return entry.stored;
  }

  url({ name }: Queue): string {
    return `${this.endpointUrl()}/${this.context.accountId}/${name}`;
  }

  arn({ name }: Queue): string {
    return arnOf(this.context, 'sqs', name);
  }

  async #load(name: string, stored: StoredQueue): Promise<Queue> {
    const queue =
      this.find(name) ??
      (await Queue.open(
        name,
        stored.attributes,
        new MessageFiles(join(this.directory, name, 'messages')),
        this.context,
      ));
    queue.attributes = stored.attributes;
    this.#entries.set(name, { queue, stored });
    return queue;
  }

  #settingsPath(name: string): string {
    return join(this.directory, name, 'queue.json');
  }
}
