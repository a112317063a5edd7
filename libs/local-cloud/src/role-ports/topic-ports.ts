import type { Authorization } from '../core/authorization/authorization.js';
import { authorizedPort } from '../core/authorization/authorized-port.js';
import { arnOf, type CloudContext } from '../core/cloud-context.js';
import type { SnsPorts, SubscriberPorts } from '../services/sns/index.js';

/** A topic's subscribers as their own policies let the topic in: SNS takes on no role for a delivery. */
export const subscribersOf = (
  context: CloudContext,
  authorization: Authorization,
  { sqs, lambda }: SubscriberPorts,
): SnsPorts['subscribersOf'] => {
  const known = new Map<string, SubscriberPorts>();
  const portsOf = (topicArn: string): SubscriberPorts => {
    const permissions = authorization.inOwnName('sns.amazonaws.com', topicArn);
    return {
      sqs: authorizedPort(sqs, permissions, {
        // A subscription names its queue by ARN; SNS needs no permission to find it.
        GetQueueUrl: () => [],
        SendMessage: ({ QueueUrl }) => [
          { action: 'sqs:SendMessage', resource: arnOf(context, 'sqs', QueueUrl?.split('/').at(-1) ?? '') },
        ],
      }),
      lambda: authorizedPort(lambda, permissions, {
        Invoke: ({ FunctionName }) => [{ action: 'lambda:InvokeFunction', resource: FunctionName }],
      }),
    };
  };
  return (topicArn) => {
    const ports = known.get(topicArn) ?? portsOf(topicArn);
    known.set(topicArn, ports);
    return ports;
  };
};
