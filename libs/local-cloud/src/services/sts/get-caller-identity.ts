import type { CredentialedSession } from '../../core/authorization/role-sessions.js';
import type { CloudContext } from '../../core/cloud-context.js';

export interface StsState {
  readonly context: CloudContext;
  /** Who calls; undefined for the account's root. */
  readonly session: CredentialedSession | undefined;
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export const getCallerIdentity = (
  _input: object,
  { context: { partition, accountId }, session }: StsState,
): { readonly UserId: string; readonly Account: string; readonly Arn: string } => ({
  UserId: session?.userId ?? accountId,
  Account: accountId,
  Arn: session?.arn ?? `arn:${partition}:iam::${accountId}:root`,
});
