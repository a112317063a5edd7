import { GetQueryExecutionCommand, StartQueryExecutionCommand } from '@aws-sdk/client-athena';
import { GetItemCommand, ScanCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import type { ObjectStore, QueryContext, QueryEngine, TableReader } from '@sales-cdc/recovery';
import type { CommandContext } from '../command-line/command.js';

type Item = Record<string, AttributeValue>;

/** The operations that read a table, on AWS. */
export const tableReader = ({ clients: { dynamodb }, stop: abortSignal }: CommandContext): TableReader => ({
  Scan: ({ ExclusiveStartKey, ...input }) =>
    dynamodb.send(
      new ScanCommand({ ...input, ...(ExclusiveStartKey && { ExclusiveStartKey: ExclusiveStartKey as Item }) }),
      { abortSignal },
    ),
  GetItem: (input) => dynamodb.send(new GetItemCommand(input), { abortSignal }),
});

/** The operations on objects, on AWS. */
export const objectStore = ({ clients: { s3 }, stop: abortSignal }: CommandContext): ObjectStore => ({
  ListObjectsV2: (input) => s3.send(new ListObjectsV2Command(input), { abortSignal }),
  GetObject: (input) => s3.send(new GetObjectCommand(input), { abortSignal }),
  PutObject: (input) => s3.send(new PutObjectCommand(input), { abortSignal }),
  DeleteObject: (input) => s3.send(new DeleteObjectCommand(input), { abortSignal }),
});

const queryEngine = ({ clients: { athena }, stop: abortSignal }: CommandContext): QueryEngine => ({
  StartQueryExecution: (input) => athena.send(new StartQueryExecutionCommand(input), { abortSignal }),
  GetQueryExecution: (input) => athena.send(new GetQueryExecutionCommand(input), { abortSignal }),
});

/** How the stage's lake is asked through Athena. */
export const queryContext = async (context: CommandContext): Promise<QueryContext> => {
  const outputs = await context.pipeline();
  return {
    engine: queryEngine(context),
    store: objectStore(context),
    database: outputs.of('DatabaseName'),
    workGroup: outputs.of('WorkGroupName'),
    sleep: context.sleep,
  };
};
