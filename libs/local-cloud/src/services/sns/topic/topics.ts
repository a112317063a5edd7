import { join } from 'node:path';
import { arnOf, type CloudContext } from '../../../core/cloud-context.js';
import { readJsonFile, writeDurably } from '../../../core/durable-file.js';
import { invalidParameter, subscriptionNotFound, topicNotFound, unsupported } from '../sns-errors.js';
import type { Subscription } from './subscription.js';

/** A topic with its subscriptions, as it lies on disk. */
export interface Topic {
  readonly name: string;
  readonly arn: string;
  readonly displayName: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly subscriptions: readonly Subscription[];
}

const NAME = /^[A-Za-z0-9_-]{1,256}$/;

/** The topics of the account, a file each. */
export class Topics {
  readonly #topics = new Map<string, Topic>();

  private constructor(
    private readonly directory: string,
    private readonly context: CloudContext,
  ) {}

  static async open(context: CloudContext): Promise<Topics> {
    const directory = join(context.dataDirectory, 'sns', 'topics');
    await context.disk.mkdir(directory, { recursive: true });
    const topics = new Topics(directory, context);
    for (const file of (await context.disk.readdir(directory)).filter((name) => name.endsWith('.json'))) {
      const topic = await readJsonFile<Topic>(context.disk, join(directory, file));
      if (topic) topics.#topics.set(topic.arn, topic);
    }
    return topics;
  }

  get all(): readonly Topic[] {
    return [...this.#topics.values()].sort((a, b) => (a.arn < b.arn ? -1 : 1));
  }

  get subscriptions(): readonly Subscription[] {
    return this.all.flatMap(({ subscriptions }) => subscriptions).sort((a, b) => (a.arn < b.arn ? -1 : 1));
  }

  arn(name: string): string {
    return arnOf(this.context, 'sns', name);
  }

  find(arn: string): Topic | undefined {
    return this.#topics.get(arn);
  }

  /** Throws InvalidParameter for what is no ARN and NotFound for a topic that is not there. */
  require(arn: string | undefined, parameter = 'TopicArn'): Topic {
    const elements = (arn ?? '').split(':');
    if (elements.length < 6)
      throw invalidParameter(`${parameter} Reason: An ARN must have at least 6 elements, not ${elements.length}`);
    const topic = this.find(arn ?? '');
    if (!topic) throw topicNotFound();
    return topic;
  }

  findSubscription(arn: string | undefined): Subscription | undefined {
    return this.subscriptions.find((one) => one.arn === arn);
  }

  requireSubscription(arn: string | undefined): Subscription {
    const elements = (arn ?? '').split(':');
    if (elements.length < 6)
      throw invalidParameter(`SubscriptionArn Reason: An ARN must have at least 6 elements, not ${elements.length}`);
    const subscription = this.findSubscription(arn);
    if (!subscription) throw subscriptionNotFound();
    return subscription;
  }

  /** Durable when it resolves. */
  async put(topic: Topic): Promise<Topic> {
    if (topic.name.endsWith('.fifo')) throw unsupported(`FIFO topics, such as ${topic.name}`);
    if (!NAME.test(topic.name)) throw invalidParameter('Topic Name');
    // At once, so that a change that comes while the file is written builds on this one.
    this.#topics.set(topic.arn, topic);
    await writeDurably(this.context.disk, this.#path(topic), JSON.stringify(topic));
    return topic;
  }

  /** Adds the subscription, in place of one of that ARN. */
  async putSubscription(subscription: Subscription): Promise<void> {
    const topic = this.require(subscription.topicArn);
    const others = topic.subscriptions.filter(({ arn }) => arn !== subscription.arn);
    await this.put({ ...topic, subscriptions: [...others, subscription] });
  }

  async removeSubscription({ arn, topicArn }: Subscription): Promise<void> {
    const topic = this.require(topicArn);
    await this.put({ ...topic, subscriptions: topic.subscriptions.filter((one) => one.arn !== arn) });
  }

  async remove(topic: Topic): Promise<void> {
    this.#topics.delete(topic.arn);
    await this.context.disk.rm(this.#path(topic), { force: true });
  }

  #path({ name }: Pick<Topic, 'name'>): string {
    return join(this.directory, `${name}.json`);
  }
}
