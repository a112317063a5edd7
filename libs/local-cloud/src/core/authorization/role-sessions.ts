import type { Access, Permissions, RoleSession } from './authorization.js';

/** What an SDK client signs with. */
export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** A role session that calls over the wire. */
export interface CredentialedSession extends Permissions {
  /** `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION` */
  readonly arn: string;
  /** `AROA…:SESSION` */
  readonly userId: string;
  /** Throws the denial of an access that no policy is asked about, for the given reason. */
  refuse(access: Access, because: string): never;
}

/** The role sessions that have credentials of their own. Whoever signs with other credentials is the account's admin. */
export interface RoleSessions {
  /** Throws AccessDenied when the role does not trust the service, NoSuchEntity when the template has no such role. */
  open(session: RoleSession): SessionCredentials;
  /** From now on the credentials are nobody's. */
  close(accessKeyId: string): void;
  /** The session that signs with the access key; undefined where it is none of these. */
  find(accessKeyId: string): CredentialedSession | undefined;
}
