import type { CloudContext } from '../../core/cloud-context.js';
import { bindOperations, type Api } from '../../core/operation.js';
import type { CloudService } from '../../core/service.js';
import { getParameter, getParameters } from './get-parameter.js';
import { ParameterStore } from './parameter-store.js';
import { parameterProvisioner } from './provision-parameter.js';
import { deleteParameter, putParameter } from './put-parameter.js';

const operations = {
  DeleteParameter: deleteParameter,
  GetParameter: getParameter,
  GetParameters: getParameters,
  PutParameter: putParameter,
};

export type SsmApi = Api<typeof operations>;

export interface Ssm extends CloudService {
  readonly api: SsmApi;
  /** The value of a parameter; undefined where there is none. */
  valueOf(name: string): string | undefined;
}

/** The parameter store of Systems Manager, and nothing else of it. */
export const createSsm = async (context: CloudContext): Promise<Ssm> => {
  const store = new ParameterStore(context);
  await store.open();
  const api = bindOperations<ParameterStore, typeof operations>(operations, store);
  return {
    api,
    valueOf: (name) => store.find(name)?.value,
    wire: {
      signingName: 'ssm',
      protocols: [{ kind: 'json', version: '1.1', targetPrefix: 'AmazonSSM' }],
      schemas: () => import('@aws-sdk/client-ssm'),
      operations: { ...api },
    },
    provisioners: [parameterProvisioner(store)],
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
};
