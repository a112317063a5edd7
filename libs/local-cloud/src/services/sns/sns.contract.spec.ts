import {
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  DeleteTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListSubscriptionsCommand,
  ListTagsForResourceCommand,
  ListTopicsCommand,
  PublishBatchCommand,
  PublishCommand,
  SetSubscriptionAttributesCommand,
  SetTopicAttributesCommand,
  SNSClient,
  SubscribeCommand,
  TagResourceCommand,
  UnsubscribeCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-sns';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { TestEndpoint } from '../../core/test-endpoint.js';
import { QUEUE_ARN, SnsFixture, TOPIC_ARN } from './testing/sns-fixture.js';

describe('SNS, to the SDK', () => {
  let fixture: SnsFixture;
  let endpoint: TestEndpoint;
  let sns: SNSClient;
  let sqs: SQSClient;

  beforeAll(async () => {
    fixture = await SnsFixture.create();
    endpoint = await TestEndpoint.of(fixture.sns, fixture.sqs);
    const options = endpoint.client;
    sns = new SNSClient(options);
    sqs = new SQSClient(options);
    await fixture.letIn('letters');
  });
  afterAll(async () => {
    sns.destroy();
    sqs.destroy();
    await endpoint[Symbol.asyncDispose]();
    await fixture[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    await sns.send(new CreateTopicCommand({ Name: 'alerts' }));
  });
  afterEach(async () => {
    await sns.send(new DeleteTopicCommand({ TopicArn: TOPIC_ARN }));
  });
  const subscribe = async (Attributes = {}): Promise<string | undefined> => {
    const input = { TopicArn: TOPIC_ARN, Protocol: 'sqs', Endpoint: QUEUE_ARN, Attributes };
    return (await sns.send(new SubscribeCommand(input))).SubscriptionArn;
  };

  it('creates a topic once under its name', async () => {
    expect(await sns.send(new CreateTopicCommand({ Name: 'alerts' }))).toMatchObject({ TopicArn: TOPIC_ARN });
    expect((await sns.send(new ListTopicsCommand({}))).Topics).toEqual([{ TopicArn: TOPIC_ARN }]);
  });

  it('says what a topic is, and takes a display name', async () => {
    await sns.send(
      new SetTopicAttributesCommand({ TopicArn: TOPIC_ARN, AttributeName: 'DisplayName', AttributeValue: 'Alerts' }),
    );
    expect((await sns.send(new GetTopicAttributesCommand({ TopicArn: TOPIC_ARN }))).Attributes).toEqual({
      TopicArn: TOPIC_ARN,
      Owner: '123456789012',
      DisplayName: 'Alerts',
      SubscriptionsConfirmed: '0',
      SubscriptionsPending: '0',
      SubscriptionsDeleted: '0',
    });
  });

  it('lists subscriptions of all topics and of one', async () => {
    const SubscriptionArn = await subscribe();
    const described = [
      { SubscriptionArn, Owner: '123456789012', Protocol: 'sqs', Endpoint: QUEUE_ARN, TopicArn: TOPIC_ARN },
    ];
    expect((await sns.send(new ListSubscriptionsCommand({}))).Subscriptions).toEqual(described);
    const ofTopic = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: TOPIC_ARN }));
    expect(ofTopic.Subscriptions).toEqual(described);
    await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
    expect((await sns.send(new ListSubscriptionsCommand({}))).Subscriptions).toEqual([]);
  });

  it('answers one subscriber with one subscription', async () => {
    expect(await subscribe()).toBe(await subscribe());
    await expect(subscribe({ RawMessageDelivery: 'true' })).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Invalid parameter: Attributes Reason: Subscription already exists with different attributes',
    });
  });

  it('changes the attributes of a subscription', async () => {
    const SubscriptionArn = await subscribe();
    const FilterPolicy = '{"kind":["big"]}';
    await sns.send(
      new SetSubscriptionAttributesCommand({
        SubscriptionArn,
        AttributeName: 'FilterPolicy',
        AttributeValue: FilterPolicy,
      }),
    );
    const { Attributes } = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
    expect(Attributes).toMatchObject({
      FilterPolicy,
      FilterPolicyScope: 'MessageAttributes',
      RawMessageDelivery: 'false',
      PendingConfirmation: 'false',
    });
  });

  it('brings a published message to the queue that subscribed', async () => {
    await subscribe();
    const { MessageId } = await sns.send(
      new PublishCommand({ TopicArn: TOPIC_ARN, Message: 'a sale', Subject: 'Big' }),
    );
    await fixture.sns.settled();
    const QueueUrl = `${endpoint.url}/123456789012/letters`;
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
    expect(JSON.parse(Messages[0]?.Body ?? '')).toMatchObject({ MessageId, Message: 'a sale', Subject: 'Big' });
  });

  it('publishes a batch, and answers each entry', async () => {
    const answer = await sns.send(
      new PublishBatchCommand({
        TopicArn: TOPIC_ARN,
        PublishBatchRequestEntries: [
          { Id: 'good', Message: 'x' },
          { Id: 'bad', Message: 'x', Subject: 'two\nlines' },
        ],
      }),
    );
    expect(answer.Successful).toEqual([{ Id: 'good', MessageId: expect.any(String) as string }]);
    expect(answer.Failed).toEqual([
      { Id: 'bad', Code: 'InvalidParameter', Message: 'Invalid parameter: Subject', SenderFault: true },
    ]);
  });

  it('keeps tags', async () => {
    await sns.send(new TagResourceCommand({ ResourceArn: TOPIC_ARN, Tags: [{ Key: 'team', Value: 'sales' }] }));
    const tagged = await sns.send(new ListTagsForResourceCommand({ ResourceArn: TOPIC_ARN }));
    expect(tagged.Tags).toEqual([{ Key: 'team', Value: 'sales' }]);
    await sns.send(new UntagResourceCommand({ ResourceArn: TOPIC_ARN, TagKeys: ['team'] }));
    expect((await sns.send(new ListTagsForResourceCommand({ ResourceArn: TOPIC_ARN }))).Tags).toEqual([]);
  });

  it.each([
    [
      'NotFoundException',
      'Topic does not exist',
      404,
      new PublishCommand({ TopicArn: `${TOPIC_ARN}-2`, Message: 'x' }),
    ],
    [
      'InvalidParameterException',
      'Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 1',
      400,
      new PublishCommand({ TopicArn: 'alerts', Message: 'x' }),
    ],
    [
      'NotFoundException',
      'Subscription does not exist',
      404,
      new GetSubscriptionAttributesCommand({ SubscriptionArn: `${TOPIC_ARN}:none` }),
    ],
    ['InvalidParameterException', 'Invalid parameter: Topic Name', 400, new CreateTopicCommand({ Name: 'no good' })],
    [
      'InvalidParameterException',
      'Invalid parameter: SQS endpoint ARN',
      400,
      new SubscribeCommand({ TopicArn: TOPIC_ARN, Protocol: 'sqs', Endpoint: 'letters' }),
    ],
    [
      'InvalidParameterException',
      'Invalid parameter: the local cloud does not support subscriptions by email; it delivers to sqs and lambda',
      400,
      new SubscribeCommand({ TopicArn: TOPIC_ARN, Protocol: 'email', Endpoint: 'a@b.c' }),
    ],
    [
      'InvalidParameterException',
      'Invalid parameter: the local cloud does not support FIFO topics, such as a.fifo',
      400,
      new CreateTopicCommand({ Name: 'a.fifo' }),
    ],
    [
      'InvalidParameterException',
      'Invalid parameter: the local cloud does not support ConfirmSubscription: subscriptions of queues and functions are confirmed from the start',
      400,
      new ConfirmSubscriptionCommand({ TopicArn: TOPIC_ARN, Token: 't' }),
    ],
    [
      'EmptyBatchRequestException',
      "The batch request doesn't contain any entries.",
      400,
      new PublishBatchCommand({ TopicArn: TOPIC_ARN, PublishBatchRequestEntries: [] }),
    ],
  ])('refuses with %s: %s', async (name, message, httpStatusCode, command) => {
    await expect(sns.send(command as PublishCommand)).rejects.toMatchObject({
      name,
      message,
      $metadata: { httpStatusCode },
    });
  });
});
