import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { CloudAssembly } from '@sales-cdc/cfn-template';
import { ManualClock } from '../../core/manual-clock.js';
import type { AccessDecided, Problem } from '../../core/observer.js';
import { startLocalCloud, type LocalCloud } from '../../local-cloud.js';

// The function runs in a thread of its own; this is room for a machine that is busy with other things.
jest.setTimeout(60_000);

const RUNTIME = pathToFileURL(join(__dirname, '../../../runtime/lambda-runtime.mjs'));
const modulePath = (name: string): string => JSON.stringify(require.resolve(name));

/** Does with the real SDK what the event asks for, and answers with what comes of it. */
const HANDLER = `
const { DynamoDBClient, PutItemCommand, DeleteItemCommand, ListTablesCommand } = require(${modulePath('@aws-sdk/client-dynamodb')});
const { STSClient, GetCallerIdentityCommand } = require(${modulePath('@aws-sdk/client-sts')});
const dynamodb = new DynamoDBClient({ maxAttempts: 1 });
const sts = new STSClient({ maxAttempts: 1 });
const calls = {
  put: () => dynamodb.send(new PutItemCommand({ TableName: 'seen', Item: { id: { S: 'by the function' } } })),
  delete: () => dynamodb.send(new DeleteItemCommand({ TableName: 'seen', Key: { id: { S: 'by the function' } } })),
  list: () => dynamodb.send(new ListTablesCommand({})),
  who: () => sts.send(new GetCallerIdentityCommand({})),
};
exports.handler = ({ call }) => calls[call]().then(
  ({ Arn }) => ({ Arn }),
  ({ name, message, $metadata }) => ({ name, message, status: $metadata.httpStatusCode }),
);`;

const statement = { Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: { 'Fn::GetAtt': ['Seen', 'Arn'] } };
const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } };
const SESSION = 'arn:aws:sts::000000000000:assumed-role/alerts-role/alerts';
const ROLE = 'arn:aws:iam::000000000000:role/alerts-role';
const TABLE = 'arn:aws:dynamodb:us-east-1:000000000000:table/seen';

const assemblyIn = (folder: string): CloudAssembly => ({
  directory: folder,
  assetPath: (key) => join(folder, key),
  stacks: [
    {
      stackName: 'stack',
      dependsOn: [],
      template: {
        Resources: {
          Seen: {
            Type: 'AWS::DynamoDB::Table',
            Properties: {
              TableName: 'seen',
              AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
              KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
              BillingMode: 'PAY_PER_REQUEST',
            },
          },
          Role: {
            Type: 'AWS::IAM::Role',
            Properties: {
              RoleName: 'alerts-role',
              AssumeRolePolicyDocument: { Statement: [trust] },
              Policies: [{ PolicyName: 'own', PolicyDocument: { Statement: [statement] } }],
            },
          },
          Function: {
            Type: 'AWS::Lambda::Function',
            Properties: {
              FunctionName: 'alerts',
              Handler: 'index.handler',
              Runtime: 'nodejs24.x',
              Timeout: 60,
              MemorySize: 256,
              Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
              Code: { S3Bucket: 'assets', S3Key: 'code' },
            },
          },
        },
      },
    },
  ],
});

describe('A function that calls with an SDK client of its own', () => {
  let folder: string;
  let cloud: LocalCloud;
  const problems: Problem[] = [];
  const decided: AccessDecided[] = [];
  const defects: unknown[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'function-calls-'));
    await mkdir(join(folder, 'code'));
    await writeFile(join(folder, 'code', 'index.js'), HANDLER);
    cloud = await startLocalCloud({
      assembly: assemblyIn(folder),
      clock: new ManualClock(),
      dataDirectory: join(folder, 'data'),
      port: 0,
      limits: 'lifted',
      observer: { problem: (one) => problems.push(one), accessDecided: (one) => decided.push(one) },
      lambdaRuntime: RUNTIME,
      onDefect: (error) => defects.push(error),
    });
  });
  beforeEach(() => {
    problems.length = 0;
  });
  afterAll(async () => {
    await cloud[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
    expect(defects).toEqual([]);
  });

  const ask = async (call: string): Promise<unknown> => {
    const { Payload } = await cloud.apis.lambda.Invoke({
      FunctionName: 'alerts',
      Payload: Buffer.from(JSON.stringify({ call })),
    });
    return JSON.parse(Buffer.from(Payload ?? []).toString('utf8'));
  };
  const iamProblems = (): readonly string[] =>
    problems.flatMap(({ service, message }) => (service === 'IAM' && !message.includes('logs:') ? [message] : []));

  it('is the session of its role', async () => {
    expect(await ask('who')).toEqual({ Arn: SESSION });
  });

  it('may do what its role allows, and whoever watches is told of the access', async () => {
    expect(await ask('put')).toEqual({});
    expect(decided).toContainEqual({ principal: ROLE, action: 'dynamodb:PutItem', resource: TABLE, allowed: true });
    expect((await cloud.apis.dynamodb.Scan({ TableName: 'seen' }))['Count']).toBe(1);
  });

  it('is denied the rest in the words of AWS, and that is told once', async () => {
    const message =
      `User: ${SESSION} is not authorized to perform: dynamodb:DeleteItem on resource: ${TABLE} ` +
      'because no identity-based policy allows the dynamodb:DeleteItem action';
    for (let attempt = 0; attempt < 2; attempt++)
      expect(await ask('delete')).toEqual({ name: 'AccessDeniedException', message, status: 400 });
    expect(iamProblems()).toEqual([message]);
    expect((await cloud.apis.dynamodb.Scan({ TableName: 'seen' }))['Count']).toBe(1);
  });

  it('is denied what nobody knows the permission of, by its name', async () => {
    const message = `User: ${SESSION} is not authorized to perform: dynamodb:ListTables on resource: * because the local cloud does not know what a role needs to call ListTables`;
    expect(await ask('list')).toEqual({ name: 'AccessDeniedException', message, status: 400 });
    expect(iamProblems()).toEqual([message]);
  });

  it('takes nothing from callers outside: they are the admin with whatever key', async () => {
    const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' };
    const admin = new DynamoDBClient({ endpoint: cloud.url, region: 'us-east-1', credentials, maxAttempts: 1 });
    try {
      await admin.send(new PutItemCommand({ TableName: 'seen', Item: { id: { S: 'from outside' } } }));
      expect((await admin.send(new ScanCommand({ TableName: 'seen' }))).Count).toBeGreaterThan(0);
    } finally {
      admin.destroy();
    }
  });
});
