import type { ResourcePolicies } from '../../core/authorization/resource-policies.js';
import type { CloudContext } from '../../core/cloud-context.js';
import { bindOperations } from '../../core/operation.js';
import type { CloudService, StageProgress } from '../../core/service.js';
import { operations, type SqsApi } from './operations.js';
import { queueProvisioner } from './queue-provisioner.js';
import { Queues } from './queue/queues.js';

export interface Sqs extends CloudService {
  readonly api: SqsApi;
}

export interface SqsPorts {
  readonly endpointUrl: () => string;
  readonly policies: ResourcePolicies;
}

/** Standard queues. `endpointUrl` is asked when a queue's URL is wanted: the port is not known before the server listens. */
export const createSqs = async (context: CloudContext, { endpointUrl, policies }: SqsPorts): Promise<Sqs> => {
  const queues = await Queues.open(context, endpointUrl, policies);
  const api = bindOperations(operations, { queues, policies, context });
  return {
    api,
    wire: {
      signingName: 'sqs',
      protocols: [
        { kind: 'json', version: '1.0', targetPrefix: 'AmazonSQS' },
        { kind: 'query', xmlNamespace: 'http://queue.amazonaws.com/doc/2012-11-05/' },
      ],
      schemas: () => import('@aws-sdk/client-sqs'),
      operations: api,
    },
    provisioners: [queueProvisioner(queues)],
    progress: () => progressOf(queues),
    [Symbol.asyncDispose]: async () => {
      for (const queue of queues.all) queue.close();
    },
  };
};

const progressOf = (queues: Queues): Promise<readonly StageProgress[]> =>
  Promise.all(
    queues.all.map(async (queue) => {
      const { visible, delayed, inFlight } = await queue.counts();
      // What waits in a queue waits for whoever reads it, so it does not hold up a run.
      return {
        stage: 'SQS',
        resource: queue.name,
        counts: { messages: visible + delayed + inFlight, sent: queue.sent },
        pending: 0,
      };
    }),
  );
