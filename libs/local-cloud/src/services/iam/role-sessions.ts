import { createHash } from 'node:crypto';
import { accessDenied } from '../../core/authorization/access-denied.js';
import type { Permissions, RoleSession } from '../../core/authorization/authorization.js';
import type { CredentialedSession, RoleSessions, SessionCredentials } from '../../core/authorization/role-sessions.js';
import type { CloudContext } from '../../core/cloud-context.js';
import { assumeRole } from './assume-role.js';
import type { IamState } from './iam-state.js';

/** The sessions of roles that have credentials, by their access key. */
export class CredentialedSessions implements RoleSessions {
  readonly #byKey = new Map<string, CredentialedSession>();
  #opened = 0;

  constructor(
    private readonly state: IamState,
    private readonly context: CloudContext,
  ) {}

  open(session: RoleSession): SessionCredentials {
    const permissions = assumeRole(session, this.state, this.context);
    this.#opened += 1;
    // No key of AWS has a zero in it, so none that a caller brings from outside is taken for one of these.
    const accessKeyId = `ASIA${String(this.#opened).padStart(16, '0')}`;
    this.#byKey.set(accessKeyId, this.#describe(session, permissions));
    // Differs: signatures are not computed, so the secret and the token are worth nothing, and they do not expire.
    return { accessKeyId, secretAccessKey: 'local', sessionToken: 'local' };
  }

  close(accessKeyId: string): void {
    this.#byKey.delete(accessKeyId);
  }

  find(accessKeyId: string): CredentialedSession | undefined {
    return this.#byKey.get(accessKeyId);
  }

  #describe({ roleArn, sessionName }: RoleSession, permissions: Permissions): CredentialedSession {
    const { partition, accountId, observer } = this.context;
    const { name } = this.state.requireRole(roleArn);
    const arn = `arn:${partition}:sts::${accountId}:assumed-role/${name}/${sessionName}`;
    const refused = new Set<string>();
    return {
      arn,
      userId: `${roleIdOf(roleArn)}:${sessionName}`,
      authorize: (access) => {
        permissions.authorize(access);
      },
      refuse: (access, because) => {
        const error = accessDenied(arn, access, because);
        if (!refused.has(access.action)) observer.problem?.({ service: 'IAM', resource: name, message: error.message });
        refused.add(access.action);
        throw error;
      },
    };
  }
}

/** `AROA…`, the same in every run. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
const roleIdOf = (roleArn: string): string =>
  `AROA${createHash('sha256').update(roleArn).digest('hex').slice(0, 17).toUpperCase()}`;
