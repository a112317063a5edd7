import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Checkpoint } from '../../../core/checkpoint.js';
import type { CloudContext } from '../../../core/cloud-context.js';
import { systemDisk } from '../../../core/disk.js';
import { ManualClock } from '../../../core/manual-clock.js';
import type { AppendLogEventsInput } from '../../logs/logs-api.js';
import type { SqsApi } from '../../sqs/operations.js';
import { noCounts } from '../../stream-poller/delivery-counts.js';
import { ShardPoller, type Position } from '../../stream-poller/shard-poller.js';
import { pipeConfiguration, type PipeProperties } from '../pipe/pipe-configuration.js';
import { pipePollerContext } from '../pipe/pipe-poller.js';
import { InMemoryKinesis, InMemoryStream } from './in-memory-neighbours.js';

export const STREAM_ARN = 'arn:aws:dynamodb:us-east-1:000000000000:table/sales/stream/2026-11-23T12:00:00.000';
export const KINESIS_ARN = 'arn:aws:kinesis:us-east-1:000000000000:stream/changes';
export const QUEUE_ARN = 'arn:aws:sqs:us-east-1:000000000000:dead-letters';
export const SHARD_ID = 'shardId-00000001764000000000-00000001';

type StreamParameters = PipeProperties['SourceParameters']['DynamoDBStreamParameters'];

/** The properties of a pipe with a dead-letter queue, and whatever is to be otherwise. */
export const pipeProperties = (
  parameters: Partial<StreamParameters> = {},
  {
    patterns = [],
    partitionKey = '$.dynamodb.Keys.id.S',
  }: { readonly patterns?: readonly object[]; readonly partitionKey?: string } = {},
): PipeProperties => ({
  Name: 'changes',
  RoleArn: 'arn:aws:iam::000000000000:role/pipe',
  Source: STREAM_ARN,
  Target: KINESIS_ARN,
  SourceParameters: {
    FilterCriteria: { Filters: patterns.map((pattern) => ({ Pattern: JSON.stringify(pattern) })) },
    DynamoDBStreamParameters: {
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: 10,
      DeadLetterConfig: { Arn: QUEUE_ARN },
      ...parameters,
    },
  },
  TargetParameters: { KinesisStreamParameters: { PartitionKey: partitionKey } },
});

/** A dead-letter queue that keeps the bodies it is sent; it can be told to refuse. */
export class InMemoryQueue implements Pick<SqsApi, 'GetQueueUrl' | 'SendMessage'> {
  readonly bodies: string[] = [];
  refusals = 0;

  readonly GetQueueUrl: SqsApi['GetQueueUrl'] = async ({ QueueName }) => ({
    QueueUrl: `http://127.0.0.1/000000000000/${QueueName ?? ''}`,
  });

  readonly SendMessage: SqsApi['SendMessage'] = async ({ MessageBody }) => {
    if (this.refusals-- > 0) throw new Error('The disk is full.');
    this.bodies.push(MessageBody ?? '');
    return {};
  };
}

/** A pipe's poller between neighbours in memory, with time that stands still. */
export class PipeFixture {
  readonly clock = new ManualClock();
  readonly stream = new InMemoryStream(STREAM_ARN, SHARD_ID);
  readonly kinesis = new InMemoryKinesis();
  readonly queue = new InMemoryQueue();
  readonly problems: string[] = [];
  readonly counts = noCounts();
  readonly logged: AppendLogEventsInput[] = [];
  readonly ports = {
    streams: this.stream,
    kinesis: this.kinesis,
    sqs: this.queue,
    logs: {
      append: async (input: AppendLogEventsInput): Promise<void> => {
        this.logged.push(input);
      },
    },
  };

  private constructor(readonly directory: string) {}

  static async create(): Promise<PipeFixture> {
    return new PipeFixture(await mkdtemp(join(tmpdir(), 'pipes-')));
  }

  async remove(): Promise<void> {
    await rm(this.directory, { recursive: true, force: true });
  }

  get context(): CloudContext {
    return {
      partition: 'aws',
      region: 'us-east-1',
      accountId: '000000000000',
      dataDirectory: this.directory,
      disk: systemDisk,
      clock: this.clock,
      observer: { problem: ({ message }) => this.problems.push(message) },
      limits: 'aws',
      random: () => 0.5,
    };
  }

  /** A poller that goes on at the checkpoint, as one does after a restart. */
  async poller(properties: PipeProperties = pipeProperties()): Promise<ShardPoller> {
    const context = pipePollerContext({
      pipeArn: 'arn:aws:pipes:us-east-1:000000000000:pipe/changes',
      configuration: pipeConfiguration(properties),
      ports: this.ports,
      disk: systemDisk,
      clock: this.clock,
      random: () => 0.5,
      counts: this.counts,
      onProblem: (message) => this.problems.push(message),
      onSuccess: () => undefined,
    });
    return new ShardPoller(SHARD_ID, await this.openCheckpoint(), context);
  }

  openCheckpoint(): Promise<Checkpoint<Position>> {
    return Checkpoint.open<Position>(systemDisk, join(this.directory, 'checkpoint.json'));
  }

  async savedPosition(): Promise<string | undefined> {
    return (await this.openCheckpoint()).position?.sequenceNumber;
  }

  /** Adds that many records, `a0`, `a1`, …, made now. */
  add(count: number, from = 0): void {
    for (let index = from; index < from + count; index++) this.stream.add(`a${index}`, { atMs: this.clock.now() });
  }

  /** Polls until nothing is left to do, letting time pass between the polls. */
  async drain(poller: ShardPoller, atMostPolls = 200): Promise<void> {
    for (let polls = 0; polls < atMostPolls; polls++) {
      await poller.poll();
      if ((await this.stream.pendingAfter(STREAM_ARN, poller.position.sequenceNumber)) === 0) return;
      this.clock.advance(10_000);
    }
    throw new Error(`Not drained after ${atMostPolls} polls.`);
  }
}
