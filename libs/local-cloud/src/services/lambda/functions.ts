import { AwsError } from '@sales-cdc/aws-wire';
import type { DeployedFunction } from './deployed-function.js';
import { parseFunctionName } from './function-name.js';

/** The functions of the account, by name. */
export class Functions implements AsyncDisposable {
  readonly #byName = new Map<string, DeployedFunction>();

  constructor(private readonly arnOfFunction: (name: string) => string) {}

  all(): readonly DeployedFunction[] {
    return [...this.#byName.values()].sort((a, b) => (a.configuration.name < b.configuration.name ? -1 : 1));
  }

  /** Takes the place of a function of the same name, whose warm code is old. */
  async put(deployed: DeployedFunction): Promise<void> {
    const { name } = deployed.configuration;
    const previous = this.#byName.get(name);
    this.#byName.set(name, deployed);
    await previous?.pool[Symbol.asyncDispose]();
    previous?.access.end();
  }

  /** The function that a caller means; there is only the version `$LATEST`. */
  require(functionName: string | undefined, qualifierMember?: string): DeployedFunction {
    const { name, qualifier = qualifierMember } = parseFunctionName(functionName);
    const found = this.#byName.get(name);
    if (found && (qualifier === undefined || qualifier === '$LATEST')) return found;
    const arn = this.arnOfFunction(qualifier === undefined ? name : `${name}:${qualifier}`);
    throw new AwsError('ResourceNotFoundException', `Function not found: ${arn}`, 404, { members: { Type: 'User' } });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.all().map(({ pool }) => pool[Symbol.asyncDispose]()));
  }
}
