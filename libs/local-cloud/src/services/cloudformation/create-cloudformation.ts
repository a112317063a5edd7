import type { CloudContext } from '../../core/cloud-context.js';
import { bindOperations, type Api } from '../../core/operation.js';
import type { CloudService } from '../../core/service.js';
import type { StackEngine } from '../../core/stacks/stack-engine.js';
import { ChangeSets } from './change-sets/change-sets.js';
import type { CloudFormationPorts, CloudFormationState } from './cloudformation-state.js';
import { operations } from './operations.js';

/** The operations of CloudFormation. */
export type CloudFormationApi = Api<typeof operations>;

export interface CloudFormation extends CloudService {
  readonly api: CloudFormationApi;
}

/** CloudFormation as its clients use it; what it deploys is made by the engine that the run itself uses. */
export const createCloudFormation = async (
  context: CloudContext,
  stacks: StackEngine,
  ports: CloudFormationPorts,
): Promise<CloudFormation> => {
  const changeSets = new ChangeSets(context);
  await changeSets.open();
  const state: CloudFormationState = { context, ports, stacks, changeSets };
  const api = bindOperations<CloudFormationState, typeof operations>(operations, state);
  return {
    api,
    wire: {
      signingName: 'cloudformation',
      protocols: [{ kind: 'query', xmlNamespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/' }],
      schemas: () => import('@aws-sdk/client-cloudformation'),
      operations: { ...api },
    },
    provisioners: [],
    // What the last run left half done is taken up when everything else runs.
    start: async () => stacks.resume(),
    [Symbol.asyncDispose]: () => stacks[Symbol.asyncDispose](),
  };
};
