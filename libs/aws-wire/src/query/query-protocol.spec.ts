import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { AwsError } from '../aws-error.js';
import { clientOf, serviceOf, signedFor, startEndpoint, type TestEndpoint } from '../testing/test-endpoint.js';

const STS_NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';
const identity = { Account: '123456789012', UserId: 'AKID & co', Arn: 'arn:aws:iam::123456789012:root' };

const sts = serviceOf(
  'sts',
  [{ kind: 'query', xmlNamespace: STS_NAMESPACE }],
  {
    GetCallerIdentity: async () => identity,
    AssumeRole: async () => {
      throw new AwsError('AccessDenied', 'Not <you>', 403);
    },
  },
  () => import('@aws-sdk/client-sts'),
);

const batches: unknown[] = [];
const sqs = serviceOf(
  'sqs',
  [{ kind: 'query', xmlNamespace: 'http://queue.amazonaws.com/doc/2012-11-05/' }],
  {
    SendMessageBatch: async (input) => {
      batches.push(input);
      return { Successful: [{ Id: 'a', MessageId: 'm', MD5OfMessageBody: 'd' }], Failed: [] };
    },
    CreateQueue: async (input) => {
      batches.push(input);
      return { QueueUrl: 'http://q' };
    },
    PurgeQueue: async () => undefined,
    DeleteQueue: async () => {
      throw new AwsError('QueueDoesNotExist', 'No such queue.');
    },
    ReceiveMessage: async (input) => {
      batches.push(input);
      return {};
    },
  },
  () => import('@aws-sdk/client-sqs'),
);

describe('the Query protocol', () => {
  let endpoint: TestEndpoint;
  beforeEach(async () => {
    batches.length = 0;
    endpoint = await startEndpoint([sts, sqs]);
  });
  afterEach(() => endpoint[Symbol.asyncDispose]());

  const post = async (form: Record<string, string>, signingName = 'sqs') => {
    const headers = { authorization: signedFor(signingName) };
    const response = await fetch(endpoint.url, { method: 'POST', body: new URLSearchParams(form), headers });
    return { status: response.status, text: await response.text() };
  };

  it('serves the STS client', async () => {
    const output = await new STSClient(clientOf(endpoint)).send(new GetCallerIdentityCommand({}));
    expect(output).toMatchObject(identity);
    expect(output.$metadata.requestId).toBe('request-1');
  });

  it('reads flattened lists, structures and numbers from the names of a form', async () => {
    const entry = 'SendMessageBatchRequestEntry';
    const { text } = await post({
      Action: 'SendMessageBatch',
      QueueUrl: 'http://q',
      [`${entry}.2.Id`]: 'b',
      [`${entry}.2.MessageBody`]: 'two',
      [`${entry}.1.Id`]: 'a',
      [`${entry}.1.MessageBody`]: 'one',
      [`${entry}.1.DelaySeconds`]: '5',
    });
    expect(batches).toEqual([
      {
        QueueUrl: 'http://q',
        Entries: [
          { Id: 'a', MessageBody: 'one', DelaySeconds: 5 },
          { Id: 'b', MessageBody: 'two' },
        ],
      },
    ]);
    expect(text).toBe(
      '<SendMessageBatchResponse xmlns="http://queue.amazonaws.com/doc/2012-11-05/"><SendMessageBatchResult>' +
        '<SendMessageBatchResultEntry><Id>a</Id><MessageId>m</MessageId><MD5OfMessageBody>d</MD5OfMessageBody></SendMessageBatchResultEntry>' +
        '</SendMessageBatchResult><ResponseMetadata><RequestId>request-1</RequestId></ResponseMetadata></SendMessageBatchResponse>',
    );
  });

  it('reads maps', async () => {
    await post({
      Action: 'CreateQueue',
      QueueName: 'q',
      'Attribute.1.Name': 'VisibilityTimeout',
      'Attribute.1.Value': '30',
    });
    expect(batches).toEqual([{ QueueName: 'q', Attributes: { VisibilityTimeout: '30' } }]);
  });

  it('answers an action without output with an empty result', async () => {
    const { status, text } = await post({ Action: 'PurgeQueue', QueueUrl: 'http://q' });
    expect(status).toBe(200);
    expect(text).toContain('<PurgeQueueResult></PurgeQueueResult>');
  });

  it.each([
    [
      'an error, with the code of this protocol',
      { Action: 'DeleteQueue', QueueUrl: 'q' },
      'AWS.SimpleQueueService.NonExistentQueue',
      400,
    ],
    ['an unknown action', { Action: 'Fly' }, 'InvalidAction', 400],
    ['no action', { Version: '1' }, 'MissingAction', 400],
    [
      'a word for a number',
      { Action: 'ReceiveMessage', QueueUrl: 'q', MaxNumberOfMessages: 'many' },
      'MalformedInput',
      400,
    ],
    ['a missing parameter', { Action: 'DeleteQueue' }, 'ValidationError', 400],
  ])('answers %s', async (_, form: Record<string, string>, code, status) => {
    const answered = await post(form);
    expect(answered.status).toBe(status);
    expect(answered.text).toContain(`<Error><Type>Sender</Type><Code>${code}</Code>`);
    expect(answered.text).toContain('<RequestId>request-1</RequestId></ErrorResponse>');
    expect(endpoint.defects).toEqual([]);
  });

  it('escapes what an error says', async () => {
    const { status, text } = await post(
      { Action: 'AssumeRole', RoleArn: 'arn:aws:iam::1:role/r', RoleSessionName: 's' },
      'sts',
    );
    expect(status).toBe(403);
    expect(text).toContain('<Message>Not &lt;you&gt;</Message>');
  });

  it('names a service that it does not have', async () => {
    const { status, text } = await post({ Action: 'Publish' }, 'sns');
    expect(status).toBe(400);
    expect(text).toContain(
      '<Code>InvalidAction</Code><Message>There is no service &apos;sns&apos; at this endpoint; it serves sqs, sts.',
    );
  });
});
