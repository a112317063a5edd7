import type { StageProgress } from '../../../core/service.js';

/** A metric that AWS counts and a service here counts too, under another name. */
interface CountedMetric {
  readonly namespace: string;
  readonly dimension: string;
  /** Name of the count of a stage → name of the metric, with one value for each step of the count or one for all. */
  readonly metrics: Readonly<Record<string, string>>;
}

/** By stage. Each metric is the growth of the count since the last look. */
const COUNTED: Readonly<Record<string, CountedMetric>> = {
  // https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html
  Kinesis: {
    namespace: 'AWS/Kinesis',
    dimension: 'StreamName',
    metrics: { records: 'IncomingRecords', throttled: 'WriteProvisionedThroughputExceeded' },
  },
  // https://docs.aws.amazon.com/firehose/latest/dev/cloudwatch-metrics.html
  Firehose: {
    namespace: 'AWS/Firehose',
    dimension: 'DeliveryStreamName',
    metrics: { read: 'DataReadFromKinesisStream.Records', delivered: 'DeliveryToS3.Records' },
  },
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
  SQS: { namespace: 'AWS/SQS', dimension: 'QueueName', metrics: { sent: 'NumberOfMessagesSent' } },
};

export interface ServiceMetric {
  readonly unit: 'Count' | 'Seconds';
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What a stage has counted since the look before; everything, when there was none. */
export const growthOf = (stage: StageProgress, before: StageProgress | undefined): readonly ServiceMetric[] => {
  const counted = COUNTED[stage.stage];
  if (!counted) return [];
  const { namespace, dimension, metrics } = counted;
  return Object.entries(metrics).flatMap(([count, name]) => {
    const value = (stage.counts[count] ?? 0) - (before?.counts[count] ?? 0);
    return value > 0
      ? [{ namespace, name, dimensions: { [dimension]: stage.resource }, value, unit: 'Count' as const }]
      : [];
  });
};

/** How a stage is at the moment of the look. Differs: a queue's messages in flight are counted as visible. */
export const levelsOf = ({ stage, resource, counts, agesMs }: StageProgress): readonly ServiceMetric[] => {
  const { messages } = counts;
  if (stage === 'SQS' && messages !== undefined) {
    const dimensions = { QueueName: resource };
    const name = 'ApproximateNumberOfMessagesVisible';
    return [{ namespace: 'AWS/SQS', name, dimensions, value: messages, unit: 'Count' }];
  }
  if (stage !== 'Firehose') return [];
  const dimensions = { DeliveryStreamName: resource };
  const value = Math.floor((agesMs?.['undelivered'] ?? 0) / 1000);
  return [{ namespace: 'AWS/Firehose', name: 'DeliveryToS3.DataFreshness', dimensions, value, unit: 'Seconds' }];
};
