import { AthenaClient } from '@aws-sdk/client-athena';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { FirehoseClient } from '@aws-sdk/client-firehose';
import { GlueClient } from '@aws-sdk/client-glue';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Connection } from '@sales-cdc/deployment';

/** A client of the SDK for each service that a command may ask; each makes its connections when it is first used. */
export interface AwsClients {
  readonly athena: AthenaClient;
  readonly cloudFormation: CloudFormationClient;
  readonly dynamodb: DynamoDBClient;
  readonly dynamodbStreams: DynamoDBStreamsClient;
  readonly firehose: FirehoseClient;
  readonly glue: GlueClient;
  readonly kinesis: KinesisClient;
  readonly lambda: LambdaClient;
  readonly s3: S3Client;
  readonly sqs: SQSClient;
}

const REQUESTS = { connectionTimeout: 5_000, requestTimeout: 60_000, throwOnRequestTimeout: true } as const;

/** The clients of one connection, and how to let them go. */
export const openClients = ({
  config,
  isLocal,
}: Connection): { readonly clients: AwsClients; readonly close: () => void } => {
  const settings = { ...config, requestHandler: REQUESTS };
  const clients: AwsClients = {
    athena: new AthenaClient(settings),
    cloudFormation: new CloudFormationClient(settings),
    dynamodb: new DynamoDBClient(settings),
    dynamodbStreams: new DynamoDBStreamsClient(settings),
    firehose: new FirehoseClient(settings),
    glue: new GlueClient(settings),
    kinesis: new KinesisClient(settings),
    lambda: new LambdaClient(settings),
    // A loopback address has no host name for each bucket.
    s3: new S3Client({ ...settings, forcePathStyle: isLocal }),
    sqs: new SQSClient(settings),
  };
  // It copies every answer for a log that nobody writes: a fifth of the time of a Scan.
  clients.dynamodb.middlewareStack.remove('loggerMiddleware');
  return {
    clients,
    close: () => {
      for (const client of Object.values(clients) as readonly { destroy(): void }[]) client.destroy();
    },
  };
};
