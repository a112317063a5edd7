import type { SqsApi } from '../sqs/operations.js';

/** A topic's subscribers, as the topic may reach them. Errors are those of the subscriber's service. */
export interface SubscriberPorts {
  readonly sqs: Pick<SqsApi, 'GetQueueUrl' | 'SendMessage'>;
  readonly lambda: {
    Invoke(input: { FunctionName: string; InvocationType: 'Event'; Payload: Uint8Array }): Promise<unknown>;
  };
}

/** What SNS needs from the rest of the cloud. */
export interface SnsPorts {
  readonly subscribersOf: (topicArn: string) => SubscriberPorts;
  /** The topic's policy as the template has it; undefined where there is none. */
  readonly policyOf: (topicArn: string) => unknown;
  /** Asked late: the port is not known before the server listens. */
  readonly endpointUrl: () => string;
}
