import type { Clock } from '../../core/clock.js';
import type { Environment } from './execution-environment.js';

/** Lambda keeps an idle environment for some minutes; it does not say how many. */
const IDLE_LIMIT_MS = 5 * 60_000;

/**
 * The warm environments of one function. One is started only when all others are busy, and no more than the limit:
 * who comes then waits, in order.
 */
export class ExecutionPool implements AsyncDisposable {
  readonly #idle: { readonly environment: Environment; readonly sinceMs: number }[] = [];
  readonly #all = new Set<Environment>();
  readonly #waiting: (() => void)[] = [];
  #busy = 0;

  constructor(
    private readonly start: () => Environment,
    private readonly limit: number,
    private readonly clock: Clock,
  ) {}

  /** Invocations that run or wait. */
  get load(): number {
    return this.#busy + this.#waiting.length;
  }

  /** Lends a warm environment, or a cold one, for one piece of work. */
  async use<Result>(work: (environment: Environment) => Promise<Result>): Promise<Result> {
    if (this.#busy >= this.limit) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#busy += 1;

    const environment = this.#takeUsable() ?? this.#startOne();
    try {
      return await work(environment);
    } finally {
      this.#giveBack(environment);
    }
  }

  /** Ends the environments that nobody has used for long. */
  async retireIdle(): Promise<void> {
    const isOld = (sinceMs: number): boolean => this.clock.elapsedMs() - sinceMs >= IDLE_LIMIT_MS;
    const old = this.#idle.filter(({ sinceMs }) => isOld(sinceMs));
    this.#idle.splice(0, this.#idle.length, ...this.#idle.filter(({ sinceMs }) => !isOld(sinceMs)));
    await Promise.all(old.map(({ environment }) => this.#end(environment)));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#all].map((environment) => this.#end(environment)));
  }

  /** The one used last: the others may grow old. */
  #takeUsable(): Environment | undefined {
    for (let last = this.#idle.pop(); last; last = this.#idle.pop()) {
      if (last.environment.usable) return last.environment;
      this.#all.delete(last.environment);
    }
    return undefined;
  }

  #startOne(): Environment {
    const environment = this.start();
    this.#all.add(environment);
    return environment;
  }

  /** Whoever waits takes over the place of the one that leaves, so the count of the busy stays. */
  #giveBack(environment: Environment): void {
    if (environment.usable) this.#idle.push({ environment, sinceMs: this.clock.elapsedMs() });
    else this.#all.delete(environment);
    const next = this.#waiting.shift();
    if (next) next();
    else this.#busy -= 1;
  }

  async #end(environment: Environment): Promise<void> {
    this.#all.delete(environment);
    await environment.terminate();
  }
}
