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

  /** Brings the pipe of that name to these properties. */
  async put(name: string, properties: PipeProperties, ports: PipesPorts): Promise<Pipe> {
    if (!NAME.test(name))
      throw new Error(
        `The name ${name} is no name of a pipe: 1 to 64 letters, digits, points, hyphens and underscores.`,
      );
    const before = this.#pipes.get(name);
    if (before && isDeepStrictEqual(before.properties, properties)) return before;
    await before?.[Symbol.asyncDispose]();
    const pipe = await Pipe.open(
      name,
      properties,
      join(this.context.dataDirectory, 'pipes', name),
      this.context,
      ports,
    );
    this.#pipes.set(name, pipe);
    if (this.#started) pipe.start();
    return pipe;
  }

  start(): void {
    this.#started = true;
    for (const pipe of this.all) pipe.start();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.all.map((pipe) => pipe[Symbol.asyncDispose]()));
  }
}
