import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CloudContext } from '../../core/cloud-context.js';
import { systemDisk } from '../../core/disk.js';
import { ManualClock } from '../../core/manual-clock.js';
import { seededRandom } from '../../core/seeded-random.js';
import { checkProperties } from '../../core/property-rules.js';
import { createIam, type Iam } from '../iam/index.js';
import { createSqs, type Sqs } from './index.js';

const URL = 'http://127.0.0.1:4566/000000000000/letters';

describe('SQS', () => {
  let context: CloudContext;
  let clock: ManualClock;
  let sqs: Sqs;
  let iam: Iam;
  const start = (): Promise<Sqs> => {
    iam = createIam(context);
    return createSqs(context, { endpointUrl: () => 'http://127.0.0.1:4566', policies: iam.resourcePolicies });
  };
  const restart = async (): Promise<void> => {
    await sqs[Symbol.asyncDispose]();
    sqs = await start();
  };
  const send = async (body: string): Promise<string> =>
    (await sqs.api.SendMessage({ QueueUrl: URL, MessageBody: body })).MessageId ?? '';
  const receive = async (
    more = {},
  ): Promise<readonly { Body?: string | undefined; ReceiptHandle?: string | undefined }[]> =>
    (await sqs.api.ReceiveMessage({ QueueUrl: URL, MaxNumberOfMessages: 10, ...more })).Messages ?? [];
  const bodies = async (more = {}): Promise<readonly (string | undefined)[]> =>
    (await receive(more)).map(({ Body }) => Body);
  const attributes = async (): Promise<Readonly<Record<string, string>> | undefined> =>
    (await sqs.api.GetQueueAttributes({ QueueUrl: URL, AttributeNames: ['All'] })).Attributes;

  beforeEach(async () => {
    clock = new ManualClock();
    context = {
      partition: 'aws',
      region: 'us-east-1',
      accountId: '000000000000',
      dataDirectory: await mkdtemp(join(tmpdir(), 'sqs-')),
      disk: systemDisk,
      clock,
      observer: {},
      limits: 'aws',
      random: seededRandom(1),
    };
    sqs = await start();
    await sqs.api.CreateQueue({ QueueName: 'letters' });
  });
  afterEach(async () => {
    await sqs[Symbol.asyncDispose]();
    await rm(context.dataDirectory, { recursive: true, force: true });
  });

  it('gives a message to one receiver until its visibility timeout has passed, and then again', async () => {
    await send('one');
    expect(await bodies()).toEqual(['one']);
    clock.advance(29_999);
    expect(await bodies()).toEqual([]);
    clock.advance(1);
    expect(await bodies()).toEqual(['one']);
  });

  it('does not give out a message that was deleted', async () => {
    await send('one');
    const [message] = await receive();
    await sqs.api.DeleteMessage({ QueueUrl: URL, ReceiptHandle: message?.ReceiptHandle });
    clock.advance(30_000);
    expect(await bodies()).toEqual([]);
    await restart();
    expect(await bodies()).toEqual([]);
  });

  it('takes an older receipt for one message without deleting it', async () => {
    await send('one');
    const [first] = await receive({ VisibilityTimeout: 0 });
    await receive({ VisibilityTimeout: 0 });
    await sqs.api.DeleteMessage({ QueueUrl: URL, ReceiptHandle: first?.ReceiptHandle });
    expect(await bodies()).toEqual(['one']);
    await expect(sqs.api.DeleteMessage({ QueueUrl: URL, ReceiptHandle: 'nonsense' })).rejects.toMatchObject({
      code: 'ReceiptHandleIsInvalid',
    });
  });

  it('keeps messages, their attributes and settings across a restart', async () => {
    await sqs.api.CreateQueue({ QueueName: 'other', Attributes: { VisibilityTimeout: '5' } });
    const MessageAttributes = {
      text: { DataType: 'String', StringValue: 'a' },
      bytes: { DataType: 'Binary', BinaryValue: Uint8Array.of(1, 2) },
    };
    const sent = await sqs.api.SendMessage({ QueueUrl: URL, MessageBody: 'one', MessageAttributes });
    await receive();
    await restart();
    const { Messages } = await sqs.api.ReceiveMessage({
      QueueUrl: URL,
      MessageAttributeNames: ['All'],
      MessageSystemAttributeNames: ['All'],
    });
    expect(Messages).toEqual([
      {
        MessageId: sent.MessageId,
        ReceiptHandle: expect.any(String) as string,
        Body: 'one',
        MD5OfBody: 'f97c5d29941bfb1b2fdab0874906ab82',
        MD5OfMessageAttributes: sent.MD5OfMessageAttributes,
        MessageAttributes,
        Attributes: {
          SenderId: '000000000000',
          SentTimestamp: String(clock.now()),
          ApproximateReceiveCount: '1',
          ApproximateFirstReceiveTimestamp: String(clock.now()),
        },
      },
    ]);
    expect(
      (
        await sqs.api.GetQueueAttributes({
          QueueUrl: URL.replace('letters', 'other'),
          AttributeNames: ['VisibilityTimeout'],
        })
      ).Attributes,
    ).toEqual({ VisibilityTimeout: '5' });
  });

  it('gives the digest of the attributes that SDK clients compute', async () => {
    const MessageAttributes = {
      b: { DataType: 'Binary', BinaryValue: Uint8Array.of(1, 2) },
      a: { DataType: 'String', StringValue: 'x' },
    };
    const { MD5OfMessageAttributes } = await sqs.api.SendMessage({
      QueueUrl: URL,
      MessageBody: 'one',
      MessageAttributes,
    });
    // Computed apart, with Python's hashlib, by the rule of the developer guide.
    expect(MD5OfMessageAttributes).toBe('3e9b4c785db2deb306cf4009ae214dab');
  });

  it('gives out only the attributes that are asked for', async () => {
    const MessageAttributes = Object.fromEntries(
      ['trace.a', 'trace.b', 'other'].map((name) => [name, { DataType: 'String', StringValue: 'x' }]),
    );
    await sqs.api.SendMessage({ QueueUrl: URL, MessageBody: 'one', MessageAttributes });
    const { Messages } = await sqs.api.ReceiveMessage({
      QueueUrl: URL,
      MessageAttributeNames: ['trace.*'],
      MessageSystemAttributeNames: ['SentTimestamp'],
    });
    expect(Object.keys(Messages?.[0]?.MessageAttributes ?? {})).toEqual(['trace.a', 'trace.b']);
    expect(Object.keys(Messages?.[0]?.Attributes ?? {})).toEqual(['SentTimestamp']);
  });

  it('hides a delayed message until its delay has passed, even after a restart', async () => {
    await sqs.api.SendMessage({ QueueUrl: URL, MessageBody: 'later', DelaySeconds: 10 });
    expect(await bodies()).toEqual([]);
    clock.advance(9_999);
    await restart();
    expect(await bodies()).toEqual([]);
    clock.advance(1);
    expect(await bodies()).toEqual(['later']);
  });

  it('gives out a message at once though the clock has been set back since', async () => {
    await sqs.api.SendMessage({ QueueUrl: URL, MessageBody: 'late' });
    jest.spyOn(clock, 'now').mockReturnValue(clock.now() - 600_000);
    expect(await bodies()).toEqual(['late']);
  });

  it('forgets messages older than the retention', async () => {
    await send('old');
    clock.advance(345_600_000);
    await send('new');
    expect(await attributes()).toMatchObject({ ApproximateNumberOfMessages: '2' });
    clock.advance(1);
    await restart();
    expect(await bodies()).toEqual(['new']);
  });

  it('counts what is visible, in flight and delayed', async () => {
    for (const body of ['a', 'b', 'c']) await send(body);
    await sqs.api.SendMessage({ QueueUrl: URL, MessageBody: 'd', DelaySeconds: 60 });
    await receive({ MaxNumberOfMessages: 1 });
    expect(await attributes()).toMatchObject({
      QueueArn: 'arn:aws:sqs:us-east-1:000000000000:letters',
      ApproximateNumberOfMessages: '2',
      ApproximateNumberOfMessagesNotVisible: '1',
      ApproximateNumberOfMessagesDelayed: '1',
      MessageRetentionPeriod: '345600',
    });
    expect(await sqs.progress?.()).toEqual([
      { stage: 'SQS', resource: 'letters', counts: { messages: 4, sent: 4 }, pending: 0 },
    ]);
  });

  it('changes how long a message stays hidden', async () => {
    await send('one');
    const [message] = await receive();
    await sqs.api.ChangeMessageVisibility({
      QueueUrl: URL,
      ReceiptHandle: message?.ReceiptHandle,
      VisibilityTimeout: 0,
    });
    expect(await bodies()).toEqual(['one']);
    clock.advance(30_000);
    await expect(
      sqs.api.ChangeMessageVisibility({ QueueUrl: URL, ReceiptHandle: message?.ReceiptHandle, VisibilityTimeout: 1 }),
    ).rejects.toMatchObject({ code: 'MessageNotInflight' });
  });

  describe('with WaitTimeSeconds', () => {
    const settled = async (receiving: Promise<unknown>): Promise<boolean> =>
      Promise.race([receiving.then(() => true), new Promise<boolean>((resolve) => setImmediate(resolve, false))]);

    it('answers as soon as a message comes', async () => {
      const receiving = bodies({ WaitTimeSeconds: 20 });
      expect(await settled(receiving)).toBe(false);
      await send('one');
      expect(await receiving).toEqual(['one']);
    });

    it('answers as soon as a message becomes visible again', async () => {
      await send('one');
      await receive({ VisibilityTimeout: 5 });
      const receiving = bodies({ WaitTimeSeconds: 20 });
      expect(await settled(receiving)).toBe(false);
      clock.advance(5_000);
      expect(await receiving).toEqual(['one']);
    });

    it('answers nothing when the time is over, or when the cloud closes', async () => {
      const first = bodies({ WaitTimeSeconds: 20 });
      expect(await settled(first)).toBe(false);
      clock.advance(20_000);
      expect(await first).toEqual([]);
      const second = bodies({ WaitTimeSeconds: 20 });
      expect(await settled(second)).toBe(false);
      await sqs[Symbol.asyncDispose]();
      expect(await second).toEqual([]);
    });
  });

  it('sends and deletes in batches, and answers for each entry', async () => {
    const { Successful, Failed } = await sqs.api.SendMessageBatch({
      QueueUrl: URL,
      Entries: [
        { Id: 'a', MessageBody: 'one' },
        { Id: 'b', MessageBody: '\u0000' },
        { Id: 'c', MessageBody: 'two' },
      ],
    });
    expect(Successful?.map(({ Id }) => Id)).toEqual(['a', 'c']);
    expect(Failed).toMatchObject([{ Id: 'b', Code: 'InvalidMessageContents', SenderFault: true }]);

    const received = await receive();
    const Entries = [
      ...received.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })),
      { Id: 'bad', ReceiptHandle: 'x' },
    ];
    const deleted = await sqs.api.DeleteMessageBatch({ QueueUrl: URL, Entries });
    expect(deleted).toMatchObject({
      Successful: [{ Id: '0' }, { Id: '1' }],
      Failed: [{ Id: 'bad', Code: 'ReceiptHandleIsInvalid' }],
    });
    expect(await attributes()).toMatchObject({
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesNotVisible: '0',
    });
  });

  it.each([
    ['none', [], 'EmptyBatchRequest'],
    [
      'eleven',
      Array.from({ length: 11 }, (_, index) => ({ Id: String(index), MessageBody: 'x' })),
      'TooManyEntriesInBatchRequest',
    ],
    ['two with one id', ['a', 'a'].map((Id) => ({ Id, MessageBody: 'x' })), 'BatchEntryIdsNotDistinct'],
    ['one with an id that is none', [{ Id: 'a b', MessageBody: 'x' }], 'InvalidBatchEntryId'],
    ['more than 1 MiB', ['a', 'b'].map((Id) => ({ Id, MessageBody: 'x'.repeat(600_000) })), 'BatchRequestTooLong'],
  ])('refuses a batch of %s entries', async (_, Entries, code) => {
    await expect(sqs.api.SendMessageBatch({ QueueUrl: URL, Entries })).rejects.toMatchObject({ code });
  });

  it.each([
    ['without a body', { MessageBody: '' }, 'MissingParameter'],
    ['over 1 MiB', { MessageBody: 'x'.repeat(1_048_577) }, 'InvalidParameterValue'],
    [
      'over 1 MiB with its attributes',
      { MessageBody: 'x'.repeat(1_048_576), MessageAttributes: { a: { DataType: 'String', StringValue: 'x' } } },
      'InvalidParameterValue',
    ],
    [
      'with an attribute of no type',
      { MessageBody: 'x', MessageAttributes: { a: { DataType: 'Date', StringValue: 'x' } } },
      'InvalidParameterValue',
    ],
    ['with a delay over 15 minutes', { MessageBody: 'x', DelaySeconds: 901 }, 'InvalidParameterValue'],
    ['of a group', { MessageBody: 'x', MessageGroupId: 'g' }, 'UnsupportedOperation'],
  ])('refuses a message %s', async (_, message, code) => {
    await expect(sqs.api.SendMessage({ QueueUrl: URL, ...message })).rejects.toMatchObject({ code });
  });

  it.each([
    ['another name', 'http://127.0.0.1:4566/000000000000/other'],
    ['another account', 'http://127.0.0.1:4566/111111111111/letters'],
    ['no URL at all', 'letters'],
  ])('does not know the queue of %s', async (_, QueueUrl) => {
    await expect(sqs.api.ReceiveMessage({ QueueUrl })).rejects.toMatchObject({
      code: 'QueueDoesNotExist',
      status: 400,
    });
  });

  it('finds queues by name and by prefix, page by page', async () => {
    for (const QueueName of ['letters-b', 'letters-a', 'x']) await sqs.api.CreateQueue({ QueueName });
    expect(await sqs.api.GetQueueUrl({ QueueName: 'letters' })).toEqual({ QueueUrl: URL });
    await expect(
      sqs.api.GetQueueUrl({ QueueName: 'letters', QueueOwnerAWSAccountId: '111111111111' }),
    ).rejects.toMatchObject({ code: 'QueueDoesNotExist' });
    const first = await sqs.api.ListQueues({ QueueNamePrefix: 'letters', MaxResults: 2 });
    expect(first.QueueUrls).toEqual([URL, `${URL}-a`]);
    expect(
      await sqs.api.ListQueues({
        QueueNamePrefix: 'letters',
        MaxResults: 2,
        ...(first.NextToken !== undefined && { NextToken: first.NextToken }),
      }),
    ).toEqual({ QueueUrls: [`${URL}-b`] });
  });

  it('empties a queue', async () => {
    await send('one');
    await sqs.api.PurgeQueue({ QueueUrl: URL });
    await restart();
    expect(await bodies()).toEqual([]);
  });

  it.each([
    ['a FIFO queue', { QueueName: 'a.fifo' }, 'UnsupportedOperation'],
    ['a name with a path', { QueueName: '../a' }, 'InvalidParameterValue'],
    [
      'an attribute that would do nothing',
      { QueueName: 'a', Attributes: { RedriveAllowPolicy: '{}' } },
      'InvalidAttributeName',
    ],
    ['a value out of range', { QueueName: 'a', Attributes: { VisibilityTimeout: '43201' } }, 'InvalidAttributeValue'],
    ['another queue of the name', { QueueName: 'letters', Attributes: { VisibilityTimeout: '1' } }, 'QueueNameExists'],
  ])('refuses to create %s', async (_, input, code) => {
    await expect(sqs.api.CreateQueue(input)).rejects.toMatchObject({ code });
  });

  describe('a policy', () => {
    const queueArn = 'arn:aws:sqs:us-east-1:000000000000:letters';
    const topicArn = 'arn:aws:sns:us-east-1:000000000000:alerts';
    const policy = JSON.stringify({
      Statement: {
        Effect: 'Allow',
        Principal: { Service: 'sns.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: queueArn,
        Condition: { ArnEquals: { 'aws:SourceArn': topicArn } },
      },
    });
    const set = (Policy: string) => sqs.api.SetQueueAttributes({ QueueUrl: URL, Attributes: { Policy } });
    const isLetIn = (): boolean => {
      try {
        iam.inOwnName('sns.amazonaws.com', topicArn).authorize({ action: 'sqs:SendMessage', resource: queueArn });
        return true;
      } catch {
        return false;
      }
    };

    it('lets a topic in until it is taken away, also after a restart', async () => {
      expect(isLetIn()).toBe(false);
      await set(policy);
      await sqs.api.SetQueueAttributes({ QueueUrl: URL, Attributes: { DelaySeconds: '0' } });
      expect(isLetIn()).toBe(true);
      await restart();
      expect(isLetIn()).toBe(true);
      expect((await attributes())?.['Policy']).toBe(policy);
      await set('');
      expect(isLetIn()).toBe(false);
      expect(await attributes()).not.toHaveProperty('Policy');
    });

    it('can come with the queue and goes with it', async () => {
      await sqs.api.DeleteQueue({ QueueUrl: URL });
      clock.advance(60_000);
      await sqs.api.CreateQueue({ QueueName: 'letters', Attributes: { Policy: policy } });
      expect(isLetIn()).toBe(true);
      await sqs.api.DeleteQueue({ QueueUrl: URL });
      expect(isLetIn()).toBe(false);
    });

    it('of the template is shown, and stays when other attributes are set', async () => {
      iam.resourcePolicies.put(queueArn, JSON.parse(policy));
      await sqs.api.SetQueueAttributes({ QueueUrl: URL, Attributes: { DelaySeconds: '1' } });
      expect(isLetIn()).toBe(true);
      expect((await attributes())?.['Policy']).toBe(policy);
    });

    it.each(['no json', '{"Statement":{"Effect":"Perhaps"}}'])('that is none is refused: %s', async (text) => {
      await expect(set(text)).rejects.toMatchObject({
        code: 'InvalidAttributeValue',
        message: expect.stringMatching(/^Invalid value for the parameter Policy\. Reason: /) as string,
      });
      expect(await attributes()).not.toHaveProperty('Policy');
    });
  });

  describe('provisioning', () => {
    const resource = (properties: Readonly<Record<string, unknown>>) => ({
      stackName: 'sales',
      logicalId: 'Dead',
      type: 'AWS::SQS::Queue',
      properties,
    });
    const provision = (properties: Readonly<Record<string, unknown>>) =>
      sqs.provisioners[0]?.provision(resource(properties));

    it('makes the queue of the template and answers Ref and GetAtt', async () => {
      const QueueUrl = 'http://127.0.0.1:4566/000000000000/sales-Dead';
      expect(await provision({ MessageRetentionPeriod: 1_209_600 })).toEqual({
        physicalId: QueueUrl,
        attributes: { Arn: 'arn:aws:sqs:us-east-1:000000000000:sales-Dead', QueueName: 'sales-Dead', QueueUrl },
      });
    });

    it('gives a queue that is there the settings of the template and keeps its messages', async () => {
      await send('one');
      await provision({ QueueName: 'letters', VisibilityTimeout: 7 });
      expect(await attributes()).toMatchObject({ VisibilityTimeout: '7', ApproximateNumberOfMessages: '1' });
    });

    it('leaves a queue alone that is as the template says', async () => {
      await provision({ QueueName: 'letters', VisibilityTimeout: 7 });
      const { LastModifiedTimestamp } = (await attributes()) ?? {};
      clock.advance(60_000);
      await provision({ QueueName: 'letters', VisibilityTimeout: 7 });
      expect((await attributes())?.['LastModifiedTimestamp']).toBe(LastModifiedTimestamp);
    });

    it('removes the queue with its messages, and one of its name can be made at once', async () => {
      await send('one');
      const remove = () => sqs.provisioners[0]?.remove?.(URL, resource({}));
      await remove();
      await remove();
      await expect(receive()).rejects.toThrow();
      await provision({ QueueName: 'letters' });
      expect(await bodies()).toEqual([]);
    });

    it('refuses what it would not honour', () => {
      const rules = sqs.provisioners[0]?.properties ?? {};
      expect(checkProperties({ RedriveAllowPolicy: {} }, rules).refused).toEqual([
        'the local cloud does not support the property RedriveAllowPolicy.',
      ]);
      expect(checkProperties({ FifoQueue: true }, rules).refused).toHaveLength(1);
      expect(checkProperties({ SqsManagedSseEnabled: true, VisibilityTimeout: 1 }, rules)).toMatchObject({
        refused: [],
        ignored: [{ path: 'SqsManagedSseEnabled' }],
      });
    });
  });
});
