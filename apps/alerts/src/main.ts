import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { readSettings } from './environment.js';
import { createHandler } from './handler.js';

const { topicArn, seenTableName, thresholds } = readSettings(process.env);
const sns = new SNSClient();

/** The Lambda's entry point: `index.handler`. The template's environment gives topic, table, thresholds and the service's name. */
export const handler = createHandler({
  thresholds,
  seen: new DynamoDBPersistenceLayer({ tableName: seenTableName, awsSdkV3Client: new DynamoDBClient() }),
  publish: async (notification) => {
    const { MessageId = '' } = await sns.send(new PublishCommand({ TopicArn: topicArn, ...notification }));
    return MessageId;
  },
  logger: new Logger(),
  metrics: new Metrics({ namespace: 'SalesCdc' }),
});
