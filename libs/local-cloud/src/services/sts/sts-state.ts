import type { CredentialedSession } from '../../core/authorization/role-sessions.js';
import type { CloudContext } from '../../core/cloud-context.js';

/** What STS needs of IAM. */
export interface RoleTrust {
  /** The role that calls with this key; undefined for anybody else. */
  find(accessKeyId: string): CredentialedSession | undefined;
  /** Lets a caller from outside take on a role. Throws AccessDenied. */
  admit(session: { readonly roleArn: string; readonly externalId?: string }): void;
}

export interface StsState {
  readonly context: CloudContext;
  /** Who calls; undefined for the account's root. */
  readonly session: CredentialedSession | undefined;
  readonly trust: RoleTrust;
}
