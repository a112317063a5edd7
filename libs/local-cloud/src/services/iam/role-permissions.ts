import { accessDenied } from '../../core/authorization/access-denied.js';
import type { Access, Permissions, RoleSession } from '../../core/authorization/authorization.js';
import type { CloudContext } from '../../core/cloud-context.js';
import type { IamState, Role } from './iam-state.js';
import { decide, type Decision } from './policy/decide.js';
import type { Policy } from './policy/policy.js';
import { requestContext } from './request-context.js';

/** Objects have names of their own, so a long run asks about ever new resources. */
const MAX_KEPT_DECISIONS = 10_000;

const BECAUSE: Readonly<Record<Exclude<Decision, 'allowed'>, (action: string) => string>> = {
  'not allowed': (action) => `because no identity-based policy allows the ${action} action`,
  'denied by identity policy': () => 'with an explicit deny in an identity-based policy',
  'denied by resource policy': () => 'with an explicit deny in a resource-based policy',
};

/** What one role session may do; a decision is kept until a policy changes, unless it depends on the time. */
export class RolePermissions implements Permissions {
  readonly #kept = new Map<string, Decision>();
  readonly #toldActions = new Set<string>();
  readonly #sessionArn: string;
  #version = -1;
  #identity: Policy = [];

  constructor(
    private readonly role: Role,
    session: RoleSession,
    private readonly state: IamState,
    private readonly context: CloudContext,
  ) {
    const { partition, accountId } = context;
    this.#sessionArn = `arn:${partition}:sts::${accountId}:assumed-role/${role.name}/${session.sessionName}`;
  }

  authorize(access: Access): void {
    if (this.#version !== this.state.version) this.#forget();
    const key = `${access.action} ${access.resource}`;
    const decision = this.#kept.get(key) ?? this.#decide(key, access);
    if (decision === 'allowed') return;
    const error = accessDenied(this.#sessionArn, access, BECAUSE[decision](access.action));
    this.#tellOnce(access.action, error.message);
    throw error;
  }

  #forget(): void {
    this.#kept.clear();
    this.#identity = this.state.identityPolicyOf(this.role);
    this.#version = this.state.version;
  }

  #decide(key: string, access: Access): Decision {
    const { accountId } = this.context;
    const resourcePolicy = this.state.resourcePolicyOf(access.resource);
    const caller = { kind: 'role', roleArn: this.role.arn, sessionArn: this.#sessionArn, accountId } as const;
    const request = { ...access, caller, context: requestContext(this.context, this.role) };
    const decision = decide(request, this.#identity, resourcePolicy);

    if (this.#kept.size >= MAX_KEPT_DECISIONS) this.#kept.clear();
    if (![this.#identity, resourcePolicy].some(dependsOnTime)) this.#kept.set(key, decision);
    this.context.observer.accessDecided?.({
      ...access,
      principal: this.role.arn,
      allowed: decision === 'allowed',
    });
    return decision;
  }

  /** A session acts for one resource, so its first denial of an action says it all. */
  #tellOnce(action: string, message: string): void {
    if (this.#toldActions.has(action)) return;
    this.#toldActions.add(action);
    this.context.observer.problem?.({ service: 'IAM', resource: this.role.name, message });
  }
}

const dependsOnTime = (policy: Policy): boolean =>
  policy.some(({ conditions }) => conditions.some((condition) => condition.dependsOnTime));
