import {
  ChangeMessageVisibilityBatchCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListDeadLetterSourceQueuesCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
  TagQueueCommand,
  UntagQueueCommand,
} from '@aws-sdk/client-sqs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '../../core/manual-clock.js';
import { seededRandom } from '../../core/seeded-random.js';
import { testContext } from '../../core/test-context.js';
import { TestEndpoint } from '../../core/test-endpoint.js';
import { createIam } from '../iam/index.js';
import { createSqs, type Sqs } from './index.js';

describe('SQS, to the SDK', () => {
  let folder: string;
  let clock: ManualClock;
  let sqs: Sqs;
  let endpoint: TestEndpoint;
  let client: SQSClient;
  let QueueUrl: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sqs-'));
    clock = new ManualClock();
    const context = testContext(folder, { clock, random: seededRandom(1) });
    sqs = await createSqs(context, { endpointUrl: () => endpoint.url, policies: createIam(context).resourcePolicies });
    endpoint = await TestEndpoint.of(sqs);
    client = new SQSClient(endpoint.client);
    QueueUrl =
      (await client.send(new CreateQueueCommand({ QueueName: 'letters', tags: { team: 'sales' } }))).QueueUrl ?? '';
  });
  afterAll(async () => {
    client.destroy();
    await endpoint[Symbol.asyncDispose]();
    await sqs[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });
  afterEach(() => client.send(new PurgeQueueCommand({ QueueUrl })));

  it('finds queues by name', async () => {
    expect((await client.send(new GetQueueUrlCommand({ QueueName: 'letters' }))).QueueUrl).toBe(QueueUrl);
    expect((await client.send(new ListQueuesCommand({ QueueNamePrefix: 'let' }))).QueueUrls).toEqual([QueueUrl]);
  });

  it('sends, receives and deletes with the digests that the SDK checks', async () => {
    const MessageAttributes = {
      text: { DataType: 'String', StringValue: 'a' },
      bytes: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2]) },
    };
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'one', MessageAttributes }));
    const { Messages: [message] = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ['All'] }),
    );
    expect(message).toMatchObject({ Body: 'one', MessageAttributes });
    await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle }));
    const { Attributes } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessagesNotVisible'] }),
    );
    expect(Attributes).toEqual({ ApproximateNumberOfMessagesNotVisible: '0' });
  });

  it('changes the visibility of several messages, and answers each', async () => {
    const Entries = ['a', 'b'].map((Id) => ({ Id, MessageBody: Id }));
    await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    const receive = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 });
    const { Messages = [] } = await client.send(receive);
    const answer = await client.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl,
        Entries: [
          { Id: 'good', ReceiptHandle: Messages[0]?.ReceiptHandle, VisibilityTimeout: 0 },
          { Id: 'bad', ReceiptHandle: 'none', VisibilityTimeout: 0 },
        ],
      }),
    );
    expect(answer.Successful).toEqual([{ Id: 'good' }]);
    expect(answer.Failed).toEqual([
      expect.objectContaining({ Id: 'bad', Code: 'ReceiptHandleIsInvalid', SenderFault: true }) as object,
    ]);
    expect((await client.send(receive)).Messages).toHaveLength(1);
  });

  it('changes attributes, and keeps the others', async () => {
    await client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { VisibilityTimeout: '60' } }));
    await client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { DelaySeconds: '0' } }));
    const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
    expect(Attributes).toMatchObject({ VisibilityTimeout: '60', DelaySeconds: '0', MessageRetentionPeriod: '345600' });
  });

  it('keeps tags', async () => {
    await client.send(new TagQueueCommand({ QueueUrl, Tags: { stage: 'dev' } }));
    expect((await client.send(new ListQueueTagsCommand({ QueueUrl }))).Tags).toEqual({ team: 'sales', stage: 'dev' });
    await client.send(new UntagQueueCommand({ QueueUrl, TagKeys: ['stage'] }));
    expect((await client.send(new ListQueueTagsCommand({ QueueUrl }))).Tags).toEqual({ team: 'sales' });
  });

  it('names the queues that a dead-letter queue serves', async () => {
    const deadLetters = { deadLetterTargetArn: 'arn:aws:sqs:eu-west-1:123456789012:letters', maxReceiveCount: '3' };
    const Attributes = { RedrivePolicy: JSON.stringify(deadLetters) };
    const source = await client.send(new CreateQueueCommand({ QueueName: 'source', Attributes }));
    const { queueUrls } = await client.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl }));
    expect(queueUrls).toEqual([source.QueueUrl]);
  });

  it('deletes a queue, whose name is free again after a minute', async () => {
    const create = new CreateQueueCommand({ QueueName: 'short' });
    const { QueueUrl: url } = await client.send(create);
    await client.send(new DeleteQueueCommand({ QueueUrl: url }));
    await expect(client.send(new GetQueueUrlCommand({ QueueName: 'short' }))).rejects.toMatchObject({
      name: 'QueueDoesNotExist',
    });
    await expect(client.send(create)).rejects.toMatchObject({ name: 'QueueDeletedRecently' });
    clock.advance(60_000);
    expect((await client.send(create)).QueueUrl).toBe(url);
  });
});
