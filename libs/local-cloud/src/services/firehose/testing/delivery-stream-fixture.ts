import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { CloudContext } from '../../../core/cloud-context.js';
import { systemDisk } from '../../../core/disk.js';
import { ManualClock } from '../../../core/manual-clock.js';
import { seededRandom } from '../../../core/seeded-random.js';
import type { Problem } from '../../../core/observer.js';
import type { DeliveryStream } from '../delivery-stream.js';
import { openDeliveryStream } from '../open-delivery-stream.js';
import type { NewObject } from '../ports.js';
import { readConfiguration } from '../read-configuration.js';
import type { DirectPutSource } from '../source/direct-put-source.js';
import { inMemoryNeighbours, type InMemoryNeighbours } from './in-memory-neighbours.js';

export const SHARD = 'shardId-000000000000';
export const LAMBDA_ARN = 'arn:aws:lambda:us-east-1:000000000000:function:transform';

/** A processor as a template has it; it is called as soon as there are records. */
export const processing = (parameters: Readonly<Record<string, string>> = {}): object => ({
  Enabled: true,
  Processors: [
    {
      Type: 'Lambda',
      Parameters: Object.entries({
        LambdaArn: LAMBDA_ARN,
        BufferIntervalInSeconds: '0',
        NumberOfRetries: '0',
        ...parameters,
      }).map(([ParameterName, ParameterValue]) => ({ ParameterName, ParameterValue })),
    },
  ],
});

/** A delivery stream's properties as a template has them, with the given destination settings. */
export const deliveryStreamProperties = (destination: object = {}): Record<string, unknown> => ({
  DeliveryStreamName: 'delivery',
  DeliveryStreamType: 'KinesisStreamAsSource',
  KinesisStreamSourceConfiguration: {
    KinesisStreamARN: 'arn:aws:kinesis:us-east-1:000000000000:stream/changes',
    RoleARN: 'arn:aws:iam::0:role/r',
  },
  ExtendedS3DestinationConfiguration: {
    BucketARN: 'arn:aws:s3:::lake',
    RoleARN: 'arn:aws:iam::0:role/r',
    BufferingHints: { IntervalInSeconds: 0, SizeInMBs: 1 },
    Prefix: 'sales/dt=!{timestamp:yyyy-MM-dd}/',
    ErrorOutputPrefix: 'errors/!{firehose:error-output-type}/',
    CompressionFormat: 'GZIP',
    ProcessingConfiguration: processing(),
    ...destination,
  },
});

/** The same without a Kinesis stream. */
export const directPutProperties = (destination: object = {}): Record<string, unknown> => {
  const { KinesisStreamSourceConfiguration: _source, ...properties } = deliveryStreamProperties(destination);
  return { ...properties, DeliveryStreamType: 'DirectPut' };
};

export const textOf = ({ Body, ContentEncoding }: NewObject): string =>
  (ContentEncoding === 'gzip' ? gunzipSync(Body) : Buffer.from(Body)).toString('utf8');

interface FixtureOptions {
  readonly shardIds?: readonly string[];
  readonly limits?: CloudContext['limits'];
  /** Whether producers put into the delivery stream itself. */
  readonly direct?: boolean;
}

/** A delivery stream between neighbours in memory, with a data directory of its own that outlives restarts. */
export class DeliveryStreamFixture implements AsyncDisposable {
  readonly problems: Problem[] = [];
  readonly neighbours: InMemoryNeighbours;
  #stream: DeliveryStream | undefined;
  #directPut: DirectPutSource | undefined;
  #stop = new AbortController();

  private constructor(
    readonly context: CloudContext,
    readonly clock: ManualClock,
    private readonly destination: object,
    private readonly options: FixtureOptions,
  ) {
    this.neighbours = inMemoryNeighbours(clock, options.shardIds);
  }

  static async create(destination: object = {}, options: FixtureOptions = {}): Promise<DeliveryStreamFixture> {
    const clock = new ManualClock();
    const context: CloudContext = {
      partition: 'aws',
      region: 'us-east-1',
      accountId: '000000000000',
      dataDirectory: await mkdtemp(join(tmpdir(), 'firehose-')),
      disk: systemDisk,
      clock,
      observer: {},
      limits: options.limits ?? 'aws',
      random: seededRandom(1),
    };
    const fixture = new DeliveryStreamFixture(context, clock, destination, options);
    context.observer.problem = (problem): void => {
      fixture.problems.push(problem);
    };
    await fixture.restart();
    return fixture;
  }

  get stream(): DeliveryStream {
    if (!this.#stream) throw new Error('the delivery stream is not open');
    return this.#stream;
  }

  /** Forgets everything in memory, as a kill does, and opens the delivery stream again. */
  async restart(destination: object = this.destination): Promise<void> {
    this.#stop.abort();
    this.#stop = new AbortController();
    const properties = this.options.direct ? directPutProperties(destination) : deliveryStreamProperties(destination);
    const resource = {
      stackName: 'stack',
      logicalId: 'Delivery',
      type: 'AWS::KinesisFirehose::DeliveryStream',
      properties,
    };
    const opened = await openDeliveryStream({
      configuration: readConfiguration(resource, this.context),
      properties,
      context: this.context,
      ports: this.neighbours,
    });
    await this.#directPut?.close();
    this.#stream = opened.stream;
    this.#directPut = opened.directPut;
  }

  /** What a producer puts into a delivery stream without a Kinesis stream. */
  async put(...texts: readonly string[]): Promise<readonly string[]> {
    if (!this.#directPut) throw new Error('the delivery stream takes no records');
    return this.#directPut.put(texts.map((text) => Buffer.from(text)));
  }

  async poll(): Promise<void> {
    await this.stream.poll(this.#stop.signal);
  }

  async pollBackup(): Promise<void> {
    await this.stream.pollBackup(this.#stop.signal);
  }

  /** One round during which time passes, so that pauses between attempts end. */
  async pollWhileTimePasses(): Promise<void> {
    const round = { isOver: false };
    const polled = this.poll().finally(() => (round.isOver = true));
    while (!round.isOver) {
      await new Promise((resolve) => setImmediate(resolve));
      this.clock.advance(1000);
    }
    await polled;
  }

  /** The objects whose key starts so, as text. */
  texts(prefix: string): string[] {
    return this.keys(prefix).map((key) => {
      const object = this.neighbours.s3.objects.get(key);
      return object ? textOf(object) : '';
    });
  }

  keys(prefix: string): string[] {
    return [...this.neighbours.s3.objects.keys()].filter((key) => key.startsWith(prefix));
  }

  /** The lines of the error output, parsed. */
  errors(): Record<string, unknown>[] {
    return this.texts('errors/').flatMap((text) =>
      text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    );
  }

  async pending(): Promise<number> {
    return (await this.stream.progress()).pending;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#directPut?.close();
    await rm(this.context.dataDirectory, { recursive: true, force: true });
  }
}
