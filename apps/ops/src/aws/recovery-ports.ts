import { ChangeMessageVisibilityCommand, DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { GetRecordsCommand, GetShardIteratorCommand } from '@aws-sdk/client-dynamodb-streams';
import { CreateTableCommand, GetTableCommand } from '@aws-sdk/client-glue';
import {
  DescribeStreamSummaryCommand,
  GetRecordsCommand as GetKinesisRecordsCommand,
  GetShardIteratorCommand as GetKinesisShardIteratorCommand,
  ListShardsCommand,
  PutRecordsCommand,
  type GetShardIteratorCommandInput,
} from '@aws-sdk/client-kinesis';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import type {
  ChangeSource,
  ChangeTarget,
  FunctionInvoker,
  MessageQueue,
  ObjectStore,
  ShardReader,
  StreamReader,
  TableCatalog,
} from '@sales-cdc/recovery';
import type { CommandContext } from '../command-line/command.js';

type Place = Pick<CommandContext, 'clients' | 'stop'>;

/** The operations on objects, on AWS. */
export const objectStore = ({ clients: { s3 }, stop: abortSignal }: Place): ObjectStore => ({
  ListObjectsV2: (input) => s3.send(new ListObjectsV2Command(input), { abortSignal }),
  GetObject: (input) => s3.send(new GetObjectCommand(input), { abortSignal }),
  PutObject: (input) => s3.send(new PutObjectCommand(input), { abortSignal }),
  DeleteObject: (input) => s3.send(new DeleteObjectCommand(input), { abortSignal }),
});

/** The operations on messages, on AWS. */
export const messageQueue = ({ clients: { sqs }, stop: abortSignal }: Place): MessageQueue => ({
  ReceiveMessage: (input) => sqs.send(new ReceiveMessageCommand(input), { abortSignal }),
  DeleteMessage: (input) => sqs.send(new DeleteMessageCommand(input), { abortSignal }),
  ChangeMessageVisibility: (input) => sqs.send(new ChangeMessageVisibilityCommand(input), { abortSignal }),
});

/** The operations that read the table's stream again, on AWS. */
export const changeSource = ({ clients: { dynamodbStreams }, stop: abortSignal }: Place): ChangeSource => ({
  GetShardIterator: (input) => dynamodbStreams.send(new GetShardIteratorCommand(input), { abortSignal }),
  GetRecords: (input) => dynamodbStreams.send(new GetRecordsCommand(input), { abortSignal }),
});

/** The operations on the change stream, on AWS. */
export const changeStream = ({
  clients: { kinesis },
  stop: abortSignal,
}: Place): ChangeTarget & ShardReader & StreamReader => ({
  PutRecords: (input) => kinesis.send(new PutRecordsCommand(input), { abortSignal }),
  DescribeStreamSummary: (input) => kinesis.send(new DescribeStreamSummaryCommand(input), { abortSignal }),
  ListShards: (input) => kinesis.send(new ListShardsCommand(input), { abortSignal }),
  GetShardIterator: (input: GetShardIteratorCommandInput) =>
    kinesis.send(new GetKinesisShardIteratorCommand(input), { abortSignal }),
  GetRecords: (input) => kinesis.send(new GetKinesisRecordsCommand(input), { abortSignal }),
});

/** The operation that runs a function and waits for its answer, on AWS. */
export const functionInvoker = ({ clients: { lambda }, stop: abortSignal }: Place): FunctionInvoker => ({
  Invoke: (input) => lambda.send(new InvokeCommand(input), { abortSignal }),
});

/** The operations on the catalog's tables, on AWS. */
export const tableCatalog = ({ clients: { glue }, stop: abortSignal }: Place): TableCatalog => ({
  GetTable: (input) => glue.send(new GetTableCommand(input), { abortSignal }),
  CreateTable: (input) => glue.send(new CreateTableCommand(input), { abortSignal }),
});
