import type {
  GetTableRequest,
  GetTableResponse,
  GetTableVersionRequest,
  GetTableVersionResponse,
} from '@aws-sdk/client-glue';
import type {
  GetRecordsInput,
  GetRecordsOutput,
  GetShardIteratorInput,
  GetShardIteratorOutput,
  ListShardsInput,
  ListShardsOutput,
} from '@aws-sdk/client-kinesis';
import type { InvocationRequest, InvocationResponse } from '@aws-sdk/client-lambda';
import type { LogsApi } from '../logs/logs-api.js';

export interface KinesisPort {
  ListShards(input: ListShardsInput): Promise<ListShardsOutput>;
  GetShardIterator(input: GetShardIteratorInput): Promise<GetShardIteratorOutput>;
  GetRecords(input: GetRecordsInput): Promise<GetRecordsOutput>;
  /** How many records of the shard come after that one; all that it holds when there is none. */
  pendingAfter(streamName: string, shardId: string, sequenceNumber: string | undefined): Promise<number>;
}

/** The catalog, as far as the conversion of records reads it. */
export interface GluePort {
  GetTable(input: GetTableRequest): Promise<GetTableResponse>;
  GetTableVersion(input: GetTableVersionRequest): Promise<GetTableVersionResponse>;
}

/** An object to write, as far as Firehose describes it. */
export interface NewObject {
  readonly Bucket: string;
  readonly Key: string;
  readonly Body: Uint8Array;
  readonly ContentType: string;
  readonly ContentEncoding?: string;
}

/** Under which roles a delivery stream acts, and on what. */
export interface DeliveryRoles {
  readonly name: string;
  readonly arn: string;
  /** Absent when it reads no Kinesis stream. */
  readonly source?: { readonly streamArn: string; readonly roleArn: string };
  /** The role of the destination, which also invokes the function and writes the log. */
  readonly roleArn: string;
  /** Absent when it writes no backup. */
  readonly backup?: { readonly roleArn: string };
  /** Absent when it converts no records. */
  readonly conversion?: { readonly roleArn: string; readonly databaseName: string; readonly tableName: string };
}

/** The ports of one delivery stream. Throws AWS's error when a role is not Firehose's to take or cannot see the source. */
export type FirehosePortsFor = (stream: DeliveryRoles) => FirehosePorts;

/** What a delivery stream needs from the rest of the cloud: its neighbours' operations. */
export interface FirehosePorts {
  readonly kinesis: KinesisPort;
  readonly lambda: { Invoke(input: InvocationRequest): Promise<InvocationResponse> };
  readonly s3: { PutObject(input: NewObject): Promise<unknown> };
  readonly logs: Pick<LogsApi, 'append'>;
  readonly glue: GluePort;
  /** Where the backup goes, under its own role; absent when there is none. */
  readonly backup?: Pick<FirehosePorts, 's3'>;
}
