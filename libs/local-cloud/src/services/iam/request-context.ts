import type { RoleSession } from '../../core/authorization/authorization.js';
import type { CloudContext } from '../../core/cloud-context.js';
import type { RequestContext } from './policy/condition-keys.js';
import type { Role } from './iam-state.js';

const ofEveryRequest = ({ region, accountId, clock }: CloudContext): RequestContext => ({
  'aws:currenttime': new Date(clock.now()).toISOString(),
  'aws:epochtime': String(Math.floor(clock.now() / 1000)),
  'aws:requestedregion': region,
  'aws:resourceaccount': accountId,
  // Differs: on one machine nothing is encrypted; the loopback stands for the TLS that every neighbour speaks on AWS.
  'aws:securetransport': 'true',
});

/** What a request of a role session says about itself. */
export const requestContext = (context: CloudContext, { arn }: Role): RequestContext => ({
  ...ofEveryRequest(context),
  'aws:principalaccount': context.accountId,
  'aws:principalarn': arn,
  'aws:principaltype': 'AssumedRole',
});

/** What a request from outside says about itself. */
export const adminContext = (context: CloudContext): RequestContext => ({
  ...ofEveryRequest(context),
  'aws:principalaccount': context.accountId,
  'aws:principalarn': `arn:${context.partition}:iam::${context.accountId}:root`,
  'aws:principaltype': 'Account',
});

/** What a service that acts in its own name for a resource says about itself. */
export const serviceContext = (context: CloudContext, sourceArn: string): RequestContext => ({
  ...ofEveryRequest(context),
  'aws:sourceaccount': context.accountId,
  'aws:sourcearn': sourceArn,
});

/** What a service says about itself when it takes on a role. */
export const trustContext = (context: CloudContext, { sourceArn, externalId }: RoleSession): RequestContext => ({
  ...serviceContext(context, sourceArn),
  ...(externalId !== undefined && { 'sts:externalid': externalId }),
});
