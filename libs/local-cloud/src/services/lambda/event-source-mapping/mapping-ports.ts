import type { KinesisReadPort } from '../../stream-poller/kinesis-source.js';
import type { StreamsPort } from '../../stream-poller/dynamodb-stream-source.js';
import type { SqsApi } from '../../sqs/operations.js';

/** Under which role a mapping reads, and what. */
export interface MappingRole {
  readonly functionName: string;
  readonly functionArn: string;
  readonly roleArn: string;
  readonly eventSourceArn: string;
  readonly onFailureArn: string | undefined;
}

/** What a mapping needs from the rest of the cloud. */
export interface MappingPorts {
  readonly kinesis: KinesisReadPort;
  readonly streams: StreamsPort;
  readonly sqs: Pick<
    SqsApi,
    'GetQueueUrl' | 'GetQueueAttributes' | 'ReceiveMessage' | 'DeleteMessageBatch' | 'SendMessage'
  >;
  readonly sns: { Publish(input: { TopicArn: string; Message: string }): Promise<unknown> };
}

/** The ports of one mapping. Throws AWS's error when the function's role cannot read the source. */
export type MappingPortsFor = (role: MappingRole) => MappingPorts;
