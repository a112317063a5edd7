import { type Construct } from 'constructs';
import { Effect, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';

/** One permission: its name in the policy, and the actions it allows on these resources. */
export interface Permission {
  readonly sid: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: Readonly<Record<string, unknown>>;
}

export interface ServiceRoleProps {
  /** The service that assumes the role, such as `pipes.amazonaws.com`. */
  readonly service: string;
  /** What must hold for the service to assume it; keeps a stranger's resource from using our role. */
  readonly trustedWhen?: Readonly<Record<string, unknown>>;
  readonly permissions: readonly Permission[];
}

const statement = ({ sid, actions, resources, conditions }: Permission): PolicyStatement =>
  new PolicyStatement({
    sid,
    effect: Effect.ALLOW,
    actions: [...actions],
    resources: [...resources],
    ...(conditions && { conditions }),
  });

/**
 * A role whose permissions are all written here, inside the role itself.
 *
 * Inline, so that whoever needs the role's ARN also waits for its permissions: a pipe, for one, is checked against them
 * while it is created. Pass `role.withoutPolicyUpdates()` to a construct that would otherwise add its own, wider grants.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export const createServiceRole = (
  scope: Construct,
  id: string,
  { service, trustedWhen, permissions }: ServiceRoleProps,
): Role =>
  new Role(scope, id, {
    assumedBy: new ServicePrincipal(service, trustedWhen && { conditions: trustedWhen }),
    inlinePolicies: { permissions: new PolicyDocument({ statements: permissions.map(statement) }) },
  });
