import { AwsError } from '@sales-cdc/aws-wire';
import type { Authorization } from '../core/authorization/authorization.js';
import { authorizedPort } from '../core/authorization/authorized-port.js';
import type { CloudContext } from '../core/cloud-context.js';
import type { LambdaPorts } from '../services/lambda/index.js';
import type { LogsApi } from '../services/logs/index.js';
import { logStreamArn } from './log-stream-arn.js';

/**
 * Logs under a function's execution role.
 * Differs: on AWS the first event of a function also makes its log group and needs logs:CreateLogGroup for it, unless the
 * template has the group; here groups come into being by themselves.
 */
export const functionLogsFor =
  (context: CloudContext, authorization: Authorization, logs: Pick<LogsApi, 'append'>): LambdaPorts['logsFor'] =>
  ({ arn, name, roleArn }) => {
    const session = { roleArn, service: 'lambda.amazonaws.com', sourceArn: arn, sessionName: name };
    const permissions = assumed(() => authorization.assume(session));
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

const assumed = <Result>(assume: () => Result): Result => {
  try {
    return assume();
  } catch (cause) {
    const message = 'The role defined for the function cannot be assumed by Lambda.';
    throw new AwsError('InvalidParameterValueException', message, 400, { cause });
  }
};
