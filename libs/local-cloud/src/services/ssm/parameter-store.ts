import { join } from 'node:path';
import { AwsError } from '@sales-cdc/aws-wire';
import { arnOf, type CloudContext } from '../../core/cloud-context.js';
import { readJsonFile, writeDurably } from '../../core/durable-file.js';

/** A parameter; every change of it is a new version. */
export interface StoredParameter {
  readonly name: string;
  readonly type: 'String' | 'StringList';
  readonly value: string;
  readonly description?: string;
  readonly version: number;
  readonly modifiedAtMs: number;
}

export type ParameterSettings = Pick<StoredParameter, 'name' | 'type' | 'value' | 'description'>;

/** The parameters of the account, by name, in one file. Differs: former versions are not kept. */
export class ParameterStore {
  readonly #parameters = new Map<string, StoredParameter>();
  #writing: Promise<void> = Promise.resolve();

  constructor(private readonly context: CloudContext) {}

  async open(): Promise<void> {
    const known = await readJsonFile<readonly StoredParameter[]>(this.context.disk, this.#path);
    for (const parameter of known ?? []) this.#parameters.set(parameter.name, parameter);
  }

  find(name: string): StoredParameter | undefined {
    return this.#parameters.get(name);
  }

  /** Throws AWS's error where there is none, and for a version or label (`name:3`), of which none is kept. */
  require(name: string): StoredParameter {
    if (/[^:]:[^:]+$/.test(name) && !name.startsWith('arn:'))
      throw new AwsError(
        'ValidationException',
        `The local cloud does not keep versions or labels of parameters: ${name}.`,
      );
    const parameter = this.find(name);
    if (!parameter) throw new AwsError('ParameterNotFound', `Parameter ${name} not found.`);
    return parameter;
  }

  async put(settings: ParameterSettings): Promise<StoredParameter> {
    const version = (this.find(settings.name)?.version ?? 0) + 1;
    const parameter = { ...settings, version, modifiedAtMs: this.context.clock.now() };
    this.#parameters.set(settings.name, parameter);
    await this.#write();
    return parameter;
  }

  async delete(name: string): Promise<void> {
    if (this.#parameters.delete(name)) await this.#write();
  }

  arnOf({ name }: Pick<StoredParameter, 'name'>): string {
    return arnOf(this.context, 'ssm', `parameter${name.startsWith('/') ? '' : '/'}${name}`);
  }

  get #path(): string {
    return join(this.context.dataDirectory, 'ssm', 'parameters.json');
  }

  async #write(): Promise<void> {
    this.#writing = this.#writing
      .catch(() => undefined)
      .then(() => writeDurably(this.context.disk, this.#path, JSON.stringify([...this.#parameters.values()])));
    await this.#writing;
  }
}
