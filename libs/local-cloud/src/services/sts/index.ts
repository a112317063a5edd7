import type { CloudContext } from '../../core/cloud-context.js';
import { bindOperations, type Api } from '../../core/operation.js';
import type { CloudService } from '../../core/service.js';
import { getCallerIdentity } from './get-caller-identity.js';

const stsOperations = { GetCallerIdentity: getCallerIdentity };

export type StsApi = Api<typeof stsOperations>;

export interface StsService extends CloudService {
  readonly api: StsApi;
}

/** Tells callers who they are: the root of the one account. */
export const createSts = (context: CloudContext): StsService => {
  const api = bindOperations<CloudContext, typeof stsOperations>(stsOperations, context);
  return {
    api,
    wire: {
      signingName: 'sts',
      protocols: [{ kind: 'query', xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/' }],
      schemas: () => import('@aws-sdk/client-sts'),
      operations: api,
    },
    provisioners: [],
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
};
