import type { LocalCloud } from '@sales-cdc/local-cloud';
import { setTimeout as delay } from 'node:timers/promises';

type AlertApis = {
  readonly sns: Pick<LocalCloud['apis']['sns'], 'Subscribe'>;
  readonly sqs: Pick<
    LocalCloud['apis']['sqs'],
    'CreateQueue' | 'DeleteMessageBatch' | 'GetQueueAttributes' | 'ListQueues' | 'ReceiveMessage' | 'SetQueueAttributes'
  >;
};

const POLL_MS = 250;
/** Deliveries are at least once; a second one comes soon after the first. */
const MOST_REMEMBERED = 10_000;

/**
 * Hears alerts as any subscriber does, through a queue of its own, and tells each once. Queue and subscription stay in
 * the data directory, so that a run hears what was published when the one before it had ended already.
 */
export class AlertWatch implements AsyncDisposable {
  readonly #stop = new AbortController();
  readonly #told = new Set<string>();
  #count = 0;
  #reading: Promise<void> = Promise.resolve();

  private constructor(
    private readonly sqs: AlertApis['sqs'],
    private readonly queueUrl: string,
    private readonly say: (line: string) => void,
  ) {}

  /** Subscribes to the topic; what is published from now on is heard. */
  static async open(apis: AlertApis, topicArn: string, say: (line: string) => void): Promise<AlertWatch> {
    const watch = new AlertWatch(apis.sqs, await subscribedQueue(apis, topicArn), say);
    watch.#reading = watch.#readAsTheyCome();
    // Whoever ends the watch is told of it.
    watch.#reading.catch(() => undefined);
    return watch;
  }

  /** Alerts of this run. */
  get count(): number {
    return this.#count;
  }

  /** Resolves when everything in the queue has been told; throws if it could not be read. */
  async settled(): Promise<void> {
    await this[Symbol.asyncDispose]();
    await this.#readAll();
  }

  async #readAsTheyCome(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      await this.#readAll();
      await delay(POLL_MS, undefined, { signal: this.#stop.signal }).catch(() => undefined);
    }
  }

  async #readAll(): Promise<void> {
    const QueueUrl = this.queueUrl;
    for (;;) {
      const { Messages = [] } = await this.sqs.ReceiveMessage({ QueueUrl, MaxNumberOfMessages: 10 });
      if (Messages.length === 0) return;
      for (const { Body = '' } of Messages) this.#tell(Body);
      const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      await this.sqs.DeleteMessageBatch({ QueueUrl, Entries });
    }
  }

  #tell(body: string): void {
    const notification = notificationIn(body);
    if (!notification) {
      this.say(`! SQS ${this.queueUrl}: a message that is no alert was removed: ${body.slice(0, 100)}`);
      return;
    }
    const { Subject = '', MessageAttributes = {} } = notification;
    const valueOf = (name: string): string => MessageAttributes[name]?.Value ?? '';
    const eventId = valueOf('event_id');
    if (this.#told.has(eventId)) return;
    this.#remember(eventId);
    this.#count += 1;
    const where = [valueOf('store_id'), valueOf('country')].filter((text) => text !== '');
    this.say(`alert  ${[Subject, `sale ${valueOf('sale_id')}`, ...where].join(', ')}`);
  }

  #remember(eventId: string): void {
    this.#told.add(eventId);
    const [oldest] = this.#told;
    if (this.#told.size > MOST_REMEMBERED && oldest !== undefined) this.#told.delete(oldest);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#reading;
  }
}

/** What SNS puts in a queue. https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html */
interface Notification {
  readonly Subject?: string;
  readonly MessageAttributes?: Readonly<Record<string, { readonly Value: string }>>;
}

/** Undefined for what somebody else has put in the queue. */
const notificationIn = (body: string): Notification | undefined => {
  try {
    const value = JSON.parse(body) as { readonly Type?: unknown } | null;
    return value?.Type === 'Notification' ? (value as Notification) : undefined;
  } catch {
    return undefined;
  }
};

/** The URL of the queue, which lets the topic in and is subscribed to it; each step may have been done before. */
const subscribedQueue = async ({ sns, sqs }: AlertApis, TopicArn: string): Promise<string> => {
  const QueueName = `${TopicArn.split(':').at(-1) ?? ''}-local-run`;
  const { QueueUrls = [] } = await sqs.ListQueues({ QueueNamePrefix: QueueName });
  const QueueUrl =
    QueueUrls.find((url) => url.endsWith(`/${QueueName}`)) ?? (await sqs.CreateQueue({ QueueName })).QueueUrl;
  const { Attributes } = await sqs.GetQueueAttributes({ QueueUrl, AttributeNames: ['QueueArn'] });
  const Endpoint = Attributes?.QueueArn;
  if (QueueUrl === undefined || Endpoint === undefined) throw new Error(`The queue ${QueueName} has no URL or no ARN.`);
  await sqs.SetQueueAttributes({ QueueUrl, Attributes: { Policy: policyFor(Endpoint, TopicArn) } });
  await sns.Subscribe({ TopicArn, Protocol: 'sqs', Endpoint });
  return QueueUrl;
};

/** https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html */
const policyFor = (queueArn: string, topicArn: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { Service: 'sns.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: queueArn,
      Condition: { ArnEquals: { 'aws:SourceArn': topicArn } },
    },
  });
