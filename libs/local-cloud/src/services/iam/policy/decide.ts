import type { Access } from '../../../core/authorization/authorization.js';
import type { RequestContext } from './condition-keys.js';
import type { Policy, Statement } from './policy.js';
import type { Caller } from './principal.js';

export interface AccessRequest extends Access {
  readonly caller: Caller;
  readonly context: RequestContext;
}

/** Why: an Allow, no Allow at all, or a Deny that nothing outweighs. */
export type Decision = 'allowed' | 'not allowed' | 'denied by identity policy' | 'denied by resource policy';

/**
 * Within one account a Deny anywhere decides; else one Allow is enough, of the identity or of the resource.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export const decide = (request: AccessRequest, identity: Policy, resource: Policy): Decision => {
  const has = (policy: Policy, effect: Statement['effect']): boolean =>
    policy.some((statement) => statement.effect === effect && applies(statement, request));
  if (has(identity, 'Deny')) return 'denied by identity policy';
  if (has(resource, 'Deny')) return 'denied by resource policy';
  return has(identity, 'Allow') || has(resource, 'Allow') ? 'allowed' : 'not allowed';
};

const applies = (statement: Statement, { action, resource, caller, context }: AccessRequest): boolean =>
  statement.coversAction(action) &&
  statement.coversResource(resource) &&
  statement.concerns(caller) &&
  statement.conditions.every((condition) => condition.holds(context));
