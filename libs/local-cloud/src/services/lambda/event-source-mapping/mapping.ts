import { join } from 'node:path';
import { arnOf } from '../../../core/cloud-context.js';
import { writeDurably } from '../../../core/durable-file.js';
import type { StageProgress } from '../../../core/service.js';
import type { LambdaState } from '../lambda-state.js';
import { runFunction } from '../run-function.js';
import type { Consumer } from './consumer.js';
import type { MappingSettings } from './mapping-settings.js';
import { openConsumer } from './open-consumer.js';

/** What is kept of a mapping from run to run. */
export interface StoredMapping {
  readonly uuid: string;
  /** `stack/LogicalId` of one that a template made. */
  readonly origin?: string;
  readonly settings: MappingSettings;
  readonly createdAtMs: number;
  readonly modifiedAtMs: number;
}

/** A mapping of an event source to a function: reads under the function's execution role while it is enabled. */
export class Mapping implements AsyncDisposable {
  readonly arn: string;
  #consumer: Consumer | undefined;
  #result = 'No records processed';
  #problem: string | undefined;

  constructor(
    readonly stored: StoredMapping,
    private readonly directory: string,
    readonly functionArn: string,
    private readonly state: LambdaState,
  ) {
    this.arn = arnOf(state.context, 'lambda', `event-source-mapping:${stored.uuid}`);
  }

  /** `LastProcessingResult` */
  get result(): string {
    return this.#result;
  }

  /** Makes it durable and ready to start. Throws AWS's error when the role cannot read the source. */
  async open(isNew: boolean): Promise<void> {
    const { settings } = this.stored;
    const { roleArn, name: functionName } = this.state.functions.require(settings.functionName).configuration;
    const { functionArn } = this;
    const { eventSourceArn, onFailureArn } = settings;
    const ports = this.state.ports.mappingPortsFor({
      functionName,
      functionArn,
      roleArn,
      eventSourceArn,
      onFailureArn,
    });
    const parts = {
      directory: this.directory,
      context: this.state.context,
      ports,
      functionArn,
      roleArn,
      invoke: (payload: Uint8Array) =>
        runFunction(this.state.functions.require(settings.functionName), payload, this.state),
      watch: {
        onProblem: (message: string) => {
          this.#report(message);
        },
        onSuccess: () => {
          this.#result = 'OK';
          this.#problem = undefined;
        },
      },
    };
    this.#consumer = await openConsumer(settings, parts, isNew);
    await this.save();
  }

  async save(): Promise<void> {
    await writeDurably(this.state.context.disk, join(this.directory, 'mapping.json'), JSON.stringify(this.stored));
  }

  start(): void {
    if (this.stored.settings.enabled) this.#consumer?.start();
  }

  async progress(): Promise<StageProgress> {
    const { enabled, functionName, eventSourceArn } = this.stored.settings;
    const pending = enabled ? await (this.#consumer?.pending() ?? 0) : 0;
    const source = eventSourceArn.split(':').slice(5).join(':');
    return {
      stage: 'Lambda',
      resource: `${functionName} from ${source}`,
      counts: { ...this.#consumer?.counts },
      pending,
    };
  }

  /** Forgets it with its positions. */
  async remove(): Promise<void> {
    await this[Symbol.asyncDispose]();
    await this.state.context.disk.rm(this.directory, { recursive: true, force: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#consumer?.stop();
  }

  /** Tells a problem once, until something succeeds or another problem comes. */
  #report(message: string): void {
    this.#result = `PROBLEM: ${message}`;
    if (message === this.#problem) return;
    this.#problem = message;
    const resource = this.stored.settings.functionName;
    this.state.context.observer.problem?.({ service: 'Lambda', resource, message });
  }
}
