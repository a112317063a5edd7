import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsError } from '@sales-cdc/aws-wire';
import { systemDisk } from '../../../core/disk.js';
import { Checkpoint } from '../../../core/checkpoint.js';
import type { CloudContext } from '../../../core/cloud-context.js';
import { ManualClock } from '../../../core/manual-clock.js';
import { seededRandom } from '../../../core/seeded-random.js';
import { testContext } from '../../../core/test-context.js';
import { createIam } from '../../iam/index.js';
import { createKinesis, type Kinesis } from '../../kinesis/index.js';
import { createSqs, type Sqs } from '../../sqs/index.js';
import { ShardPoller, type Position } from '../../stream-poller/shard-poller.js';
import type { MappedInvocation } from '../event-source-mapping/function-target.js';
import type { MappingPorts } from '../event-source-mapping/mapping-ports.js';
import { mappingSettings, type MappingInput } from '../event-source-mapping/mapping-settings.js';
import { openConsumer, streamPollerContext, type ConsumerParts } from '../event-source-mapping/open-consumer.js';
import { QueueConsumer } from '../event-source-mapping/queue-consumer.js';

export const FUNCTION_ARN = 'arn:aws:lambda:eu-west-1:123456789012:function:alerts';
export const ROLE_ARN = 'arn:aws:iam::123456789012:role/alerts';
export const STREAM_ARN = 'arn:aws:kinesis:eu-west-1:123456789012:stream/changes';
export const QUEUE_ARN = 'arn:aws:sqs:eu-west-1:123456789012:letters';
export const DEAD_LETTERS_ARN = 'arn:aws:sqs:eu-west-1:123456789012:dead-letters';
export const SHARD_ID = 'shardId-000000000000';

/** What the function saw and what it is to answer, in place of a worker. */
export interface InvokedRecord {
  readonly messageId?: string;
  readonly body?: string;
  readonly eventID?: string;
  readonly kinesis?: { readonly data: string; readonly sequenceNumber: string; readonly partitionKey: string };
}

export type Handler = (records: readonly InvokedRecord[]) => unknown;

/** A mapping between real queues and streams and a function in memory, with time that stands still. */
export class MappingFixture implements AsyncDisposable {
  readonly problems: string[] = [];
  readonly batches: (readonly InvokedRecord[])[] = [];
  handler: Handler = () => null;
  readonly published: string[] = [];

  private constructor(
    readonly folder: string,
    readonly clock: ManualClock,
    readonly context: CloudContext,
    readonly kinesis: Kinesis,
    readonly sqs: Sqs,
  ) {}

  static async create(): Promise<MappingFixture> {
    const folder = await mkdtemp(join(tmpdir(), 'mapping-'));
    const clock = new ManualClock();
    const context = testContext(folder, { clock, random: seededRandom(1), limits: 'lifted' });
    const kinesis = await createKinesis(context);
    await kinesis.api.CreateStream({ StreamName: 'changes', ShardCount: 1 });
    const sqs = await createSqs(context, {
      endpointUrl: () => 'http://127.0.0.1:4566',
      policies: createIam(context).resourcePolicies,
    });
    for (const QueueName of ['letters', 'dead-letters']) await sqs.api.CreateQueue({ QueueName });
    return new MappingFixture(folder, clock, context, kinesis, sqs);
  }

  get ports(): MappingPorts {
    const absent = (): never => {
      throw new Error('There are no DynamoDB streams in this fixture.');
    };
    return {
      kinesis: { ...this.kinesis.api, pendingAfter: (...place) => this.kinesis.pendingAfter(...place) },
      streams: { DescribeStream: absent, GetShardIterator: absent, GetRecords: absent, pendingAfter: absent },
      sqs: this.sqs.api,
      sns: { Publish: async ({ Message }) => void this.published.push(Message) },
    };
  }

  get parts(): ConsumerParts {
    return {
      directory: join(this.folder, 'mapping'),
      context: this.context,
      ports: this.ports,
      functionArn: FUNCTION_ARN,
      roleArn: ROLE_ARN,
      invoke: (payload) => this.#invoke(payload),
      watch: { onProblem: (message) => this.problems.push(message), onSuccess: () => undefined },
    };
  }

  /** A poller of the stream's shard that goes on at its checkpoint. */
  async poller(input: MappingInput = {}): Promise<ShardPoller> {
    const settings = mappingSettings(
      { EventSourceArn: STREAM_ARN, FunctionName: 'alerts', StartingPosition: 'TRIM_HORIZON', ...input },
      this.clock.now(),
    );
    return new ShardPoller(SHARD_ID, await this.checkpoint(), streamPollerContext(settings, this.parts));
  }

  async queueConsumer(input: MappingInput = {}): Promise<QueueConsumer> {
    const settings = mappingSettings({ EventSourceArn: QUEUE_ARN, FunctionName: 'alerts', ...input }, this.clock.now());
    const consumer = await openConsumer(settings, this.parts, true);
    if (!(consumer instanceof QueueConsumer)) throw new Error('This is no queue.');
    return consumer;
  }

  checkpoint(): Promise<Checkpoint<Position>> {
    return Checkpoint.open<Position>(systemDisk, join(this.folder, 'checkpoint.json'));
  }

  /** Puts texts on the stream, each under its first letter. */
  async put(...texts: readonly string[]): Promise<readonly string[]> {
    const numbers: string[] = [];
    for (const text of texts) {
      const record = { StreamName: 'changes', Data: Buffer.from(text), PartitionKey: text.slice(0, 1) };
      numbers.push((await this.kinesis.api.PutRecord(record)).SequenceNumber ?? '');
    }
    return numbers;
  }

  async send(...bodies: readonly string[]): Promise<void> {
    for (const MessageBody of bodies) await this.sqs.api.SendMessage({ QueueUrl: this.urlOf('letters'), MessageBody });
  }

  /** The messages that lie in a queue, taken out. */
  async bodiesIn(queue: string): Promise<readonly string[]> {
    const QueueUrl = this.urlOf(queue);
    const { Messages = [] } = await this.sqs.api.ReceiveMessage({ QueueUrl, MaxNumberOfMessages: 10 });
    return Messages.map(({ Body }) => Body ?? '');
  }

  /** What the function was given, batch by batch. */
  get texts(): readonly (readonly string[])[] {
    return this.batches.map((batch) => batch.map(textOf));
  }

  urlOf(queue: string): string {
    return `http://127.0.0.1:4566/123456789012/${queue}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.sqs[Symbol.asyncDispose]();
    await this.kinesis[Symbol.asyncDispose]();
    await rm(this.folder, { recursive: true, force: true });
  }

  async #invoke(payload: Uint8Array): Promise<MappedInvocation> {
    const { Records } = JSON.parse(Buffer.from(payload).toString()) as { Records: readonly InvokedRecord[] };
    this.batches.push(Records);
    const requestId = `request-${this.batches.length}`;
    try {
      return { requestId, failed: false, payload: Buffer.from(JSON.stringify(await this.handler(Records))) };
    } catch (error) {
      // An error of Lambda itself: the function has not run.
      if (error instanceof AwsError) throw error;
      return { requestId, failed: true, payload: Buffer.from(JSON.stringify({ errorMessage: String(error) })) };
    }
  }
}

/** The text that a record carries. */
export const textOf = ({ body, kinesis }: InvokedRecord): string =>
  body ?? Buffer.from(kinesis?.data ?? '', 'base64').toString();
