import { AssumeRoleCommand, GetCallerIdentityCommand, GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { AwsError } from '@sales-cdc/aws-wire';
import { testContext } from '../../core/test-context.js';
import { TestEndpoint } from '../../core/test-endpoint.js';
import type { CredentialedSession } from '../../core/authorization/role-sessions.js';
import { createSts } from './index.js';

const SESSION: CredentialedSession = {
  arn: 'arn:aws:sts::123456789012:assumed-role/alerts-role/sales-alerts',
  userId: 'AROA0123456789ABCDEF0:sales-alerts',
  authorize: () => undefined,
  refuse: () => {
    throw new Error('Nobody is refused here.');
  },
};
const ROLE = 'arn:aws:iam::123456789012:role/cdk-deploy';

describe('STS, through the SDK', () => {
  let endpoint: TestEndpoint;
  let client: STSClient;
  beforeAll(async () => {
    const admit = ({ roleArn }: { readonly roleArn: string }): void => {
      if (roleArn !== ROLE) throw new AwsError('AccessDenied', 'User: … is not authorized', 403);
    };
    const sts = createSts(testContext(''), { admit, find: (key) => (key === 'ASIA1' ? SESSION : undefined) });
    endpoint = await TestEndpoint.of(sts);
    client = new STSClient(endpoint.client);
  });
  afterAll(async () => {
    client.destroy();
    await endpoint[Symbol.asyncDispose]();
  });

  it('tells the caller that it is the root of the account', async () => {
    expect(await client.send(new GetCallerIdentityCommand({}))).toMatchObject({
      UserId: '123456789012',
      Account: '123456789012',
      Arn: 'arn:aws:iam::123456789012:root',
      $metadata: { httpStatusCode: 200, requestId: expect.stringMatching(/^\S+$/) as string },
    });
  });

  it('tells a role that it is its session', async () => {
    const credentials = { accessKeyId: 'ASIA1', secretAccessKey: 'local', sessionToken: 'local' };
    const role = new STSClient({
      endpoint: endpoint.url,
      region: 'eu-west-1',
      credentials,
      maxAttempts: 1,
    });
    try {
      expect(await role.send(new GetCallerIdentityCommand({}))).toMatchObject({
        UserId: SESSION.userId,
        Account: '123456789012',
        Arn: SESSION.arn,
      });
    } finally {
      role.destroy();
    }
  });

  const assume = (RoleArn: string, more: object = {}): Promise<unknown> =>
    client
      .send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'session', ...more }))
      .catch((error: unknown) => error);

  it('gives credentials of a role that lets the caller in', async () => {
    expect(await assume(ROLE)).toMatchObject({
      Credentials: { AccessKeyId: expect.stringMatching(/^ASIA/) as string, Expiration: expect.any(Date) as Date },
      AssumedRoleUser: { Arn: 'arn:aws:sts::123456789012:assumed-role/cdk-deploy/session' },
    });
    expect(await assume(`${ROLE}-other`)).toMatchObject({ name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
  });

  it.each([
    [{ RoleSessionName: 'a b' }, "Value 'a b' at 'roleSessionName' failed to satisfy constraint"],
    [{ DurationSeconds: 60 }, "Value '60' at 'durationSeconds' failed to satisfy constraint"],
    [{ Tags: [{ Key: 'team', Value: 'sales' }] }, 'The local cloud does not support Tags of AssumeRole.'],
    [{ SourceIdentity: 'somebody' }, 'The local cloud does not support SourceIdentity of AssumeRole.'],
  ])('refuses %j', async (more, message) => {
    expect(await assume(ROLE, more)).toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining(message) as string,
    });
  });

  it('knows no other action', async () => {
    const sent = client.send(new GetSessionTokenCommand({})).catch((error: unknown) => error);
    expect(await sent).toMatchObject({
      name: 'InvalidAction',
      message: expect.stringContaining('GetSessionToken') as string,
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('hears no one without a signature', async () => {
    const form = new URLSearchParams({ Action: 'GetCallerIdentity', Version: '2011-06-15' });
    const answer = await fetch(endpoint.url, { method: 'POST', body: form });
    expect([answer.status, await answer.text()]).toEqual([
      403,
      expect.stringContaining('<Code>MissingAuthenticationToken</Code>'),
    ]);
  });
});
