import { createHash } from 'node:crypto';
import {
  AthenaClient,
  GetQueryExecutionCommand,
  InvalidRequestException,
  StartQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { FirehoseClient, PutRecordCommand, ServiceUnavailableException } from '@aws-sdk/client-firehose';
import { EntityNotFoundException, GetTableCommand, GlueClient } from '@aws-sdk/client-glue';
import { KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { DeleteMessageCommand, QueueDoesNotExist, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { AwsError } from '../aws-error.js';
import { clientOf, serviceOf, signedFor, startEndpoint, type TestEndpoint } from '../testing/test-endpoint.js';

const table = { Name: 'sales', CreateTime: new Date('2026-01-02T03:04:05.678Z') };

const dynamodb = serviceOf('dynamodb', [{ kind: 'json', version: '1.0', targetPrefix: 'DynamoDB_20120810' }], {
  PutItem: async (input: { Item: unknown }) => ({ Attributes: input.Item }),
  TransactWriteItems: async () => {
    const members = { CancellationReasons: [{ Code: 'ConditionalCheckFailed' }] };
    throw new AwsError('TransactionCanceledException', 'Transaction cancelled', 400, { members });
  },
});
const kinesis = serviceOf('kinesis', [{ kind: 'json', version: '1.1', targetPrefix: 'Kinesis_20131202' }], {
  PutRecords: async ({ Records }: { Records: { Data: string; PartitionKey: string }[] }) => ({
    Records: Records.map(({ Data, PartitionKey }) => ({ ShardId: PartitionKey, SequenceNumber: Data })),
  }),
  DeleteStream: async () => undefined,
  SplitShard: async () => {
    throw new Error('secret detail');
  },
});
const firehose = serviceOf(
  'firehose',
  [{ kind: 'json', version: '1.1', targetPrefix: 'Firehose_20150804' }],
  {
    PutRecord: async ({ Record }: { Record: { Data: Uint8Array } }) => {
      if (Record.Data.length === 0) throw new AwsError('ServiceUnavailableException', 'Slow down.', 503);
      return { RecordId: Buffer.from(Record.Data).toString('utf8'), Encrypted: false };
    },
  },
  () => import('@aws-sdk/client-firehose'),
);
const glue = serviceOf(
  'glue',
  [{ kind: 'json', version: '1.1', targetPrefix: 'AWSGlue' }],
  {
    GetTable: async ({ Name }: { Name: string }) => {
      if (Name !== table.Name) throw new AwsError('EntityNotFoundException', `Entity ${Name} not found`);
      return { Table: table };
    },
  },
  () => import('@aws-sdk/client-glue'),
);
const athena = serviceOf(
  'athena',
  [{ kind: 'json', version: '1.1', targetPrefix: 'AmazonAthena' }],
  {
    StartQueryExecution: async ({ QueryString }: { QueryString: string }) => ({ QueryExecutionId: QueryString }),
    GetQueryExecution: async () => {
      throw new AwsError('InvalidRequestException', 'QueryExecution q was not found', 400, {
        members: { AthenaErrorCode: 'INVALID_INPUT' },
      });
    },
  },
  () => import('@aws-sdk/client-athena'),
);
const sqs = serviceOf(
  'sqs',
  [{ kind: 'json', version: '1.0', targetPrefix: 'AmazonSQS' }],
  {
    SendMessageBatch: async ({ Entries }: { Entries: { Id: string; MessageBody: string }[] }) => ({
      Successful: Entries.map(({ Id, MessageBody }) => ({
        Id,
        MessageId: Id,
        MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex'),
      })),
      Failed: [],
    }),
    DeleteMessage: async () => {
      throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
    },
  },
  () => import('@aws-sdk/client-sqs'),
);

describe('the JSON protocols, through SDK clients', () => {
  let endpoint: TestEndpoint;
  beforeAll(async () => {
    endpoint = await startEndpoint([dynamodb, kinesis, firehose, glue, athena, sqs]);
  });
  afterAll(() => endpoint[Symbol.asyncDispose]());

  it('passes the JSON of a service without schemas as it is', async () => {
    const client = new DynamoDBClient(clientOf(endpoint));
    const Item = { id: { S: 'a' }, price: { N: '1.10' }, raw: { B: Buffer.from('bytes') } };
    const { Attributes } = await client.send(new PutItemCommand({ TableName: 't', Item }));
    expect(Attributes).toEqual({ ...Item, raw: { B: new Uint8Array(Buffer.from('bytes')) } });
  });

  it('gives the members of an error to the caller', async () => {
    const client = new DynamoDBClient(clientOf(endpoint));
    const sent = client.send(new TransactWriteItemsCommand({ TransactItems: [] }));
    await expect(sent).rejects.toThrow(TransactionCanceledException);
    await expect(sent).rejects.toMatchObject({
      CancellationReasons: [{ Code: 'ConditionalCheckFailed' }],
      message: 'Transaction cancelled',
    });
  });

  it.each([
    ['HTTP/2 with prior knowledge', {}],
    ['HTTP/1.1', { requestHandler: new NodeHttpHandler() }],
  ])('serves the Kinesis client over %s', async (_, handler) => {
    const client = new KinesisClient({ ...clientOf(endpoint), ...handler });
    const Records = Array.from({ length: 500 }, (_unused, index) => ({
      PartitionKey: `k${index}`,
      Data: Buffer.from('x'.repeat(1000)),
    }));
    const output = await client.send(new PutRecordsCommand({ StreamName: 's', Records }));
    expect(output.Records).toHaveLength(500);
    expect(output.Records?.[499]).toEqual({
      ShardId: 'k499',
      SequenceNumber: Buffer.from('x'.repeat(1000)).toString('base64'),
    });
    expect(output.$metadata.requestId).toBe('request-1');
    client.destroy();
  });

  it('decodes blobs by the schema', async () => {
    const client = new FirehoseClient(clientOf(endpoint));
    const output = await client.send(
      new PutRecordCommand({ DeliveryStreamName: 'd', Record: { Data: Buffer.from('é\n') } }),
    );
    expect(output).toMatchObject({ RecordId: 'é\n', Encrypted: false });
  });

  it('answers with the status of the error', async () => {
    const client = new FirehoseClient(clientOf(endpoint));
    const sent = client.send(new PutRecordCommand({ DeliveryStreamName: 'd', Record: { Data: new Uint8Array() } }));
    await expect(sent).rejects.toThrow(ServiceUnavailableException);
    await expect(sent).rejects.toMatchObject({ $metadata: { httpStatusCode: 503, requestId: 'request-1' } });
  });

  it('writes timestamps so that the client gets the same instant', async () => {
    const { Table } = await new GlueClient(clientOf(endpoint)).send(
      new GetTableCommand({ DatabaseName: 'd', Name: 'sales' }),
    );
    expect(Table).toEqual(table);
  });

  it('turns an AwsError into the exception of the client', async () => {
    const sent = new GlueClient(clientOf(endpoint)).send(new GetTableCommand({ DatabaseName: 'd', Name: 'nope' }));
    await expect(sent).rejects.toThrow(EntityNotFoundException);
    await expect(sent).rejects.toThrow('Entity nope not found');
  });

  it('writes an error whose model spells Message with a capital', async () => {
    const client = new AthenaClient(clientOf(endpoint));
    expect((await client.send(new StartQueryExecutionCommand({ QueryString: 'SELECT 1' }))).QueryExecutionId).toBe(
      'SELECT 1',
    );
    const sent = client.send(new GetQueryExecutionCommand({ QueryExecutionId: 'q' }));
    await expect(sent).rejects.toThrow(InvalidRequestException);
    await expect(sent).rejects.toMatchObject({
      AthenaErrorCode: 'INVALID_INPUT',
      message: 'QueryExecution q was not found',
    });
  });

  it('serves SQS, whose errors keep the codes of its older protocol', async () => {
    const client = new SQSClient(clientOf(endpoint));
    const QueueUrl = `${endpoint.url}/123456789012/q`;
    const { Successful } = await client.send(
      new SendMessageBatchCommand({ QueueUrl, Entries: [{ Id: 'm1', MessageBody: 'hello' }] }),
    );
    expect(Successful?.[0]?.MessageId).toBe('m1');

    const sent = client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: 'r' }));
    await expect(sent).rejects.toThrow(QueueDoesNotExist);
    await expect(sent).rejects.toMatchObject({ Code: 'AWS.SimpleQueueService.NonExistentQueue' });
  });

  it('names an operation that the service does not have', async () => {
    const sent = new DynamoDBClient(clientOf(endpoint)).send(new GetItemCommand({ TableName: 't', Key: {} }));
    await expect(sent).rejects.toMatchObject({
      name: 'UnknownOperationException',
      message: "The service 'dynamodb' at this endpoint has no operation 'GetItem'.",
    });
  });
});

