import { AwsError } from '@sales-cdc/aws-wire';
import { DEAD_LETTERS_ARN, FUNCTION_ARN, QUEUE_ARN, SnsFixture, TOPIC_ARN } from './testing/sns-fixture.js';

describe('A topic', () => {
  let fixture: SnsFixture;
  beforeEach(async () => {
    fixture = await SnsFixture.create();
    await fixture.sns.api.CreateTopic({ Name: 'alerts' });
  });
  afterEach(() => fixture[Symbol.asyncDispose]());
  const subscribe = async (Attributes: Record<string, string> = {}): Promise<string> => {
    const given = { TopicArn: TOPIC_ARN, Protocol: 'sqs', Endpoint: QUEUE_ARN, Attributes };
    return (await fixture.sns.api.Subscribe(given)).SubscriptionArn ?? '';
  };
  const publish = async (Message: string, more = {}): Promise<string> => {
    const { MessageId = '' } = await fixture.sns.api.Publish({ TopicArn: TOPIC_ARN, Message, ...more });
    await fixture.sns.settled();
    return MessageId;
  };

  it('sends a queue the envelope of AWS', async () => {
    await fixture.letIn('letters');
    const subscriptionArn = await subscribe();
    const MessageId = await publish('a sale', {
      Subject: 'Big',
      MessageAttributes: { price: { DataType: 'Number', StringValue: '5' } },
    });
    const [body = ''] = await fixture.bodiesIn('letters');
    expect(JSON.parse(body)).toEqual({
      Type: 'Notification',
      MessageId,
      TopicArn: TOPIC_ARN,
      Subject: 'Big',
      Message: 'a sale',
      Timestamp: '2026-11-23T12:00:00.000Z',
      SignatureVersion: '1',
      Signature: expect.any(String) as string,
      SigningCertURL: expect.stringMatching(/^https:\/\/sns\.eu-west-1\.amazonaws\.com\/.*\.pem$/) as string,
      UnsubscribeURL: expect.stringContaining(`Action=Unsubscribe&SubscriptionArn=${subscriptionArn}`) as string,
      MessageAttributes: { price: { Type: 'Number', Value: '5' } },
    });
    expect(body.startsWith('{\n  "Type" : "Notification",\n')).toBe(true);
  });

  it('sends the bare message with its attributes where raw delivery is wanted', async () => {
    await fixture.letIn('letters');
    await subscribe({ RawMessageDelivery: 'true' });
    await publish('raw', { MessageAttributes: { kind: { DataType: 'String', StringValue: 'x' } } });
    const QueueUrl = 'http://127.0.0.1:4566/123456789012/letters';
    const { Messages } = await fixture.sqs.api.ReceiveMessage({ QueueUrl, MessageAttributeNames: ['All'] });
    expect(Messages).toEqual([
      expect.objectContaining({
        Body: 'raw',
        MessageAttributes: { kind: { DataType: 'String', StringValue: 'x' } },
      }) as object,
    ]);
  });

  it('invokes a function whose policy lets the topic in', async () => {
    await fixture.provision('AWS::Lambda::Permission', {
      Action: 'lambda:InvokeFunction',
      FunctionName: FUNCTION_ARN,
      Principal: 'sns.amazonaws.com',
      SourceArn: TOPIC_ARN,
    });
    const { SubscriptionArn } = await fixture.sns.api.Subscribe({
      TopicArn: TOPIC_ARN,
      Protocol: 'lambda',
      Endpoint: FUNCTION_ARN,
    });
    await publish('hello');
    expect(JSON.parse(fixture.events[0] ?? '')).toMatchObject({
      Records: [
        {
          EventSource: 'aws:sns',
          EventVersion: '1.0',
          EventSubscriptionArn: SubscriptionArn,
          Sns: { Type: 'Notification', Message: 'hello', Subject: null, TopicArn: TOPIC_ARN, MessageAttributes: {} },
        },
      ],
    });
  });

  it('does not reach a queue whose policy does not let it in, says so once, and keeps the message for the dead letters', async () => {
    await fixture.letIn('letters', 'arn:aws:sns:eu-west-1:123456789012:other');
    await fixture.letIn('dead-letters');
    await subscribe({ RedrivePolicy: JSON.stringify({ deadLetterTargetArn: DEAD_LETTERS_ARN }) });
    await publish('one');
    await publish('two');
    expect(await fixture.bodiesIn('letters')).toEqual([]);
    expect(fixture.problems).toEqual([
      `User: sns.amazonaws.com is not authorized to perform: sqs:SendMessage on resource: ${QUEUE_ARN} because no resource-based policy allows the sqs:SendMessage action for ${TOPIC_ARN}`,
    ]);
    expect(await fixture.bodiesIn('dead-letters')).toHaveLength(2);
  });

  it('tries a queue that fails for a while again, also after the process was killed', async () => {
    await fixture.letIn('letters');
    await subscribe();
    const send = jest.spyOn(fixture.sqs.api, 'SendMessage').mockRejectedValue(new Error('The disk is full.'));
    await fixture.open();
    await fixture.sns.api.Publish({ TopicArn: TOPIC_ARN, Message: 'patient' });
    send.mockRestore();
    await fixture.open();
    await fixture.sns.start?.();
    await fixture.sns.settled();
    expect(
      (await fixture.bodiesIn('letters')).map((body) => (JSON.parse(body) as { Message: string }).Message),
    ).toEqual(['patient']);
  });

  it.each([
    ['an attribute', { kind: ['big'] }, 'MessageAttributes', { kind: 'big' }, 'x', true],
    ['another value', { kind: ['big'] }, 'MessageAttributes', { kind: 'small' }, 'x', false],
    ['an attribute that is not there', { kind: ['big'] }, 'MessageAttributes', {}, 'x', false],
    ['anything but', { kind: [{ 'anything-but': ['big'] }] }, 'MessageAttributes', { kind: 'small' }, 'x', true],
    ['a prefix', { kind: [{ prefix: 'bi' }] }, 'MessageAttributes', { kind: 'big' }, 'x', true],
    [
      'a member of the body',
      { sale: { total: [{ numeric: ['>', 100] }] } },
      'MessageBody',
      {},
      '{"sale":{"total":101}}',
      true,
    ],
    [
      'a body that is too small',
      { sale: { total: [{ numeric: ['>', 100] }] } },
      'MessageBody',
      {},
      '{"sale":{"total":9}}',
      false,
    ],
    ['a body that is no JSON', { sale: ['x'] }, 'MessageBody', {}, 'text', false],
    ['no filter', {}, 'MessageAttributes', {}, 'x', true],
  ])('filters by %s', async (_, policy, FilterPolicyScope, attributes, message, taken) => {
    await fixture.letIn('letters');
    await subscribe({ FilterPolicy: JSON.stringify(policy), FilterPolicyScope });
    const MessageAttributes = Object.fromEntries(
      Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
    );
    await publish(message, { MessageAttributes });
    expect(await fixture.bodiesIn('letters')).toHaveLength(taken ? 1 : 0);
  });

  it('filters by numbers and by the elements of lists', async () => {
    await fixture.letIn('letters');
    await subscribe({ FilterPolicy: JSON.stringify({ price: [{ numeric: ['>=', 100] }], tags: ['b'] }) });
    const attributes = (price: string) => ({
      MessageAttributes: {
        price: { DataType: 'Number', StringValue: price },
        tags: { DataType: 'String.Array', StringValue: '["a","b"]' },
      },
    });
    await publish('dear', attributes('100'));
    await publish('cheap', attributes('99'));
    expect(await fixture.bodiesIn('letters')).toHaveLength(1);
  });

  it('takes the body that was meant for queues', async () => {
    await fixture.letIn('letters');
    await subscribe({ RawMessageDelivery: 'true' });
    await publish(JSON.stringify({ default: 'all', sqs: 'queues' }), { MessageStructure: 'json' });
    expect(await fixture.bodiesIn('letters')).toEqual(['queues']);
  });

  it.each([
    ['Empty message', { Message: '' }],
    ['Message too long', { Message: 'x'.repeat(262_145) }],
    ['Subject', { Message: 'x', Subject: 'two\nlines' }],
    ['Subject', { Message: 'x', Subject: 'x'.repeat(101) }],
    ['Message Structure - No default entry in JSON message body', { Message: '{"sqs":"x"}', MessageStructure: 'json' }],
    ['the local cloud does not support MessageGroupId', { Message: 'x', MessageGroupId: 'g' }],
  ])('refuses a message: %s', async (what, input) => {
    const refusal = fixture.sns.api.Publish({ TopicArn: TOPIC_ARN, ...input });
    await expect(refusal).rejects.toEqual(new AwsError('InvalidParameterException', `Invalid parameter: ${what}`));
  });

  describe('of a template', () => {
    const subscription = { TopicArn: TOPIC_ARN, Protocol: 'sqs', Endpoint: QUEUE_ARN };

    it('has its name, its policy and its subscriptions, and keeps them over restarts', async () => {
      const { physicalId, attributes } = await fixture.provision('AWS::SNS::Topic', { TopicName: 'alerts' });
      expect({ physicalId, attributes }).toEqual({
        physicalId: TOPIC_ARN,
        attributes: { TopicArn: TOPIC_ARN, TopicName: 'alerts' },
      });
      const policy = {
        Statement: {
          Effect: 'Allow',
          Action: 'sns:Publish',
          Principal: { Service: 'events.amazonaws.com' },
          Resource: TOPIC_ARN,
        },
      };
      await fixture.provision('AWS::SNS::TopicPolicy', { Topics: [TOPIC_ARN], PolicyDocument: policy });
      const first = await fixture.provision('AWS::SNS::Subscription', subscription);
      await fixture.open();
      expect(await fixture.provision('AWS::SNS::Subscription', { ...subscription, RawMessageDelivery: true })).toEqual(
        first,
      );
      await fixture.sns.start?.();
      const { Attributes } = await fixture.sns.api.GetSubscriptionAttributes({ SubscriptionArn: first.physicalId });
      expect(Attributes).toMatchObject({ RawMessageDelivery: 'true', Endpoint: QUEUE_ARN });
      const topic = await fixture.sns.api.GetTopicAttributes({ TopicArn: TOPIC_ARN });
      expect(topic.Attributes).toMatchObject({ SubscriptionsConfirmed: '1', Policy: JSON.stringify(policy) });
    });

    it('gets and loses the subscriptions of its own list, and no others', async () => {
      const topic = (...Endpoints: readonly string[]) =>
        fixture.provision('AWS::SNS::Topic', {
          TopicName: 'alerts',
          Subscription: Endpoints.map((Endpoint) => ({ Protocol: 'sqs', Endpoint })),
        });
      const endpoints = async () =>
        ((await fixture.sns.api.ListSubscriptions({})).Subscriptions ?? []).map(({ Endpoint }) => Endpoint).sort();
      await topic(QUEUE_ARN, DEAD_LETTERS_ARN);
      await fixture.provision('AWS::SNS::Subscription', subscription);
      await topic(DEAD_LETTERS_ARN);
      expect(await endpoints()).toEqual([DEAD_LETTERS_ARN, QUEUE_ARN]);
      await topic();
      expect(await endpoints()).toEqual([QUEUE_ARN]);
    });

    it('is removed, as its subscriptions are', async () => {
      const remove = (type: string, physicalId: string) =>
        fixture.sns.provisioners
          .find((one) => one.type === type)
          ?.remove?.(physicalId, { stackName: 'stack', logicalId: 'Thing', type, properties: {} });
      await fixture.provision('AWS::SNS::Topic', { TopicName: 'alerts' });
      const { physicalId } = await fixture.provision('AWS::SNS::Subscription', subscription);
      for (let time = 0; time < 2; time += 1) await remove('AWS::SNS::Subscription', physicalId);
      expect(await fixture.sns.api.ListSubscriptions({})).toEqual({ Subscriptions: [] });
      for (let time = 0; time < 2; time += 1) await remove('AWS::SNS::Topic', TOPIC_ARN);
      expect(await fixture.sns.api.ListTopics({})).toEqual({ Topics: [] });
    });

    it('loses a subscription that the template no longer has', async () => {
      await fixture.provision('AWS::SNS::Subscription', subscription);
      await fixture.open();
      await fixture.sns.start?.();
      expect(await fixture.sns.api.ListSubscriptions({})).toEqual({ Subscriptions: [] });
    });
  });
});
