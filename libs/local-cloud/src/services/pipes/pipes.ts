import type { CloudContext } from '../../core/cloud-context.js';
import { bindOperations } from '../../core/operation.js';
import type { CloudService } from '../../core/service.js';
import { operations, type PipesApi } from './operations.js';
import { pipeProvisioner } from './pipe-provisioner.js';
import { PipesState } from './pipes-state.js';
import type { PipePortsFor } from './ports.js';

export interface Pipes extends CloudService {
  readonly api: PipesApi;
}

/** Pipes from DynamoDB streams to Kinesis streams. They begin to poll at `start`. */
export const createPipes = async (context: CloudContext, portsFor: PipePortsFor): Promise<Pipes> => {
  const pipes = new PipesState(context, portsFor);
  const api = bindOperations(operations, pipes);
  return {
    api,
    wire: {
      signingName: 'pipes',
      protocols: [{ kind: 'rest-json' }],
      schemas: () => import('@aws-sdk/client-pipes'),
      operations: api,
    },
    provisioners: [pipeProvisioner(pipes)],
    start: async () => {
      pipes.start();
    },
    progress: () => Promise.all(pipes.all.map((pipe) => pipe.progress())),
    [Symbol.asyncDispose]: () => pipes[Symbol.asyncDispose](),
  };
};
