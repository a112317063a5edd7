import type { PutRecordsInput, PutRecordsOutput } from '@aws-sdk/client-kinesis';
import type { SqsApi } from '../sqs/operations.js';

/** A record of a DynamoDB stream, in the JSON of the wire. The pipe passes on members that it does not know. */
export interface StreamRecord {
  readonly eventID: string;
  readonly eventName: string;
  readonly dynamodb: {
    /** Seconds. */
    readonly ApproximateCreationDateTime: number;
    readonly SequenceNumber: string;
  };
}

export interface StreamShard {
  readonly ShardId: string;
  readonly ParentShardId?: string | undefined;
}

/** The operations of DynamoDB Streams, in the JSON of the wire. */
export interface StreamsPort {
  DescribeStream(input: { StreamArn: string; ExclusiveStartShardId?: string }): Promise<{
    readonly StreamDescription: {
      readonly Shards: readonly StreamShard[];
      readonly LastEvaluatedShardId?: string | undefined;
    };
  }>;
  GetShardIterator(input: {
    StreamArn: string;
    ShardId: string;
    ShardIteratorType: 'TRIM_HORIZON' | 'AFTER_SEQUENCE_NUMBER';
    SequenceNumber?: string;
  }): Promise<{ readonly ShardIterator: string }>;
  GetRecords(input: { ShardIterator: string; Limit?: number }): Promise<{
    readonly Records: readonly StreamRecord[];
    readonly NextShardIterator?: string | undefined;
  }>;
  /** How many records come after that one; all, when none is named. */
  pendingAfter(streamArn: string, sequenceNumber: string | undefined): Promise<number>;
}

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
}
