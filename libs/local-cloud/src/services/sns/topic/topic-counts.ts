import type { CloudContext } from '../../../core/cloud-context.js';

export type TopicCount = 'published' | 'delivered' | 'filtered' | 'failed';

/** https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html */
const METRICS: Readonly<Record<TopicCount, string>> = {
  published: 'NumberOfMessagesPublished',
  delivered: 'NumberOfNotificationsDelivered',
  filtered: 'NumberOfNotificationsFilteredOut',
  failed: 'NumberOfNotificationsFailed',
};

/** What has passed through each topic since the process started. */
export class TopicCounts {
  readonly #counts = new Map<string, Record<TopicCount, number>>();

  constructor(private readonly context: Pick<CloudContext, 'clock' | 'metrics'>) {}

  of(topicArn: string): Readonly<Record<TopicCount, number>> {
    return this.#counts.get(topicArn) ?? { published: 0, delivered: 0, filtered: 0, failed: 0 };
  }

  add(topicArn: string, count: TopicCount): void {
    const before = this.of(topicArn);
    this.#counts.set(topicArn, { ...before, [count]: before[count] + 1 });
    this.context.metrics?.put({
      namespace: 'AWS/SNS',
      name: METRICS[count],
      dimensions: { TopicName: topicArn.split(':').at(-1) ?? '' },
      value: 1,
      unit: 'Count',
      timestampMs: this.context.clock.now(),
    });
  }
}
