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
  readonly #ending = new Set<Promise<void>>();
  #busy = 0;
  /** Set once nobody is to come any more; called when the last has left. */
  #whenIdle: (() => void) | undefined;

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

  /**
   * Ends each environment as soon as nobody uses it or waits for one; resolves when all have ended. Nobody may come any
   * more.
   */
  async drain(): Promise<void> {
    const idle = new Promise<void>((resolve) => (this.#whenIdle = resolve));
    for (const { environment } of this.#idle.splice(0)) void this.#end(environment);
    if (this.load > 0) await idle;
    await Promise.all(this.#ending);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const environment of this.#all) void this.#end(environment);
    await Promise.all(this.#ending);
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
    const isWanted = !this.#whenIdle || this.#waiting.length > 0;
    if (!environment.usable) this.#all.delete(environment);
    else if (isWanted) this.#idle.push({ environment, sinceMs: this.clock.elapsedMs() });
    else void this.#end(environment);
    const next = this.#waiting.shift();
    if (next) next();
    else this.#busy -= 1;
    if (this.load === 0) this.#whenIdle?.();
  }

  async #end(environment: Environment): Promise<void> {
    this.#all.delete(environment);
    const ending = environment.terminate().finally(() => this.#ending.delete(ending));
    this.#ending.add(ending);
    await ending;
  }
}
