import type { WireCaller } from '@sales-cdc/aws-wire';
import type { RoleSessions } from '../../core/authorization/role-sessions.js';
import type { CloudContext } from '../../core/cloud-context.js';
import { bindOperations, type Api } from '../../core/operation.js';
import type { CloudService } from '../../core/service.js';
import { getCallerIdentity, type StsState } from './get-caller-identity.js';

const stsOperations = { GetCallerIdentity: getCallerIdentity };

export type StsApi = Api<typeof stsOperations>;

export interface StsService extends CloudService {
  readonly api: StsApi;
}

/** Tells callers who they are: a role's session, or the root of the one account. */
export const createSts = (context: CloudContext, sessions: Pick<RoleSessions, 'find'>): StsService => {
  const api = bindOperations<StsState, typeof stsOperations>(stsOperations, { context, session: undefined });
  return {
    api,
    wire: {
      signingName: 'sts',
      protocols: [{ kind: 'query', xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/' }],
      schemas: () => import('@aws-sdk/client-sts'),
      operations: {
        GetCallerIdentity: async (input: object, { accessKeyId }: WireCaller) =>
          getCallerIdentity(input, { context, session: sessions.find(accessKeyId) }),
      },
    },
    provisioners: [],
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
};
