import { randomUuid } from '../../../core/random-uuid.js';
import { noCounts } from '../../stream-poller/delivery-counts.js';
import { dynamoDbStreamSource } from '../../stream-poller/dynamodb-stream-source.js';
import { kinesisSource } from '../../stream-poller/kinesis-source.js';
import type { PollerContext } from '../../stream-poller/poller-context.js';
import { skipRecords } from '../../stream-poller/shards.js';
import type { StreamSource } from '../../stream-poller/stream-source.js';
import type { CloudContext } from '../../../core/cloud-context.js';
import type { Consumer, ConsumerWatch } from './consumer.js';
import { deliverToFunction, type InvokeFunction } from './function-target.js';
import { dynamoDbEvent, kinesisEvent, type EventOrigin } from './mapping-events.js';
import type { MappingPorts } from './mapping-ports.js';
import { compileFilters, mappingSource, type MappingSettings } from './mapping-settings.js';
import { failedBatchMessage, sendToDestination } from './on-failure.js';
import { QueueConsumer } from './queue-consumer.js';
import { StreamConsumer } from './stream-consumer.js';

export interface ConsumerParts {
  readonly directory: string;
  readonly context: CloudContext;
  readonly ports: MappingPorts;
  readonly functionArn: string;
  readonly roleArn: string;
  readonly invoke: InvokeFunction;
  readonly watch: ConsumerWatch;
}

/** What reads the source of a mapping. A new one begins where its starting position says, and that is kept. */
export const openConsumer = async (
  settings: MappingSettings,
  parts: ConsumerParts,
  isNew: boolean,
): Promise<Consumer> => {
  const kind = mappingSource(settings.eventSourceArn);
  if (kind === 'sqs') return openQueueConsumer(settings, parts);
  const source = sourceOf(settings, parts);
  const { startingPosition, startingPositionTimestampMs: startMs = 0 } = settings;
  if (isNew && startingPosition === 'LATEST')
    await skipRecords(parts.context.disk, parts.directory, source, parts.context.clock);
  if (isNew && startingPosition === 'AT_TIMESTAMP')
    await skipRecords(
      parts.context.disk,
      parts.directory,
      source,
      parts.context.clock,
      ({ createdAtMs }) => createdAtMs < startMs,
    );
  return new StreamConsumer(parts.directory, streamPollerContext(settings, parts), kind);
};

const originOf = (settings: MappingSettings, { context, roleArn }: ConsumerParts): EventOrigin => ({
  eventSourceArn: settings.eventSourceArn,
  region: context.region,
  roleArn,
});

const openQueueConsumer = async (settings: MappingSettings, parts: ConsumerParts): Promise<Consumer> => {
  const [, , , , account, name] = settings.eventSourceArn.split(':');
  const { QueueUrl = '' } = await parts.ports.sqs.GetQueueUrl({ QueueName: name, QueueOwnerAWSAccountId: account });
  return new QueueConsumer({
    queueUrl: QueueUrl,
    origin: originOf(settings, parts),
    sqs: parts.ports.sqs,
    invoke: parts.invoke,
    filter: compileFilters(settings.filters),
    batchSize: settings.batchSize,
    batchingWindowMs: settings.batchingWindowSeconds * 1000,
    reportsItemFailures: settings.reportsItemFailures,
    maximumConcurrency: settings.maximumConcurrency,
    clock: parts.context.clock,
    watch: parts.watch,
  });
};

const sourceOf = (settings: MappingSettings, parts: ConsumerParts): StreamSource => {
  const filter = compileFilters(settings.filters);
  const origin = originOf(settings, parts);
  return mappingSource(settings.eventSourceArn) === 'kinesis'
    ? kinesisSource(settings.eventSourceArn, parts.ports.kinesis, (record, shardId) =>
        kinesisEvent(record, shardId, origin, filter),
      )
    : dynamoDbStreamSource(settings.eventSourceArn, parts.ports.streams, (record) =>
        dynamoDbEvent(record, origin, filter),
      );
};

const endless = (value: number): number => (value === -1 ? Infinity : value);

/** How a mapping takes the records of a stream to its function. */
export const streamPollerContext = (settings: MappingSettings, parts: ConsumerParts): PollerContext => {
  const { context, functionArn, invoke, ports, watch } = parts;
  const { onFailureArn, eventSourceArn } = settings;
  const { clock, disk, random } = context;
  const origin = { functionArn, eventSourceArn, newRequestId: () => randomUuid(random), now: () => clock.now() };
  return {
    ...watch,
    consumer: 'event source mapping',
    source: sourceOf(settings, parts),
    clock,
    disk,
    counts: noCounts(),
    batchSize: settings.batchSize,
    batchingWindowMs: settings.batchingWindowSeconds * 1000,
    parallelization: settings.parallelizationFactor,
    retryPolicy: {
      bisects: settings.bisects,
      maximumRetryAttempts: endless(settings.maximumRetryAttempts),
      maximumRecordAgeMs: endless(settings.maximumRecordAgeSeconds) * 1000,
    },
    target: functionArn,
    deliver: (events) => deliverToFunction(events, invoke, settings.reportsItemFailures),
    deadLetters:
      onFailureArn === undefined
        ? undefined
        : {
            name: onFailureArn,
            send: (given) => sendToDestination(onFailureArn, failedBatchMessage(given, origin), ports),
          },
  };
};
