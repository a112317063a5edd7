import { accessDenied } from '../../core/authorization/access-denied.js';
import type { Permissions, RoleSession } from '../../core/authorization/authorization.js';
import type { CloudContext } from '../../core/cloud-context.js';
import type { IamState } from './iam-state.js';
import { decide } from './policy/decide.js';
import { trustContext } from './request-context.js';
import { RolePermissions } from './role-permissions.js';

const ASSUME_ROLE = 'sts:AssumeRole';

/**
 * A session of the role for a service, if the role's trust policy lets it. Throws AccessDenied or NoSuchEntity.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export const assumeRole = (session: RoleSession, state: IamState, context: CloudContext): Permissions => {
  const role = state.requireRole(session.roleArn);
  const access = { action: ASSUME_ROLE, resource: role.arn };
  const caller = { kind: 'service', service: session.service } as const;
  const decision = decide({ ...access, caller, context: trustContext(context, session) }, [], role.trust);
  const allowed = decision === 'allowed';
  context.observer.accessDecided?.({ ...access, principal: session.service, allowed });
  if (allowed) return new RolePermissions(role, session, state, context);

  const error = accessDenied(session.service, access, 'because its trust policy does not allow the action');
  context.observer.problem?.({ service: 'IAM', resource: role.name, message: error.message });
  throw error;
};
