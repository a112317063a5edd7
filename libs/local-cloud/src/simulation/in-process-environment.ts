import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createContext, Script } from 'node:vm';
import type {
  Answer,
  Environment,
  EnvironmentStarter,
  FunctionConfiguration,
  Invocation,
} from '../services/lambda/index.js';
import type { Faults } from './faults.js';
import type { Life, World } from './world.js';

type Handler = (event: unknown, context: object) => Promise<unknown>;

/** The bundles that were compiled already, by their path: many worlds run the same function. */
export type CompiledBundles = Map<string, Script>;

/** Starts a function's own bundle in this process, in which its time is the world's and what it prints is lost. */
export const inProcessStarter =
  (world: World, life: Life, faults: Faults, bundles: CompiledBundles): EnvironmentStarter =>
  (configuration) =>
    new InProcessEnvironment(configuration, world, life, faults, bundles);

class InProcessEnvironment implements Environment {
  readonly logStreamName = 'simulated';
  readonly #handler: Handler;
  #usable = true;

  constructor(
    private readonly configuration: FunctionConfiguration,
    private readonly world: World,
    private readonly life: Life,
    private readonly faults: Faults,
    bundles: CompiledBundles,
  ) {
    this.#handler = loadHandler(configuration, () => world.time.nowMs, bundles);
  }

  get usable(): boolean {
    return this.#usable;
  }

  async invoke({ requestId, invokedFunctionArn, timeoutMs, payload }: Invocation): Promise<Answer> {
    await this.world.step(this.life, `run ${this.configuration.name}`, () => undefined);
    if (this.faults.strikes('function times out')) {
      await this.world.time.sleep(this.life, timeoutMs);
      this.#usable = false;
      return failure(
        'Sandbox.Timedout',
        `RequestId: ${requestId} Error: Task timed out after ${timeoutMs / 1000} seconds`,
      );
    }
    if (this.faults.strikes('function throws')) return failure('Error', 'The simulation has the function throw.');
    try {
      const event: unknown = JSON.parse(Buffer.from(payload).toString('utf8'));
      const answer = await this.#handler(event, { awsRequestId: requestId, invokedFunctionArn });
      return { kind: 'result', payload: Buffer.from(JSON.stringify(answer)) };
    } catch (error) {
      return failure(error instanceof Error ? error.name : 'Error', String(error));
    }
  }

  takeOutput(): readonly [] {
    return [];
  }

  terminate(): Promise<void> {
    this.#usable = false;
    return Promise.resolve();
  }
}

const failure = (errorType: string, errorMessage: string): Answer => ({
  kind: 'error',
  error: { errorType, errorMessage },
});

const loadHandler = (
  { taskRoot, handler, environment }: FunctionConfiguration,
  nowMs: () => number,
  bundles: CompiledBundles,
): Handler => {
  const [file = '', name = ''] = handler.split('.');
  const path = ['.js', '.cjs'].map((extension) => join(taskRoot, file + extension)).find(existsSync);
  if (path === undefined)
    throw new Error(`${taskRoot} holds no ${file}.js or ${file}.cjs, which the handler ${handler} asks for.`);
  const script = bundles.get(path) ?? new Script(readFileSync(path, 'utf8'), { filename: path });
  bundles.set(path, script);
  const module = { exports: {} as Record<string, Handler> };
  script.runInContext(createContext(worldFor(module, path, environment, nowMs)));
  const found = module.exports[name];
  if (!found) throw new Error(`${path} exports no ${name}.`);
  return found;
};

/** What a bundle finds around it: all of Node, but for the time and the console. */
const worldFor = (
  module: object,
  path: string,
  variables: Readonly<Record<string, string>>,
  nowMs: () => number,
): object => {
  const quiet = { log() {}, info() {}, warn() {}, error() {}, debug() {}, trace() {} };
  return {
    ...globalThis,
    Buffer,
    TextDecoder,
    TextEncoder,
    URL,
    module,
    exports: (module as { exports: object }).exports,
    require: createRequire(path),
    console: quiet,
    process: { ...process, env: { ...variables, POWERTOOLS_LOG_LEVEL: 'SILENT', POWERTOOLS_METRICS_DISABLED: 'true' } },
    Date: dateAt(nowMs),
  };
};

const dateAt = (nowMs: () => number): DateConstructor =>
  class extends Date {
    constructor(...given: [] | [number | string | Date]) {
      super(...((given.length === 0 ? [nowMs()] : given) as [number]));
    }

    static override now(): number {
      return nowMs();
    }
  } as unknown as DateConstructor;
