import { AwsError } from '@sales-cdc/aws-wire';
import { join } from 'node:path';
import { arnOf, type CloudContext } from '../../core/cloud-context.js';
import { streamNotFound, validationError } from './kinesis-errors.js';
import type { StreamDefinition } from './stream-definition.js';
import { Stream } from './stream.js';

/** How requests name a stream. */
export interface StreamReference {
  readonly StreamName?: string | undefined;
  readonly StreamARN?: string | undefined;
}

/** The streams of the account, each in a folder of its name. */
export class Streams {
  readonly #streams = new Map<string, Stream>();
  /** Also those that are being created or deleted. */
  readonly #taken = new Set<string>();

  private constructor(
    private readonly folder: string,
    readonly context: CloudContext,
  ) {}

  static async open(context: CloudContext): Promise<Streams> {
    const streams = new Streams(join(context.dataDirectory, 'kinesis'), context);
    await context.disk.mkdir(streams.folder, { recursive: true });
    for (const name of await context.disk.readdir(streams.folder)) await streams.#takeOver(name);
    return streams;
  }

  async #takeOver(name: string): Promise<void> {
    const folder = join(this.folder, name);
    const stream = await Stream.open(folder, this.context);
    if (!stream) return this.context.disk.rm(folder, { recursive: true, force: true });
    this.#taken.add(name);
    this.#streams.set(name, stream);
  }

  all(): readonly Stream[] {
    return [...this.#streams.values()].sort((left, right) => (left.definition.name < right.definition.name ? -1 : 1));
  }

  find(name: string): Stream | undefined {
    return this.#streams.get(name);
  }

  /** Throws a ResourceNotFoundException, or a ValidationException when the request names no stream. */
  require({ StreamName, StreamARN }: StreamReference): Stream {
    const prefix = arnOf(this.context, 'kinesis', 'stream/');
    const name = StreamName ?? (StreamARN?.startsWith(prefix) ? StreamARN.slice(prefix.length) : StreamARN);
    if (name === undefined) throw validationError('streamName', undefined, 'not be null');
    const stream = this.find(name);
    if (!stream) throw streamNotFound(name, this.context.accountId);
    return stream;
  }

  async create(
    settings: Pick<StreamDefinition, 'name' | 'mode' | 'shardCount' | 'retentionHours' | 'tags'>,
  ): Promise<Stream> {
    const { name } = settings;
    if (this.#taken.has(name))
      throw new AwsError(
        'ResourceInUseException',
        `Stream ${name} under account ${this.context.accountId} already exists.`,
      );
    this.#taken.add(name);
    const arn = arnOf(this.context, 'kinesis', `stream/${name}`);
    const definition = { ...settings, arn, createdAtMs: this.context.clock.now() };
    const stream = await Stream.create(join(this.folder, name), definition, this.context);
    this.#streams.set(name, stream);
    return stream;
  }

  async delete(stream: Stream): Promise<void> {
    const { name } = stream.definition;
    this.#streams.delete(name);
    await stream.delete();
    this.#taken.delete(name);
  }

  async trim(): Promise<void> {
    for (const stream of this.all()) await stream.trim();
  }

  async close(): Promise<void> {
    for (const stream of this.all()) await stream.close();
  }
}
