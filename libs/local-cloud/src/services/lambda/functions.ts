import { AwsError } from '@sales-cdc/aws-wire';
import type { DeployedFunction } from './deployed-function.js';
import type { ExecutionPool } from './execution-pool.js';
import { parseFunctionName } from './function-name.js';

/** The functions of the account, by name. */
export class Functions implements AsyncDisposable {
  readonly #byName = new Map<string, DeployedFunction>();
  /** Of functions that were changed or removed while they ran. */
  readonly #draining = new Set<ExecutionPool>();

  constructor(private readonly arnOfFunction: (name: string) => string) {}

  all(): readonly DeployedFunction[] {
    return [...this.#byName.values()].sort((a, b) => (a.configuration.name < b.configuration.name ? -1 : 1));
  }

  /** Takes the place of a function of the same name, whose invocations under way end as they began. The former one. */
  put(deployed: DeployedFunction): DeployedFunction | undefined {
    const { name } = deployed.configuration;
    const former = this.#byName.get(name);
    this.#byName.set(name, deployed);
    if (former) this.#drain(former);
    return former;
  }

  /** Nobody finds it any more; its invocations under way end as they began. */
  remove(name: string): void {
    const former = this.#byName.get(name);
    this.#byName.delete(name);
    if (former) this.#drain(former);
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
    const pools = [...this.all().map(({ pool }) => pool), ...this.#draining];
    await Promise.all(pools.map((pool) => pool[Symbol.asyncDispose]()));
  }

  #drain({ pool, access }: DeployedFunction): void {
    this.#draining.add(pool);
    void pool.drain().finally(() => {
      this.#draining.delete(pool);
      access.end();
    });
  }
}
