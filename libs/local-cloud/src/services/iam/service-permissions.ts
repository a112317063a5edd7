import { accessDenied } from '../../core/authorization/access-denied.js';
import type { Access, Permissions } from '../../core/authorization/authorization.js';
import type { CloudContext } from '../../core/cloud-context.js';
import type { IamState } from './iam-state.js';
import { decide } from './policy/decide.js';
import { serviceContext } from './request-context.js';

/** What a service may do in its own name for one of its resources: what the policies of others' resources let it. */
export class ServicePermissions implements Permissions {
  readonly #told = new Set<string>();

  constructor(
    private readonly service: string,
    private readonly sourceArn: string,
    private readonly state: IamState,
    private readonly context: CloudContext,
  ) {}

  authorize(access: Access): void {
    const { service, sourceArn, context } = this;
    const request = {
      ...access,
      caller: { kind: 'service', service } as const,
      context: serviceContext(context, sourceArn),
    };
    const allowed = decide(request, [], this.state.resourcePolicyOf(access.resource)) === 'allowed';
    context.observer.accessDecided?.({ ...access, principal: service, allowed });
    if (allowed) return;
    const because = `because no resource-based policy allows the ${access.action} action for ${sourceArn}`;
    const error = accessDenied(service, access, because);
    this.#tellOnce(access, error.message);
    throw error;
  }

  #tellOnce({ action, resource }: Access, message: string): void {
    const key = `${action} ${resource}`;
    if (this.#told.has(key)) return;
    this.#told.add(key);
    this.context.observer.problem?.({ service: 'IAM', resource: this.sourceArn, message });
  }
}
