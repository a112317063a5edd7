import type { Authorization } from '../../core/authorization/authorization.js';
import type { CloudContext } from '../../core/cloud-context.js';
import type { CloudService } from '../../core/service.js';
import { assumeRole } from './assume-role.js';
import { IamState } from './iam-state.js';
import { inlinePolicyProvisioner, managedPolicyProvisioner } from './provision-policy.js';
import { bucketPolicyProvisioner, queuePolicyProvisioner } from './provision-resource-policy.js';
import { roleProvisioner } from './provision-role.js';

export interface Iam extends CloudService, Authorization {}

/** IAM: the roles and policies of the template, and the decision whether a role may do what it asks for. */
export const createIam = (context: CloudContext): Iam => {
  const state = new IamState();
  return {
    assume: (session) => assumeRole(session, state, context),
    provisioners: [
      roleProvisioner(state, context),
      inlinePolicyProvisioner(state),
      managedPolicyProvisioner(state, context),
      bucketPolicyProvisioner(state, context),
      queuePolicyProvisioner(state, context),
    ],
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
};
