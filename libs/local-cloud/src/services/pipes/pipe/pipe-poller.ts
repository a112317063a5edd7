import type { Clock } from '../../../core/clock.js';
import type { Disk } from '../../../core/disk.js';
import type { DeliveryCounts } from '../../stream-poller/delivery-counts.js';
import { dynamoDbStreamSource } from '../../stream-poller/dynamodb-stream-source.js';
import type { PollerContext } from '../../stream-poller/poller-context.js';
import type { StreamSource } from '../../stream-poller/stream-source.js';
import type { PipesPorts } from '../ports.js';
import { deadLetterMessage, sendToQueue } from './dead-letter-queue.js';
import type { TransformedEvent } from './input-template.js';
import { KinesisTarget } from './kinesis-target.js';
import type { PipeConfiguration } from './pipe-configuration.js';
import { pipeEvent } from './pipe-event.js';
import { PipeLog } from './pipe-log.js';

export interface PipePoller {
  readonly pipeArn: string;
  readonly configuration: PipeConfiguration;
  readonly ports: PipesPorts;
  readonly disk: Disk;
  readonly clock: Clock;
  readonly random: () => number;
  readonly counts: DeliveryCounts;
  readonly onProblem: (message: string) => void;
  readonly onSuccess: () => void;
}

/** The stream, its records as the events that go to the target. */
export const pipeSource = ({
  pipeArn,
  configuration,
  ports,
  clock,
}: Pick<PipePoller, 'pipeArn' | 'configuration' | 'ports' | 'clock'>): StreamSource => {
  const { streamArn: sourceArn, kinesisStreamArn: targetArn, inputTemplate } = configuration;
  const variables = { pipeArn, sourceArn, targetArn };
  const transform = (event: unknown): TransformedEvent =>
    inputTemplate ? inputTemplate(event, variables, clock.now()) : { text: JSON.stringify(event) };
  return dynamoDbStreamSource(sourceArn, ports.streams, (record) => pipeEvent(record, { ...configuration, transform }));
};

/** How a pipe takes its stream to its target. */
export const pipePollerContext = (poller: PipePoller): PollerContext => {
  const { pipeArn, configuration, ports, clock, random, ...watchers } = poller;
  const { streamArn, kinesisStreamArn, deadLetterQueueArn } = configuration;
  const target = new KinesisTarget(kinesisStreamArn, ports.kinesis);
  const log = configuration.log && new PipeLog(pipeArn, configuration.log, ports.logs, { clock, random });
  return {
    ...watchers,
    consumer: 'pipe',
    clock,
    source: pipeSource(poller),
    batchSize: configuration.batchSize,
    batchingWindowMs: configuration.batchingWindowMs,
    parallelization: configuration.parallelization,
    retryPolicy: configuration.retryPolicy,
    target: kinesisStreamArn,
    deliver: (events) => (log ? log.around(events, () => target.deliver(events)) : target.deliver(events)),
    deadLetters:
      deadLetterQueueArn === undefined
        ? undefined
        : {
            name: deadLetterQueueArn,
            send: ({ shardId, events, condition }) =>
              sendToQueue(
                deadLetterQueueArn,
                deadLetterMessage({ pipeArn, streamArn, shardId }, events, condition, clock.now()),
                ports.sqs,
              ),
          },
  };
};
