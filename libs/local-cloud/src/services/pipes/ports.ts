import type { PutRecordsInput, PutRecordsOutput } from '@aws-sdk/client-kinesis';
import type { LogsApi } from '../logs/logs-api.js';
import type { SqsApi } from '../sqs/operations.js';
import type { StreamsPort } from '../stream-poller/dynamodb-stream-source.js';

export interface KinesisPort {
  PutRecords(input: PutRecordsInput): Promise<PutRecordsOutput>;
}

/** Under which role a pipe acts, and on what. */
export interface PipeRole {
  readonly roleArn: string;
  readonly pipeName: string;
  readonly pipeArn: string;
  readonly streamArn: string;
  readonly deadLetterQueueArn: string | undefined;
}

/** The ports of one pipe. Throws AWS's error when the role is not the pipe's to take or cannot do what a pipe must. */
export type PipePortsFor = (pipe: PipeRole) => PipesPorts;

/** What a pipe needs from the rest of the cloud. */
export interface PipesPorts {
  readonly streams: StreamsPort;
  readonly kinesis: KinesisPort;
  readonly sqs: Pick<SqsApi, 'GetQueueUrl' | 'SendMessage'>;
  /** Not under the pipe's role: the logs service delivers what it was told to. */
  readonly logs: Pick<LogsApi, 'append'>;
}
