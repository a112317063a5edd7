import { accessDenied } from '../../core/authorization/access-denied.js';
import type { CloudContext } from '../../core/cloud-context.js';
import type { IamState } from './iam-state.js';
import { decide } from './policy/decide.js';
import { adminContext } from './request-context.js';

/** Somebody from outside who wants to take on a role. */
export interface OutsideSession {
  readonly roleArn: string;
  readonly externalId?: string;
}

/**
 * Throws AccessDenied unless there is such a role and its trust policy lets the account in. Differs: callers from outside
 * are the account's admin, who is called its root; on AWS a root cannot take on roles.
 */
export const admitOutsider = (
  { roleArn, externalId }: OutsideSession,
  state: IamState,
  context: CloudContext,
): void => {
  const { accountId, partition } = context;
  const role = state.roleWithArn(roleArn);
  const access = { action: 'sts:AssumeRole', resource: roleArn };
  const request = {
    ...access,
    caller: { kind: 'admin', accountId } as const,
    context: { ...adminContext(context), ...(externalId !== undefined && { 'sts:externalid': externalId }) },
  };
  if (role && decide(request, [], role.trust) === 'allowed') return;
  throw accessDenied(`arn:${partition}:iam::${accountId}:root`, access, 'because no trust policy allows the action');
};
