import { EntityNotFoundException, GetTableCommand, GetTablesCommand, GlueClient } from '@aws-sdk/client-glue';
import { QueueDoesNotExist, DeleteMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { cbor, SmithyRpcV2CborProtocol } from '@smithy/core/cbor';
import * as fc from 'fast-check';
import { AwsError } from '../aws-error.js';
import { WireFault } from '../pipeline/wire-fault.js';
import { clientOf, serviceOf, signedFor, startEndpoint, type TestEndpoint } from '../testing/test-endpoint.js';
import { checkCbor } from './check-cbor.js';

const table = {
  Name: 'sales',
  CreateTime: new Date('2026-01-02T03:04:05.678Z'),
  Retention: -7,
  Parameters: { 'a b': 'ü', long: 'x'.repeat(70_000) },
  PartitionKeys: [{ Name: 'dt' }],
};
const glue = serviceOf(
  'glue',
  [{ kind: 'rpc-v2-cbor', serviceName: 'AWSGlue' }],
  {
    GetTable: async ({ Name }: { Name: string }) => {
      if (Name !== table.Name) throw new AwsError('EntityNotFoundException', `Entity ${Name} not found`);
      return { Table: table };
    },
  },
  () => import('@aws-sdk/client-glue'),
);
const sqs = serviceOf(
  'sqs',
  [{ kind: 'rpc-v2-cbor', serviceName: 'AmazonSQS' }],
  {
    DeleteMessage: async () => {
      throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
    },
  },
  () => import('@aws-sdk/client-sqs'),
);

describe('RPC v2 with CBOR, through SDK clients', () => {
  let endpoint: TestEndpoint;
  beforeAll(async () => {
    endpoint = await startEndpoint([glue, sqs], { limits: { documentBytes: 100_000 } });
  });
  afterAll(async () => {
    expect(endpoint.defects).toEqual([]);
    await endpoint[Symbol.asyncDispose]();
  });

  const cborOf = (defaultNamespace: string) => new SmithyRpcV2CborProtocol({ defaultNamespace });
  const glueClient = () => new GlueClient({ ...clientOf(endpoint), protocol: cborOf('com.amazonaws.glue') });
  const failure = (sent: Promise<unknown>): Promise<unknown> => sent.catch((error: unknown) => error);

  it('passes times, numbers, maps and lists unharmed', async () => {
    const { Table } = await glueClient().send(new GetTableCommand({ DatabaseName: 'd', Name: 'sales' }));
    expect(Table).toEqual(table);
  });

  it('turns an AwsError into the exception of the client', async () => {
    const missing = await failure(glueClient().send(new GetTableCommand({ DatabaseName: 'd', Name: 'none' })));
    expect(missing).toBeInstanceOf(EntityNotFoundException);
    expect(missing).toMatchObject({ message: 'Entity none not found', $metadata: { httpStatusCode: 400 } });
  });

  it('says by which code the Query protocol knows an error', async () => {
    const client = new SQSClient({ ...clientOf(endpoint), protocol: cborOf('com.amazonaws.sqs') });
    const sent = client.send(new DeleteMessageCommand({ QueueUrl: endpoint.url, ReceiptHandle: 'r' }));
    expect(await failure(sent)).toBeInstanceOf(QueueDoesNotExist);
    const answer = await post(
      'AmazonSQS/operation/DeleteMessage',
      cbor.serialize({ QueueUrl: 'q', ReceiptHandle: 'r' }),
    );
    expect(answer.headers.get('x-amzn-query-error')).toBe('AWS.SimpleQueueService.NonExistentQueue;Sender');
  });

  it('names an operation that the service does not have', async () => {
    expect(await failure(glueClient().send(new GetTablesCommand({ DatabaseName: 'd' })))).toMatchObject({
      message: "The service 'glue' at this endpoint has no operation 'GetTables'.",
    });
  });

  const post = (path: string, body: Uint8Array, more: Record<string, string> = {}) =>
    fetch(`${endpoint.url}/service/${path}`, {
      method: 'POST',
      headers: { 'smithy-protocol': 'rpc-v2-cbor', authorization: signedFor('glue'), ...more },
      body: Buffer.from(body),
    });
  const errorOf = async (answer: Response): Promise<unknown> => {
    expect(answer.headers.get('smithy-protocol')).toBe('rpc-v2-cbor');
    return [answer.status, (cbor.deserialize(Buffer.from(await answer.arrayBuffer())) as { __type: string }).__type];
  };
  const GET_TABLE = 'AWSGlue/operation/GetTable';

  it.each([
    ['no bytes', Buffer.of(), 'ValidationException'],
    ['text', Buffer.from('hello'), 'SerializationException'],
    ['a number', cbor.serialize(7), 'SerializationException'],
    ['a wrong type', cbor.serialize({ DatabaseName: 'd', Name: 7 }), 'SerializationException'],
    ['half of it', cbor.serialize({ DatabaseName: 'd', Name: 'sales' }).subarray(0, 9), 'SerializationException'],
    ['two of it', Buffer.concat(Array(2).fill(cbor.serialize({ Name: 'x' })) as Buffer[]), 'SerializationException'],
    ['a missing member', cbor.serialize({ DatabaseName: 'd' }), 'ValidationException'],
    ['a list of billions', Buffer.from('a1644e616d659affffffff', 'hex'), 'SerializationException'],
    ['a text of billions', Buffer.from('a1644e616d657bffffffffffffffff', 'hex'), 'SerializationException'],
    ['a huge decimal', Buffer.from('a1644e616d65c4821a0fffffff01', 'hex'), 'SerializationException'],
    ['an end without a beginning', Buffer.from('ff', 'hex'), 'SerializationException'],
    ['depth', Buffer.alloc(90_000, 0x81), 'SerializationException'],
  ])('refuses %s', async (_what, body, code) => {
    expect(await errorOf(await post(GET_TABLE, body))).toEqual([400, code]);
  });

  it('reads what comes in pieces of no announced length', async () => {
    const body = Buffer.concat([
      Buffer.from('bf', 'hex'),
      cbor.serialize('DatabaseName'),
      cbor.serialize('d'),
      cbor.serialize('Name'),
      Buffer.from('7f', 'hex'),
      cbor.serialize('sal'),
      cbor.serialize('es'),
      Buffer.from('ffff', 'hex'),
    ]);
    expect((await post(GET_TABLE, body)).status).toBe(200);
  });

  it('refuses an unsigned request, one over the limit and one for another service', async () => {
    const input = cbor.serialize({ DatabaseName: 'd', Name: 'sales' });
    const unsigned = await post(GET_TABLE, input, { authorization: 'Bearer x' });
    expect(await errorOf(unsigned)).toEqual([400, 'IncompleteSignatureException']);
    expect(await errorOf(await post(GET_TABLE, Buffer.alloc(100_001)))).toEqual([
      413,
      'RequestEntityTooLargeException',
    ]);
    for (const path of ['Granite/operation/GetTable', 'nonsense'])
      expect(await errorOf(await post(path, input))).toEqual([400, 'UnknownOperationException']);
  });
});

describe('checkCbor', () => {
  const anyValue = fc.jsonValue({ depthSize: 'medium' });

  it('takes all that a client writes', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(() => checkCbor(Buffer.from(cbor.serialize(value)))).not.toThrow();
      }),
    );
  });

  it('refuses whatever is cut short or goes on', () => {
    fc.assert(
      fc.property(anyValue, fc.nat(), (value, at) => {
        const whole = Buffer.from(cbor.serialize(value));
        expect(() => checkCbor(whole.subarray(0, at % whole.length))).toThrow(WireFault);
        expect(() => checkCbor(Buffer.concat([whole, Buffer.of(0)]))).toThrow('more follows');
      }),
    );
  });

  it('throws a fault of the wire for any other bytes, if at all', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          checkCbor(Buffer.from(bytes));
        } catch (error) {
          expect(error).toBeInstanceOf(WireFault);
        }
      }),
    );
  });
});
