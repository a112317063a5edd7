import {
  InvokeCommand,
  type InvokeCommandInput,
  LambdaClient,
  ListFunctionsCommand,
  TooManyRequestsException,
} from '@aws-sdk/client-lambda';
import {
  CreatePipeCommand,
  DescribePipeCommand,
  NotFoundException,
  PipesClient,
  UntagResourceCommand,
} from '@aws-sdk/client-pipes';
import { AwsError } from '../aws-error.js';
import { clientOf, serviceOf, signedFor, startEndpoint, type TestEndpoint } from '../testing/test-endpoint.js';

const seen: unknown[] = [];
const lambda = serviceOf(
  'lambda',
  [{ kind: 'rest-json' }],
  {
    Invoke: async (input: InvokeCommandInput) => {
      seen.push(input);
      if (input.FunctionName === 'busy') {
        throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429, {
          members: { Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded' },
        });
      }
      if (input.InvocationType === 'Event') return { StatusCode: 202 };
      return { StatusCode: 200, FunctionError: 'Unhandled', ExecutedVersion: '$LATEST', Payload: input.Payload };
    },
    GetFunction: async () => {
      throw new AwsError('ResourceNotFoundException', 'Function not found', 404);
    },
    ListFunctions: async (input) => {
      seen.push(input);
      return { Functions: [{ FunctionName: 'f', Timeout: 3 }] };
    },
  },
  () => import('@aws-sdk/client-lambda'),
);
const pipes = serviceOf(
  'pipes',
  [{ kind: 'rest-json' }],
  {
    CreatePipe: async (input: { Name: string }) => {
      seen.push(input);
      return { Name: input.Name, CreationTime: new Date(1_700_000_000_500) };
    },
    DescribePipe: async () => {
      throw new AwsError('NotFoundException', 'Pipe p does not exist.', 404);
    },
    UntagResource: async (input) => {
      seen.push(input);
      return {};
    },
  },
  () => import('@aws-sdk/client-pipes'),
);

describe('the REST-JSON protocol', () => {
  let endpoint: TestEndpoint;
  beforeEach(async () => {
    seen.length = 0;
    endpoint = await startEndpoint([lambda, pipes]);
  });
  afterEach(() => endpoint[Symbol.asyncDispose]());

  it('gives the payload of an invocation as bytes, and back', async () => {
    const client = new LambdaClient(clientOf(endpoint));
    const FunctionName = 'arn:aws:lambda:us-east-1:1:function:f';
    const output = await client.send(new InvokeCommand({ FunctionName, Payload: '{"a":[1]}', Qualifier: 'live' }));
    expect(seen).toEqual([{ FunctionName, Qualifier: 'live', Payload: Buffer.from('{"a":[1]}') }]);
    expect(Buffer.from(output.Payload ?? []).toString()).toBe('{"a":[1]}');
    expect(output).toMatchObject({ StatusCode: 200, FunctionError: 'Unhandled', ExecutedVersion: '$LATEST' });
  });

  it('answers with the status that the output names', async () => {
    const client = new LambdaClient(clientOf(endpoint));
    expect((await client.send(new InvokeCommand({ FunctionName: 'f', InvocationType: 'Event' }))).StatusCode).toBe(202);
  });

  it('gives parameters of the query as numbers', async () => {
    const { Functions } = await new LambdaClient(clientOf(endpoint)).send(new ListFunctionsCommand({ MaxItems: 5 }));
    expect(seen).toEqual([{ MaxItems: 5 }]);
    expect(Functions).toEqual([{ FunctionName: 'f', Timeout: 3 }]);
  });

  it('gives a repeated parameter as a list', async () => {
    const resourceArn = 'arn:aws:pipes:us-east-1:1:pipe/p';
    await new PipesClient(clientOf(endpoint)).send(new UntagResourceCommand({ resourceArn, tagKeys: ['a', 'b'] }));
    expect(seen).toEqual([{ resourceArn, tagKeys: ['a', 'b'] }]);
  });

  it('joins path and body into one input', async () => {
    const command = new CreatePipeCommand({
      Name: 'p',
      Source: 's',
      Target: 't',
      RoleArn: 'r',
      SourceParameters: { DynamoDBStreamParameters: { StartingPosition: 'LATEST', BatchSize: 10 } },
    });
    const output = await new PipesClient(clientOf(endpoint)).send(command);
    expect(seen).toEqual([command.input]);
    expect(output.CreationTime).toEqual(new Date(1_700_000_000_500));
  });

  it('turns an AwsError into the exception of the client', async () => {
    const invoked = new LambdaClient(clientOf(endpoint)).send(new InvokeCommand({ FunctionName: 'busy' }));
    await expect(invoked).rejects.toThrow(TooManyRequestsException);
    await expect(invoked).rejects.toMatchObject({
      Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
      $metadata: { httpStatusCode: 429 },
    });
    const described = new PipesClient(clientOf(endpoint)).send(new DescribePipeCommand({ Name: 'p' }));
    await expect(described).rejects.toThrow(NotFoundException);
  });

  const request = async (method: string, path: string, body?: string) => {
    const response = await fetch(endpoint.url + path, {
      method,
      headers: { authorization: signedFor('lambda') },
      ...(body && { body }),
    });
    return {
      status: response.status,
      type: response.headers.get('x-amzn-errortype'),
      body: await response.json(),
    };
  };

  it.each([
    ['a path that nobody has', 'GET', '/2015-03-31/teapots', 404, 'UnknownOperationException'],
    ['an operation that is not there', 'DELETE', '/2015-03-31/functions/f', 404, 'UnknownOperationException'],
    ['a malformed parameter', 'GET', '/2015-03-31/functions/?MaxItems=many', 400, 'SerializationException'],
    ['a malformed path', 'POST', '/2015-03-31/functions/%E0%A4/invocations', 400, 'SerializationException'],
  ])('refuses %s', async (_, method, path, status, type) => {
    expect(await request(method, path)).toMatchObject({ status, type });
    expect(endpoint.defects).toEqual([]);
  });

  it('writes the message of an error as the model spells it', async () => {
    expect(await request('GET', '/2015-03-31/functions/f')).toEqual({
      status: 404,
      type: 'ResourceNotFoundException',
      body: { __type: 'ResourceNotFoundException', Message: 'Function not found' },
    });
  });
});
