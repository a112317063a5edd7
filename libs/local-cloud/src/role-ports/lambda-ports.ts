import { AwsError } from '@sales-cdc/aws-wire';
import type { Authorization, RoleSession } from '../core/authorization/authorization.js';
import { authorizedPort } from '../core/authorization/authorized-port.js';
import type { RoleSessions } from '../core/authorization/role-sessions.js';
import type { CloudContext } from '../core/cloud-context.js';
import type { FunctionRole, LambdaPorts } from '../services/lambda/index.js';
import type { LogsApi } from '../services/logs/index.js';
import { logStreamArn } from './log-stream-arn.js';

/**
 * Logs under a function's execution role.
 * Differs: on AWS the first event of a function also makes its log group and needs logs:CreateLogGroup for it, unless the
 * template has the group; here groups come into being by themselves.
 */
export const functionLogsFor =
  (context: CloudContext, authorization: Authorization, logs: Pick<LogsApi, 'append'>): LambdaPorts['logsFor'] =>
  (role) => {
    const permissions = assumed(() => authorization.assume(sessionOf(role)));
    return authorizedPort(logs, permissions, {
      append: (input) => {
        const resource = logStreamArn(context, input);
        return [
          { action: 'logs:CreateLogStream', resource },
          { action: 'logs:PutLogEvents', resource },
        ];
      },
    });
  };

/** The endpoint of this cloud with credentials of the function's role. */
export const functionAccessFor =
  (sessions: RoleSessions, endpointUrl: () => string): LambdaPorts['accessFor'] =>
  (role) => {
    const { accessKeyId, secretAccessKey, sessionToken } = assumed(() => sessions.open(sessionOf(role)));
    return {
      variables: () => ({
        AWS_ENDPOINT_URL: endpointUrl(),
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: secretAccessKey,
        AWS_SESSION_TOKEN: sessionToken,
      }),
      end: () => {
        sessions.close(accessKeyId);
      },
    };
  };

/** Lambda names the session after the function. */
const sessionOf = ({ arn, name, roleArn }: FunctionRole): RoleSession => ({
  roleArn,
  service: 'lambda.amazonaws.com',
  sourceArn: arn,
  sessionName: name,
});

const assumed = <Result>(assume: () => Result): Result => {
  try {
    return assume();
  } catch (cause) {
    const message = 'The role defined for the function cannot be assumed by Lambda.';
    throw new AwsError('InvalidParameterValueException', message, 400, { cause });
  }
};
