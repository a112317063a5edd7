import { Worker } from 'node:worker_threads';
import type { Clock } from '../../core/clock.js';
import type { LogEvent } from '../logs/logs-api.js';
import type { Answer, FunctionFailure, Invocation, RuntimeMessage, RuntimeStart } from './runtime-messages.js';

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-ib */
const INIT_LIMIT_MS = 10_000;

/** Where a function runs: it answers one invocation at a time. */
export interface Environment {
  readonly logStreamName: string;
  /** False once it has crashed, exited or run out of time: it can take no further invocation. */
  readonly usable: boolean;
  invoke(invocation: Invocation): Promise<Answer>;
  /** What was printed since the last call. */
  takeOutput(): readonly LogEvent[];
  terminate(): Promise<void>;
}

export interface ExecutionEnvironmentOptions {
  /** The file that bootstraps the worker. */
  readonly runtimePath: string;
  readonly start: RuntimeStart;
  readonly environment: Readonly<Record<string, string>>;
  readonly memoryMiB: number;
  readonly clock: Clock;
}

/**
 * A worker thread with the function's code loaded: starts cold, answers one invocation at a time, stays warm.
 *
 * Differs: the memory limit is that of V8's heap, not of the process; the clock's zone, the working folder and the
 * Node version are the host's.
 */
export class ExecutionEnvironment implements Environment {
  readonly #worker: Worker;
  readonly #clock: Clock;
  #loaded: Promise<Answer> | undefined;
  #ended: FunctionFailure | undefined;
  #receive: ((answer: Answer) => void) | undefined;
  #unread: Answer[] = [];
  #output: LogEvent[] = [];

  constructor({ runtimePath, start, environment, memoryMiB, clock }: ExecutionEnvironmentOptions) {
    this.logStreamName = start.logStreamName;
    this.#clock = clock;
    this.#worker = new Worker(runtimePath, {
      workerData: start,
      env: environment,
      argv: [],
      // The host's loaders and flags are not the function's.
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: memoryMiB },
    });
    this.#worker.on('message', (message: RuntimeMessage) => {
      this.#take(message);
    });
    this.#worker.on('error', (error: NodeJS.ErrnoException) => {
      this.#end(failureOf(error));
    });
    this.#worker.on('exit', (status) => {
      this.#end({ errorType: 'Runtime.ExitError', errorMessage: exitMessage(status) });
    });
  }

  readonly logStreamName: string;

  get usable(): boolean {
    return this.#ended === undefined;
  }

  async invoke(invocation: Invocation): Promise<Answer> {
    const loaded = await this.#load();
    const answer = loaded.kind === 'result' ? await this.#handle(invocation) : loaded;
    if (answer.kind !== 'error' || !answer.fatal) return answer;
    await this.terminate(answer.error);
    return { ...answer, error: { ...answer.error, errorMessage: withRequestId(invocation.requestId, answer.error) } };
  }

  takeOutput(): readonly LogEvent[] {
    const output = this.#output;
    this.#output = [];
    return output;
  }

  async terminate(
    reason: FunctionFailure = { errorType: 'Runtime.ExitError', errorMessage: 'Shut down' },
  ): Promise<void> {
    this.#end(reason);
    await this.#worker.terminate();
  }

  /** The worker's first answer. */
  async #load(): Promise<Answer> {
    this.#loaded ??= this.#next(INIT_LIMIT_MS);
    return this.#loaded;
  }

  #handle(invocation: Invocation): Promise<Answer> {
    this.#worker.postMessage(invocation);
    return this.#next(invocation.timeoutMs);
  }

  /** The next thing the worker says, or that it did not say anything within the limit. */
  async #next(limitMs: number): Promise<Answer> {
    const unread = this.#unread.shift();
    if (unread) return unread;
    if (this.#ended) return { kind: 'error', fatal: true, error: this.#ended };

    const answered = new AbortController();
    const received = new Promise<Answer>((resolve) => (this.#receive = resolve));
    // Differs: a time limit is the world's, not the template's: code does not run faster when time does.
    const late = this.#clock.sleep(limitMs * this.#clock.timeScale, answered.signal).then(() => timeout(limitMs));
    return Promise.race([received, late]).finally(() => {
      this.#receive = undefined;
      answered.abort();
    });
  }

  #take(message: RuntimeMessage): void {
    if (message.kind === 'log') this.#print(message.text);
    else if (message.kind === 'error' && message.fatal) this.#end(message.error);
    else this.#answer(message);
  }

  #print(text: string): void {
    const timestamp = this.#clock.now();
    for (const line of text.split('\n')) if (line !== '') this.#output.push({ timestamp, message: line });
  }

  #end(failure: FunctionFailure): void {
    if (this.#ended) return;
    this.#ended = failure;
    this.#answer({ kind: 'error', fatal: true, error: failure });
  }

  #answer(answer: Answer): void {
    if (this.#receive) this.#receive(answer);
    else this.#unread.push(answer);
  }
}

const timeout = (limitMs: number): Answer => ({
  kind: 'error',
  fatal: true,
  error: { errorType: 'Sandbox.Timedout', errorMessage: `Task timed out after ${(limitMs / 1000).toFixed(2)} seconds` },
});

const failureOf = (error: NodeJS.ErrnoException): FunctionFailure =>
  error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? { errorType: 'Runtime.OutOfMemory', errorMessage: 'Runtime exited with error: signal: killed' }
    : { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') };

const exitMessage = (status: number): string =>
  status === 0 ? 'Runtime exited without providing a reason' : `Runtime exited with error: exit status ${status}`;

/** Lambda names the request in what it says itself, not in what the function threw. */
const withRequestId = (requestId: string, { errorType, errorMessage }: FunctionFailure): string =>
  ['Sandbox.Timedout', 'Runtime.ExitError', 'Runtime.OutOfMemory'].includes(errorType)
    ? `RequestId: ${requestId} Error: ${errorMessage}`
    : errorMessage;
