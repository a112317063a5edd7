import type { WireCaller } from '@sales-cdc/aws-wire';
import type { CloudContext } from '../../core/cloud-context.js';
import { bindOperations, type Api } from '../../core/operation.js';
import type { CloudService } from '../../core/service.js';
import { assumeRole } from './assume-role.js';
import { getCallerIdentity } from './get-caller-identity.js';
import type { RoleTrust, StsState } from './sts-state.js';

const stsOperations = { AssumeRole: assumeRole, GetCallerIdentity: getCallerIdentity };

export type StsApi = Api<typeof stsOperations>;

export interface StsService extends CloudService {
  readonly api: StsApi;
}

/** Tells callers who they are, a role's session or the root of the one account, and gives out credentials of its roles. */
export const createSts = (context: CloudContext, trust: RoleTrust): StsService => {
  const apiOf = (session: StsState['session']): StsApi => bindOperations(stsOperations, { context, trust, session });
  const api = apiOf(undefined);
  return {
    api,
    wire: {
      signingName: 'sts',
      protocols: [{ kind: 'query', xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/' }],
      schemas: () => import('@aws-sdk/client-sts'),
      operations: {
        ...api,
        GetCallerIdentity: (input: object, { accessKeyId }: WireCaller) =>
          apiOf(trust.find(accessKeyId)).GetCallerIdentity(input),
      },
    },
    provisioners: [],
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
};
