import { fileURLToPath } from 'node:url';
import { BackgroundTask } from '../../core/background-task.js';
import { arnOf, type CloudContext } from '../../core/cloud-context.js';
import { bindOperations } from '../../core/operation.js';
import type { CloudService } from '../../core/service.js';
import { EventQueue } from './event-queue.js';
import { Mappings } from './event-source-mapping/mappings.js';
import { mappingProvisioner } from './event-source-mapping/provision-mapping.js';
import { functionProvisioner } from './function-provisioner.js';
import { Functions } from './functions.js';
import type { LambdaState } from './lambda-state.js';
import { type LambdaApi, operations } from './operations.js';
import type { LambdaPorts } from './ports.js';
import { environmentStarter, type EnvironmentStarter } from './start-environment.js';

const RETIRE_EVERY_MS = 60_000;

export interface LambdaOptions {
  /** Where `runtime/lambda-runtime.mjs` lies: `import.meta.resolve('@sales-cdc/local-cloud/lambda-runtime')`. */
  readonly runtimeUrl: URL;
  /** Starts other environments than worker threads: a simulation's, which answer in its own time. */
  readonly startEnvironment?: EnvironmentStarter | undefined;
}

export interface Lambda extends CloudService {
  readonly api: LambdaApi;
}

/** Lambda: each function's bundle runs in worker threads of this process. */
export const createLambda = (
  context: CloudContext,
  ports: LambdaPorts,
  { runtimeUrl, startEnvironment }: LambdaOptions,
): Lambda => {
  const functions = new Functions((name) => arnOf(context, 'lambda', `function:${name}`));
  const events = new EventQueue(context.clock);
  const mappings = new Mappings();
  const state: LambdaState = { context, ports, functions, events, mappings };
  const api = bindOperations(operations, state);
  let retiring: BackgroundTask | undefined;

  return {
    api,
    wire: {
      signingName: 'lambda',
      protocols: [{ kind: 'rest-json' }],
      schemas: () => import('@aws-sdk/client-lambda'),
      operations: { ...api },
    },
    provisioners: [
      functionProvisioner(state, startEnvironment ?? environmentStarter(context, fileURLToPath(runtimeUrl))),
      mappingProvisioner(state),
    ],
    async start() {
      retiring ??= retireIdleEnvironments(functions, context);
      await mappings.start(state);
    },
    progress: () => mappings.progress(),
    async [Symbol.asyncDispose]() {
      await retiring?.[Symbol.asyncDispose]();
      await mappings[Symbol.asyncDispose]();
      await events[Symbol.asyncDispose]();
      await functions[Symbol.asyncDispose]();
    },
  };
};

const retireIdleEnvironments = (functions: Functions, { clock, observer }: CloudContext): BackgroundTask => {
  const retireAll = async (): Promise<void> => {
    await Promise.all(functions.all().map(({ pool }) => pool.retireIdle()));
  };
  const onError = (error: unknown): void => {
    observer.problem?.({
      service: 'Lambda',
      resource: 'idle environments',
      message: `They could not be ended: ${String(error)}`,
    });
  };
  return new BackgroundTask(retireAll, { pauseMs: RETIRE_EVERY_MS, clock, onError });
};
