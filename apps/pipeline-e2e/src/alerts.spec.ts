import { DeleteItemCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { ListTopicsCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { clientConfig } from './clients.js';
import { LocalRun } from './local-run.js';
import { laptopItemOf } from './sale-item.js';

/** What SNS puts in a queue. */
interface Notification {
  readonly Subject: string;
  readonly Message: string;
  readonly MessageAttributes: Readonly<Record<string, { readonly Type: string; readonly Value: string }>>;
}

const saleIdOf = ({ MessageAttributes }: Notification): string | undefined => MessageAttributes['sale_id']?.Value;

describe('An alert', () => {
  let run: LocalRun;
  let dynamodb: DynamoDBClient;
  let sns: SNSClient;
  let sqs: SQSClient;

  beforeAll(async () => {
    const serving = await LocalRun.serving('--ephemeral', '--time-scale', '10');
    run = serving.run;
    const config = clientConfig(serving.endpoint);
    dynamodb = new DynamoDBClient(config);
    sns = new SNSClient(config);
    sqs = new SQSClient(config);
  });
  afterAll(async () => {
    for (const client of [dynamodb, sns, sqs]) client.destroy();
    await run[Symbol.asyncDispose]();
  });

  /** A queue as somebody makes it who wants to be told, by the steps of AWS's own guide. */
  const subscribe = async (QueueName: string, Attributes: Record<string, string> = {}): Promise<string> => {
    const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName }));
    const asked = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
    const Resource = asked.Attributes?.['QueueArn'];
    const { Topics = [] } = await sns.send(new ListTopicsCommand({}));
    const TopicArn = Topics.find((topic) => topic.TopicArn?.endsWith(':sales-alerts-dev'))?.TopicArn;
    const Statement = {
      Effect: 'Allow',
      Principal: { Service: 'sns.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource,
      Condition: { ArnEquals: { 'aws:SourceArn': TopicArn } },
    };
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: Resource, Attributes }));
    return QueueUrl;
  };

  const put = (saleId: string, quantity: number, more = {}) =>
    dynamodb.send(
      new PutItemCommand({
        TableName: 'sales-dev',
        Item: laptopItemOf(saleId, { quantity: { N: String(quantity) }, ...more }),
      }),
    );

  /** Everything that comes up to the alert of a sale; alerts of one shard are published in order. */
  const receivedUpTo = async (QueueUrl: string, lastSaleId: string): Promise<readonly Notification[]> => {
    const received: Notification[] = [];
    while (!received.some((one) => saleIdOf(one) === lastSaleId)) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 20 }),
      );
      for (const { Body = '', ReceiptHandle } of Messages) {
        received.push(JSON.parse(Body) as Notification);
        await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      }
    }
    return received;
  };

  it('reaches a queue that is subscribed, once, for a sale above the threshold, and none for one below', async () => {
    const queue = await subscribe('whoever-wants-to-know');
    const british = await subscribe('whoever-sells-in-pounds', {
      FilterPolicy: '{"currency":["GBP"],"amount":[{"numeric":[">=",2000]}]}',
    });
    await put('below', 2);
    await put('above', 3, { store_id: { S: 'zurich-1' }, country: { S: 'CH' } });
    await put('a-return', -3);
    await put('no-sale', 3, { quantity: { S: 'three' } });
    await put('in-pounds', 3, { currency: { S: 'GBP' } });
    await put('lifted', 1);
    await put('lifted', 3, { version: { N: '2' } });
    await put('above', 4, { version: { N: '2' } });
    await dynamodb.send(new DeleteItemCommand({ TableName: 'sales-dev', Key: { sale_id: { S: 'above' } } }));
    await put('last', 3);

    const told = await receivedUpTo(queue, 'last');
    expect(told.map(saleIdOf).sort()).toEqual(['above', 'in-pounds', 'last', 'lifted']);
    expect(told.find((one) => saleIdOf(one) === 'above')).toMatchObject({
      Subject: 'High-value sale: 2999.7 EUR, Laptop',
      Message: expect.stringMatching(
        /^What: 3 × Laptop at 999\.9, 2999\.7 EUR in all \(sale above, COMPLETED\)\nWhere: zurich-1, CH\nWhen: /,
      ) as string,
      MessageAttributes: {
        amount: { Type: 'Number', Value: '2999.7' },
        op: { Type: 'String', Value: 'c' },
        store_id: { Type: 'String', Value: 'zurich-1' },
      },
    });
    expect(told.find((one) => saleIdOf(one) === 'lifted')?.Message).toContain('up from 999.9 EUR');
    expect((await receivedUpTo(british, 'in-pounds')).map(saleIdOf)).toEqual(['in-pounds']);
  });
});
