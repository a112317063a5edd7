import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DeleteParameterCommand,
  GetParameterCommand,
  GetParametersCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { testContext } from '../../core/test-context.js';
import { TestEndpoint } from '../../core/test-endpoint.js';
import { createSsm } from './index.js';

describe('The parameter store, through the SDK', () => {
  let folder: string;
  let endpoint: TestEndpoint;
  let client: SSMClient;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ssm-'));
    endpoint = await TestEndpoint.of(await createSsm(testContext(folder)));
    client = new SSMClient(endpoint.client);
  });
  afterAll(async () => {
    client.destroy();
    await endpoint[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });
  const failure = (sent: Promise<unknown>): Promise<unknown> => sent.catch((error: unknown) => error);

  it('keeps a parameter, by versions', async () => {
    const put = (Value: string, Overwrite: boolean) =>
      client.send(new PutParameterCommand({ Name: '/cdk/version', Type: 'String', Value, Overwrite }));
    expect(await put('30', false)).toMatchObject({ Version: 1 });
    expect(await failure(put('31', false))).toMatchObject({ name: 'ParameterAlreadyExists' });
    expect(await put('31', true)).toMatchObject({ Version: 2 });
    const { Parameter } = await client.send(new GetParameterCommand({ Name: '/cdk/version' }));
    expect(Parameter).toMatchObject({
      Value: '31',
      Version: 2,
      Type: 'String',
      ARN: 'arn:aws:ssm:eu-west-1:123456789012:parameter/cdk/version',
    });
  });

  it('lasts beyond the run', async () => {
    const again = await createSsm(testContext(folder));
    expect(again.valueOf('/cdk/version')).toBe('31');
  });

  it('answers errors as AWS does', async () => {
    expect(await failure(client.send(new GetParameterCommand({ Name: 'none' })))).toMatchObject({
      name: 'ParameterNotFound',
      $metadata: { httpStatusCode: 400 },
    });
    expect(await failure(client.send(new GetParameterCommand({ Name: '/cdk/version:1' })))).toMatchObject({
      name: 'ValidationException',
    });
    expect(await client.send(new GetParametersCommand({ Names: ['/cdk/version', 'none'] }))).toMatchObject({
      Parameters: [{ Name: '/cdk/version' }],
      InvalidParameters: ['none'],
    });
    const secret = new PutParameterCommand({ Name: 's', Type: 'SecureString', Value: 'v' });
    expect(await failure(client.send(secret))).toMatchObject({ name: 'ValidationException' });
    expect(await failure(client.send(new DeleteParameterCommand({ Name: 'none' })))).toMatchObject({
      name: 'ParameterNotFound',
    });
  });
});
