import { seededRandom } from '../core/seeded-random.js';
import { ProcessClock, WorldTime } from './world-time.js';

/** Something that happens at one moment, once its turn has come. */
interface Step {
  readonly life: Life;
  /** `disk write sales/…`: for the account of a run. */
  readonly name: string;
  run(): Promise<void>;
}

/** Decides what becomes of a step; asked when its turn has come. */
export type Fate = 'happens' | 'killed before' | 'killed after';

/** Nothing happens any more, though somebody waits. */
export class Stuck extends Error {
  override readonly name = 'Stuck';
}

/** From the start of a process to its end; what it has begun by then never goes on. */
export class Life {
  #isOver = false;

  get isOver(): boolean {
    return this.#isOver;
  }

  end(): void {
    this.#isOver = true;
  }
}

/**
 * A world in which one thing happens at a time, in an order that follows from a seed alone: what services do to the disk
 * and to each other are steps; among those that could come next the seed chooses; when there is none, time passes until
 * somebody wakes. A process can end before or after any step, and the next one finds what lies on the disk.
 *
 * Law: the same seed and the same work give the same steps.
 */
export class World {
  readonly random: () => number;
  readonly time: WorldTime;
  /** The steps that have happened, newest last. */
  readonly history: string[] = [];
  #ready: Step[] = [];
  #stepCount = 0;

  constructor(
    seed: number,
    private readonly fateOf: (stepCount: number) => Fate = () => 'happens',
  ) {
    this.random = seededRandom(seed);
    this.time = new WorldTime();
  }

  get stepCount(): number {
    return this.#stepCount;
  }

  clockOf(life: Life): ProcessClock {
    return new ProcessClock(this.time, life);
  }

  /** Has the effect happen at a moment of the world's choice. What a process waits for that is over never comes. */
  step<Result>(life: Life, name: string, effect: () => Result | Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (life.isOver) return;
      const run = async (): Promise<void> => {
        try {
          const result = await effect();
          if (!life.isOver) resolve(result);
        } catch (error) {
          if (!life.isOver) reject(error instanceof Error ? error : new Error(String(error)));
        }
      };
      this.#ready.push({ life, name, run });
    });
  }

  /** Lets the world go on until the work is done, or until the process is killed: then the answer is `killed`. */
  async run<Result>(life: Life, work: Promise<Result>, untilMs = Infinity): Promise<Result | 'killed'> {
    let outcome: { readonly result: Result } | { readonly error: unknown } | undefined;
    work.then(
      (result) => (outcome = { result }),
      (error: unknown) => (outcome = { error }),
    );
    for (;;) {
      await settle();
      if (outcome) break;
      if (life.isOver) return 'killed';
      await this.#next(life, untilMs);
    }
    if ('error' in outcome) throw outcome.error;
    return outcome.result;
  }

  /** Ends the process here and now. */
  kill(life: Life): void {
    life.end();
    this.#ready = this.#ready.filter((step) => step.life !== life);
    this.time.forget(life);
  }

  async #next(life: Life, untilMs: number): Promise<void> {
    if (this.#ready.length === 0) {
      if (this.time.elapsedMs > untilMs) throw new Stuck(`Nothing was done within ${String(untilMs)} ms.`);
      if (!this.time.advanceToNext())
        throw new Stuck('Nobody sleeps and nothing happens, though the work is not done.');
      return;
    }
    const [step] = this.#ready.splice(Math.floor(this.random() * this.#ready.length), 1);
    if (!step) return;
    this.#stepCount += 1;
    const fate = this.fateOf(this.#stepCount);
    if (fate === 'killed before') {
      this.kill(life);
      return;
    }
    this.history.push(step.name);
    if (fate === 'killed after') life.end();
    await step.run();
    if (fate === 'killed after') this.kill(life);
  }
}

/**
 * Lets all that follows without a step happen: promises, ticks, what was put off to a later turn of the event loop, and
 * what the machine itself does for once, such as loading a module. Afterwards only a step or time can go on.
 */
const settle = async (): Promise<void> => {
  do await new Promise((resolve) => setImmediate(resolve));
  while (process.getActiveResourcesInfo().some((resource) => UNFINISHED.has(resource)));
};

/** Kinds of Node's resources that end by themselves; sockets and pipes, such as the console's, do not. */
const UNFINISHED: ReadonlySet<string> = new Set([
  'Immediate',
  'FSReqCallback',
  'FSReqPromise',
  'WORKER',
  'ZLIB',
  'ModuleLoadJob',
  'CloseReq',
]);
