import { join } from 'node:path';
import { AwsError } from '@sales-cdc/aws-wire';
import type { ResourcePolicies } from '../../../core/authorization/resource-policies.js';
import { arnOf, type CloudContext } from '../../../core/cloud-context.js';
import { readJsonFile, writeDurably } from '../../../core/durable-file.js';
import { invalidParameter, queueDoesNotExist, unsupported } from '../sqs-errors.js';
import { applyPolicy } from './apply-policy.js';
import { MessageFiles } from './message-files.js';
import type { QueueAttributes } from './queue-attributes.js';
import { Queue } from './queue.js';

/** The settings of a queue on disk. */
interface StoredQueue {
  readonly createdAtMs: number;
  readonly modifiedAtMs: number;
  readonly attributes: QueueAttributes;
  readonly tags?: Readonly<Record<string, string>>;
}

interface Entry {
  readonly queue: Queue;
  readonly stored: StoredQueue;
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteQueue.html Differs: a restart forgets it. */
const DELETED_FOR_MS = 60_000;
const NAME = /^[A-Za-z0-9_-]{1,80}$/;

/** The queues of the account, each in a folder of its own. */
export class Queues {
  readonly #entries = new Map<string, Entry>();
  /** By name, in `clock.elapsedMs`. */
  readonly #deletedAtMs = new Map<string, number>();

  private constructor(
    private readonly directory: string,
    private readonly context: CloudContext,
    private readonly endpointUrl: () => string,
    private readonly policies: ResourcePolicies,
  ) {}

  static async open(context: CloudContext, endpointUrl: () => string, policies: ResourcePolicies): Promise<Queues> {
    const directory = join(context.dataDirectory, 'sqs');
    await context.disk.mkdir(directory, { recursive: true });
    const queues = new Queues(directory, context, endpointUrl, policies);
    for (const name of await context.disk.readdir(directory)) {
      const stored = await readJsonFile<StoredQueue>(context.disk, queues.#settingsPath(name));
      if (!stored) continue;
      await queues.#load(name, stored);
      applyPolicy(queues.arn({ name }), stored.attributes, policies);
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
    this.#refuseDeletedRecently(name);
    this.#refuseMissingTarget(attributes);
    const now = this.context.clock.now();
    const before = this.#entries.get(name)?.stored;
    // One that stays as it is may be the template's, which is not an attribute.
    if (before?.attributes.Policy !== attributes.Policy) applyPolicy(this.arn({ name }), attributes, this.policies);
    const { createdAtMs = now, tags = {} } = before ?? {};
    const stored = { createdAtMs, modifiedAtMs: now, attributes, tags };
    await writeDurably(this.context.disk, this.#settingsPath(name), JSON.stringify(stored));
    return this.#load(name, stored);
  }

  /** Durable when it resolves. */
  async setTags(queue: Queue, tags: Readonly<Record<string, string>>): Promise<void> {
    const stored = { ...this.settings(queue), tags };
    await writeDurably(this.context.disk, this.#settingsPath(queue.name), JSON.stringify(stored));
    this.#entries.set(queue.name, { queue, stored });
  }

  /** With its messages; who waits for one is sent home. Its name is free at once only where that is asked for. */
  async remove(queue: Queue, { isNameFree = false }: { readonly isNameFree?: boolean } = {}): Promise<void> {
    this.#entries.delete(queue.name);
    if (!isNameFree) this.#deletedAtMs.set(queue.name, this.context.clock.elapsedMs());
    queue.close();
    this.policies.remove(this.arn(queue));
    await this.context.disk.rm(join(this.directory, queue.name), { recursive: true, force: true });
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

  arn({ name }: Pick<Queue, 'name'>): string {
    return arnOf(this.context, 'sqs', name);
  }

  #findByArn(arn: string): Queue | undefined {
    return this.all.find((queue) => this.arn(queue) === arn);
  }

  #refuseDeletedRecently(name: string): void {
    const deletedAtMs = this.#deletedAtMs.get(name);
    if (deletedAtMs === undefined || this.context.clock.elapsedMs() - deletedAtMs >= DELETED_FOR_MS) return;
    throw new AwsError(
      'QueueDeletedRecently',
      'You must wait 60 seconds after deleting a queue before you can create another with the same name.',
    );
  }

  #refuseMissingTarget({ RedrivePolicy: policy }: QueueAttributes): void {
    if (!policy || this.#findByArn(policy.deadLetterTargetArn)) return;
    throw invalidParameter(
      `Value ${JSON.stringify(policy)} for parameter RedrivePolicy is invalid. Reason: Dead letter target does not exist.`,
    );
  }

  async #load(name: string, stored: StoredQueue): Promise<Queue> {
    const queue =
      this.find(name) ??
      (await Queue.open(
        name,
        stored.attributes,
        new MessageFiles(this.context.disk, join(this.directory, name, 'messages')),
        this.context,
        { arn: this.arn({ name }), find: (arn) => this.#findByArn(arn) },
      ));
    queue.attributes = stored.attributes;
    this.#entries.set(name, { queue, stored });
    return queue;
  }

  #settingsPath(name: string): string {
    return join(this.directory, name, 'queue.json');
  }
}
