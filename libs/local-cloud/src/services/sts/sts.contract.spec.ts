import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { createWireServer, type WireServer } from '@sales-cdc/aws-wire';
import { testContext } from '../../core/test-context.js';
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

describe('STS, through the SDK', () => {
  let server: WireServer;
  let client: STSClient;
  beforeAll(async () => {
    const { wire } = createSts(testContext(''), { find: (key) => (key === 'ASIA1' ? SESSION : undefined) });
    if (!wire) throw new Error('STS is on the wire.');
    server = await createWireServer({ host: '127.0.0.1', port: 0, services: [wire], onDefect: () => undefined });
    client = new STSClient({
      endpoint: server.url,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'AKID', secretAccessKey: 'secret' },
      maxAttempts: 1,
    });
  });
  afterAll(async () => {
    client.destroy();
    await server[Symbol.asyncDispose]();
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
    const role = new STSClient({ endpoint: server.url, region: 'eu-west-1', credentials, maxAttempts: 1 });
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

  it('knows no other action', async () => {
    const assume = new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::123456789012:role/r', RoleSessionName: 's' });
    const sent = client.send(assume).catch((error: unknown) => error);
    expect(await sent).toMatchObject({
      name: 'InvalidAction',
      message: expect.stringContaining('AssumeRole') as string,
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('hears no one without a signature', async () => {
    const form = new URLSearchParams({ Action: 'GetCallerIdentity', Version: '2011-06-15' });
    const answer = await fetch(server.url, { method: 'POST', body: form });
    expect([answer.status, await answer.text()]).toEqual([
      403,
      expect.stringContaining('<Code>MissingAuthenticationToken</Code>'),
    ]);
  });
});
