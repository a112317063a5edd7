import type { Authorization } from '../../core/authorization/authorization.js';
import type { ResourcePolicies } from '../../core/authorization/resource-policies.js';
import type { RoleSessions } from '../../core/authorization/role-sessions.js';
import type { CloudContext } from '../../core/cloud-context.js';
import type { CloudService } from '../../core/service.js';
import { admitOutsider, type OutsideSession } from './admit-outsider.js';
import { assumeRole } from './assume-role.js';
import { IamState } from './iam-state.js';
import { lambdaPermissionProvisioner } from './provision-lambda-permission.js';
import { inlinePolicyProvisioner, managedPolicyProvisioner } from './provision-policy.js';
import {
  bucketPolicyProvisioner,
  queuePolicyProvisioner,
  resourcePolicy,
  topicPolicyProvisioner,
} from './provision-resource-policy.js';
import { roleProvisioner } from './provision-role.js';
import { CredentialedSessions } from './role-sessions.js';
import { ServicePermissions } from './service-permissions.js';

export interface Iam extends CloudService, Authorization {
  /** The policy of a bucket, a queue or a topic as the template has it; undefined where there is none. */
  policyDocumentOf(resourceArn: string): unknown;
  /** For services whose operations write policies. */
  readonly resourcePolicies: ResourcePolicies;
  /** The roles that call over the wire, known by their access keys. */
  readonly sessions: RoleSessions;
  /** Lets a caller from outside, who is the account's admin, take on a role. Throws AccessDenied. */
  admit(session: OutsideSession): void;
}

/** The owner of a policy that no resource of a template has written. */
const BY_OPERATION = 'operation';

/** IAM: the roles and policies of the template, and the decision whether a role may do what it asks for. */
export const createIam = (context: CloudContext): Iam => {
  const state = new IamState();
  return {
    policyDocumentOf: (resourceArn) => state.policyDocumentOf(resourceArn),
    resourcePolicies: {
      documentOf: (resourceArn) => state.policyDocumentOf(resourceArn),
      put: (resourceArn, document) => {
        state.putResourcePolicy(resourceArn, BY_OPERATION, resourcePolicy(document, context), document);
      },
      remove: (resourceArn) => {
        state.removeResourcePolicy(resourceArn);
      },
    },
    sessions: new CredentialedSessions(state, context),
    admit: (session) => admitOutsider(session, state, context),
    assume: (session) => assumeRole(session, state, context),
    inOwnName: (service, sourceArn) => new ServicePermissions(service, sourceArn, state, context),
    provisioners: [
      roleProvisioner(state, context),
      inlinePolicyProvisioner(state),
      managedPolicyProvisioner(state, context),
      bucketPolicyProvisioner(state, context),
      queuePolicyProvisioner(state, context),
      topicPolicyProvisioner(state, context),
      lambdaPermissionProvisioner(state, context),
    ],
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
};
