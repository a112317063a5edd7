import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { AwsError } from '@sales-cdc/aws-wire';
import { arnOf, type CloudContext } from '../../core/cloud-context.js';
import { pipeConfiguration, type PipeProperties } from './pipe/pipe-configuration.js';
import { Pipe } from './pipe/pipe.js';
import type { PipePortsFor, PipesPorts } from './ports.js';

const NAME = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}$/;

/** The pipes of the account. */
export class PipesState implements AsyncDisposable {
  readonly #pipes = new Map<string, Pipe>();
  #started = false;

  constructor(
    private readonly context: CloudContext,
    private readonly portsFor: PipePortsFor,
  ) {}

  get all(): readonly Pipe[] {
    return [...this.#pipes.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  require(name: string | undefined): Pipe {
    const pipe = this.#pipes.get(name ?? '');
    if (!pipe) throw new AwsError('NotFoundException', `Pipe ${name ?? ''} does not exist.`, 404);
    return pipe;
  }

  /** What a pipe of that name with these properties may do. Throws where AWS would not create it. */
  portsOf(name: string, properties: PipeProperties): PipesPorts {
    const { streamArn, deadLetterQueueArn } = pipeConfiguration(properties);
    return this.portsFor({
      roleArn: properties.RoleArn,
      pipeName: name,
      pipeArn: arnOf(this.context, 'pipes', `pipe/${name}`),
      streamArn,
      deadLetterQueueArn,
    });
  }

  /**
   * Brings the pipe of that name to these properties: it delivers what it has read and goes on from there. When
   * that cannot be, it goes on as it was.
   */
  async put(name: string, properties: PipeProperties, ports: PipesPorts): Promise<Pipe> {
    if (!NAME.test(name))
      throw new Error(
        `The name ${name} is no name of a pipe: 1 to 64 letters, digits, points, hyphens and underscores.`,
      );
    const before = this.#pipes.get(name);
    if (before && isDeepStrictEqual(before.properties, properties)) return before;
    const pipe = await this.#takeOver(name, properties, ports, before).catch(async (error: unknown) => {
      if (this.#started) before?.start();
      await before?.keep();
      throw error;
    });
    this.#pipes.set(name, pipe);
    if (this.#started) pipe.start();
    return pipe;
  }

  /** Lets the pipe end the batch under way and forgets it with its positions. */
  async remove(name: string): Promise<void> {
    const pipe = this.#pipes.get(name);
    this.#pipes.delete(name);
    await pipe?.[Symbol.asyncDispose]();
    if (NAME.test(name)) await this.context.disk.rm(this.#folderOf(name), { recursive: true, force: true });
  }

  async #takeOver(name: string, properties: PipeProperties, ports: PipesPorts, before?: Pipe): Promise<Pipe> {
    await before?.handOver();
    return Pipe.open(name, properties, this.#folderOf(name), this.context, ports, before?.counts);
  }

  #folderOf(name: string): string {
    return join(this.context.dataDirectory, 'pipes', name);
  }

  start(): void {
    this.#started = true;
    for (const pipe of this.all) pipe.start();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.all.map((pipe) => pipe[Symbol.asyncDispose]()));
  }
}
