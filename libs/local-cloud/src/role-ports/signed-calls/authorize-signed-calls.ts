import type { WireCall } from '@sales-cdc/aws-wire';
import type { RoleSessions } from '../../core/authorization/role-sessions.js';
import type { CloudContext } from '../../core/cloud-context.js';
import { CLOUDWATCH_CALLS, KINESIS_CALLS, LOGS_CALLS, S3_CALLS } from './data-calls.js';
import { DYNAMODB_CALLS } from './dynamodb-calls.js';
import { SNS_CALLS, SQS_CALLS } from './messaging-calls.js';
import { membersOf, type SignedCallTable } from './signed-call.js';

/** What functions call with SDK clients of their own, by the name that a request is signed for. */
const CALLS: ReadonlyMap<string, SignedCallTable> = new Map([
  ['dynamodb', DYNAMODB_CALLS],
  ['kinesis', KINESIS_CALLS],
  ['logs', LOGS_CALLS],
  ['monitoring', CLOUDWATCH_CALLS],
  ['s3', S3_CALLS],
  ['sns', SNS_CALLS],
  ['sqs', SQS_CALLS],
  // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html: no permission, not even by a Deny.
  ['sts', { GetCallerIdentity: () => [] }],
]);

/**
 * Asks IAM about a call that is signed with the credentials of a role; every other caller is the account's admin. What the
 * tables do not know is denied to roles by its name.
 *
 * Differs: AWS looks at an input's form before it asks for permission; here a malformed input may be denied first.
 */
export const authorizeSignedCalls =
  (context: CloudContext, sessions: Pick<RoleSessions, 'find'>) =>
  ({ accessKeyId, service, operation, input }: WireCall): void => {
    const session = sessions.find(accessKeyId);
    if (!session) return;
    const table = CALLS.get(service) ?? {};
    const accessesOf = Object.hasOwn(table, operation) ? table[operation] : undefined;
    if (!accessesOf) {
      const access = { action: `${iamPrefixOf(service)}:${operation}`, resource: '*' };
      return session.refuse(access, `because the local cloud does not know what a role needs to call ${operation}`);
    }
    for (const access of accessesOf(membersOf(input), context)) session.authorize(access);
  };

/** IAM calls one service by another name than requests are signed for. */
const iamPrefixOf = (service: string): string => (service === 'monitoring' ? 'cloudwatch' : service);