describe('the JSON protocols, by hand', () => {
  let endpoint: TestEndpoint;
  beforeEach(async () => {
    endpoint = await startEndpoint([dynamodb, kinesis, glue, firehose], { limits: { documentBytes: 1000 } });
  });
  afterEach(() => endpoint[Symbol.asyncDispose]());

  const post = async (
    target: string,
    body: string,
    headers: Record<string, string> = { authorization: signedFor('glue') },
  ) => {
    const response = await fetch(endpoint.url, {
      method: 'POST',
      body,
      headers: { 'x-amz-target': target, ...headers },
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      error: text === '' ? undefined : (JSON.parse(text) as unknown),
    };
  };

  it.each([
    ['{', 'The body is not valid JSON.'],
    ['', 'The body is not valid JSON.'],
    ['[]', 'The body must be a JSON object.'],
    ['null', 'The body must be a JSON object.'],
    ['{"DatabaseName":"d","Name":5}', "NUMBER_VALUE can not be converted to a String at 'name'."],
    ['{"DatabaseName":"d","Name":{}}', "STRUCTURE_VALUE can not be converted to a String at 'name'."],
    [
      `{"DatabaseName":${'['.repeat(400)}${']'.repeat(400)},"Name":"n"}`,
      "LIST_VALUE can not be converted to a String at 'databaseName'.",
    ],
  ])('refuses the body %s with a SerializationException', async (body, message) => {
    const { status, error } = await post('AWSGlue.GetTable', body);
    expect(status).toBe(400);
    expect(error).toEqual({ __type: 'SerializationException', message });
  });

  it('says where in a list the wrong value is', async () => {
    const body = '{"DeliveryStreamName":"d","Record":{"Data":"not base 64!"}}';
    const { error } = await post('Firehose_20150804.PutRecord', body);
    expect(error).toMatchObject({ __type: 'SerializationException' });
  });

  it('names every required member that is missing', async () => {
    const { status, error } = await post('AWSGlue.GetTable', '{}');
    expect(status).toBe(400);
    expect(error).toEqual({
      __type: 'ValidationException',
      Message:
        "2 validation errors detected: Value null at 'databaseName' failed to satisfy constraint: Member must not be null; " +
        "Value null at 'name' failed to satisfy constraint: Member must not be null",
    });
  });

  it('answers an operation without output with an empty body', async () => {
    const { status, text, headers } = await post('Kinesis_20131202.DeleteStream', '{}');
    expect([status, text]).toEqual([200, '']);
    expect(headers.get('content-type')).toBe('application/x-amz-json-1.1');
    expect(headers.get('x-amzn-requestid')).toBe('request-1');
    expect(headers.get('x-amz-request-id')).toBe('request-1');
  });

  it('hides what went wrong inside, and tells the owner', async () => {
    const { status, error, headers } = await post('Kinesis_20131202.SplitShard', '{}');
    expect(status).toBe(500);
    expect(headers.get('x-amzn-errortype')).toBe('InternalFailure');
    expect(JSON.stringify(error)).not.toContain('secret');
    expect(endpoint.defects).toEqual([new Error('secret detail')]);
  });

  it.each(['constructor', '__proto__', 'toString', ''])(
    "takes no inherited member of the table for an operation: '%s'",
    async (name) => {
      const { status, error } = await post(`Kinesis_20131202.${name}`, '{}');
      expect([status, error]).toEqual([400, expect.objectContaining({ __type: 'UnknownOperationException' })]);
      expect(endpoint.defects).toEqual([]);
    },
  );

  it('names a service that it does not have, and those it has', async () => {
    const { status, error } = await post('AmazonSQS.SendMessage', '{}');
    expect(status).toBe(400);
    expect(error).toEqual({
      __type: 'UnknownOperationException',
      message: "There is no service 'AmazonSQS' at this endpoint; it serves dynamodb, firehose, glue, kinesis.",
    });
  });

  it('says that a service it has speaks another protocol', async () => {
    const response = await fetch(endpoint.url, {
      method: 'POST',
      body: '{}',
      headers: { authorization: signedFor('glue'), 'content-type': 'application/x-amz-json-1.1' },
    });
    expect(await response.json()).toMatchObject({
      __type: 'UnknownOperationException',
      message: expect.stringContaining("'glue' at this endpoint does not speak the protocol of this request") as string,
    });
  });

  it.each([
    ['{"a":null,"Records":[{"Data":"d","PartitionKey":"k","x":null}]}', 200],
    ['{"Records":[null]}', 400],
  ])('takes a member that is null for one that is not there, and no null in a list: %s', async (body, status) => {
    expect((await post('Kinesis_20131202.PutRecords', body)).status).toBe(status);
    expect(endpoint.defects).toEqual([]);
  });

  it('refuses a body over the limit', async () => {
    const { status, error } = await post('Kinesis_20131202.PutRecords', `{"a":"${'x'.repeat(100_000)}"}`);
    expect(status).toBe(413);
    expect(error).toEqual({
      __type: 'RequestEntityTooLargeException',
      message: 'The body has 100008 bytes; this endpoint takes at most 1000.',
    });
  });

  it('says that it speaks no CBOR', async () => {
    const headers = { authorization: signedFor('kinesis'), 'content-type': 'application/x-amz-cbor-1.1' };
    const { error } = await post('Kinesis_20131202.PutRecords', '{}', headers);
    expect(error).toMatchObject({
      __type: 'SerializationException',
      message: expect.stringContaining('aws.cborEnabled=false') as string,
    });
  });

  it.each([
    ['no signature', {}, 'MissingAuthenticationTokenException'],
    ['a signature of another kind', { authorization: 'Bearer abc' }, 'IncompleteSignatureException'],
    [
      'a signature without its parameters',
      { authorization: 'AWS4-HMAC-SHA256 Credential=a/b/c/d/aws4_request' },
      'IncompleteSignatureException',
    ],
    [
      'a credential without a scope',
      { authorization: 'AWS4-HMAC-SHA256 Credential=a, SignedHeaders=h, Signature=0' },
      'IncompleteSignatureException',
    ],
  ])('refuses a request with %s', async (_, headers: Record<string, string>, code) => {
    const { status, error } = await post('Kinesis_20131202.DeleteStream', '{}', headers);
    expect(status).toBe(400);
    expect(error).toMatchObject({ __type: code });
  });
});
