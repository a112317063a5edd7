import { isAccessDenied } from '../../core/authorization/access-denied.js';
import type { RoleSession } from '../../core/authorization/authorization.js';
import { authorizedPort } from '../../core/authorization/authorized-port.js';
import type { AccessDecided, Problem } from '../../core/observer.js';
import { checkProperties } from '../../core/property-rules.js';
import type { Provisioned } from '../../core/provisioner.js';
import { testContext } from '../../core/test-context.js';
import { createIam, type Iam } from './index.js';

const ACCOUNT = '123456789012';
const STREAM = `arn:aws:kinesis:eu-west-1:${ACCOUNT}:stream/changes`;
const PIPE = `arn:aws:pipes:eu-west-1:${ACCOUNT}:pipe/sales`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/stack-Role`;
const LOG = `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/aws/lambda/f:log-stream:s`;
const put = { action: 'kinesis:PutRecords', resource: STREAM };
const session: RoleSession = {
  roleArn: ROLE,
  service: 'pipes.amazonaws.com',
  sourceArn: PIPE,
  sessionName: 'sales',
};

const documentOf = (...statements: readonly object[]): object => ({ Version: '2012-10-17', Statement: statements });
const allowPut = { Effect: 'Allow', Action: 'kinesis:PutRecords', Resource: STREAM };
const trustIn = (Service: string, Condition?: object): object =>
  documentOf({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service }, ...(Condition && { Condition }) });

describe('IAM', () => {
  let iam: Iam;
  let problems: Problem[];
  let decided: AccessDecided[];
  beforeEach(() => {
    problems = [];
    decided = [];
    iam = createIam(
      testContext('unused', {
        observer: { problem: (one) => problems.push(one), accessDecided: (one) => decided.push(one) },
      }),
    );
  });

  const provision = async (
    type: string,
    properties: Record<string, unknown>,
    logicalId = 'Role',
  ): Promise<Provisioned> => {
    const provisioner = iam.provisioners.find((one) => one.type === type);
    if (!provisioner) throw new Error(`no provisioner for ${type}`);
    return provisioner.provision({ stackName: 'stack', logicalId, type, properties });
  };
  const role = (properties: Record<string, unknown> = {}): Promise<Provisioned> =>
    provision('AWS::IAM::Role', { AssumeRolePolicyDocument: trustIn('pipes.amazonaws.com'), ...properties });
  const inline = (...statements: readonly object[]): Record<string, unknown> => ({
    Policies: [{ PolicyName: 'p', PolicyDocument: documentOf(...statements) }],
  });

  it('names a role and its path in its ARN', async () => {
    expect(await role()).toEqual({ physicalId: 'stack-Role', attributes: { Arn: ROLE } });
    expect(await role({ RoleName: 'r', Path: '/service/' })).toMatchObject({
      attributes: { Arn: `arn:aws:iam::${ACCOUNT}:role/service/r` },
    });
  });

  it('allows what an inline policy allows', async () => {
    await role(inline(allowPut));
    expect(() => iam.assume(session).authorize(put)).not.toThrow();
  });

  it('denies the rest in the words of AWS, and tells each action once', async () => {
    await role(inline(allowPut));
    const permissions = iam.assume(session);
    const message =
      `User: arn:aws:sts::${ACCOUNT}:assumed-role/stack-Role/sales is not authorized to perform: kinesis:GetRecords ` +
      `on resource: ${STREAM} because no identity-based policy allows the kinesis:GetRecords action`;
    for (let attempt = 0; attempt < 3; attempt++)
      expect(() => permissions.authorize({ ...put, action: 'kinesis:GetRecords' })).toThrow(
        expect.objectContaining({ code: 'AccessDeniedException', status: 400, message }) as Error,
      );
    expect(problems).toEqual([{ service: 'IAM', resource: 'stack-Role', message }]);
  });

  it('answers with the code and status of the service that was asked', async () => {
    await role();
    const permissions = iam.assume(session);
    const denialOf = (action: string): unknown => {
      try {
        permissions.authorize({ action, resource: '*' });
      } catch (error) {
        return isAccessDenied(error) && [error.code, error.status];
      }
      return undefined;
    };
    expect(denialOf('s3:PutObject')).toEqual(['AccessDenied', 403]);
    expect(denialOf('sqs:SendMessage')).toEqual(['AccessDenied', 403]);
    expect(denialOf('lambda:InvokeFunction')).toEqual(['AccessDeniedException', 403]);
    expect(denialOf('dynamodb:GetRecords')).toEqual(['AccessDeniedException', 400]);
  });

  it('decides once for an action and a resource, and anew when a policy comes', async () => {
    await role();
    const permissions = iam.assume(session);
    expect(() => permissions.authorize(put)).toThrow('not authorized');
    expect(() => permissions.authorize(put)).toThrow('not authorized');
    await provision('AWS::IAM::Policy', {
      PolicyName: 'late',
      PolicyDocument: documentOf(allowPut),
      Roles: ['stack-Role'],
    });
    expect(() => permissions.authorize(put)).not.toThrow();
    expect(decided.filter(({ action }) => action === put.action).map(({ allowed }) => allowed)).toEqual([false, true]);
  });

  it('takes managed policies: of the template before and after the role, and of Amazon', async () => {
    await provision(
      'AWS::IAM::ManagedPolicy',
      { ManagedPolicyName: 'm', PolicyDocument: documentOf(allowPut) },
      'Managed',
    );
    await role({
      ManagedPolicyArns: [
        `arn:aws:iam::${ACCOUNT}:policy/m`,
        'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
      ],
    });
    const read = { action: 'kinesis:GetRecords', resource: STREAM };
    const managed = { PolicyDocument: documentOf({ ...allowPut, Action: read.action }), Roles: ['stack-Role'] };
    expect(await provision('AWS::IAM::ManagedPolicy', managed, 'Late')).toMatchObject({
      physicalId: `arn:aws:iam::${ACCOUNT}:policy/stack-Late`,
    });
    const permissions = iam.assume(session);
    for (const access of [put, read, { action: 'logs:PutLogEvents', resource: LOG }])
      expect(() => permissions.authorize(access)).not.toThrow();
  });

  it.each(['arn:aws:iam::aws:policy/AdministratorAccess', 'arn:aws:iam::aws:policy/constructor'])(
    'refuses a policy that it does not know by its name: %s',
    async (arn) => {
      await expect(role({ ManagedPolicyArns: [arn] })).rejects.toThrow(`does not know the policy ${arn}`);
    },
  );

  it('refuses a permissions boundary', () => {
    const rules = iam.provisioners.find(({ type }) => type === 'AWS::IAM::Role')?.properties ?? {};
    expect(checkProperties({ PermissionsBoundary: 'arn' }, rules).refused).toEqual([
      'the local cloud does not support the property PermissionsBoundary.',
    ]);
  });

  it('puts an object under the policy of its bucket and a message under that of its queue', async () => {
    await role(inline({ Effect: 'Allow', Action: '*', Resource: '*' }));
    const deny = { Effect: 'Deny', Principal: { AWS: ROLE }, Action: '*', Resource: '*' };
    await provision('AWS::S3::BucketPolicy', { Bucket: 'lake', PolicyDocument: documentOf(deny) });
    await provision(
      'AWS::SQS::QueuePolicy',
      {
        Queues: [`http://127.0.0.1:4566/${ACCOUNT}/letters`],
        PolicyDocument: documentOf(deny),
      },
      'Letters',
    );
    const permissions = iam.assume(session);
    const attempt = (action: string, resource: string) => (): void => permissions.authorize({ action, resource });
    expect(attempt('s3:PutObject', 'arn:aws:s3:::lake/sales/1')).toThrow('explicit deny in a resource-based policy');
    expect(attempt('s3:PutObject', 'arn:aws:s3:::lake-2/sales/1')).not.toThrow();
    expect(attempt('sqs:SendMessage', `arn:aws:sqs:eu-west-1:${ACCOUNT}:letters`)).toThrow('explicit deny');
    expect(attempt('sqs:SendMessage', `arn:aws:sqs:eu-west-1:${ACCOUNT}:others`)).not.toThrow();
  });

  it('refuses a Deny that would stop callers from outside, who are not asked', async () => {
    const everyone = { Effect: 'Deny', Principal: '*', Action: 's3:DeleteObject', Resource: '*' };
    const put = (statement: object): Promise<Provisioned> =>
      provision('AWS::S3::BucketPolicy', { Bucket: 'lake', PolicyDocument: documentOf(statement) });
    await expect(put(everyone)).rejects.toThrow('does not enforce a Deny on callers from outside');
    await expect(put({ ...everyone, Principal: { AWS: ACCOUNT } })).rejects.toThrow('callers from outside');
    await put({ ...everyone, Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
    await put({ ...everyone, Principal: { AWS: ROLE } });
  });

  describe('what a deployment changes', () => {
    const remove = (type: string, physicalId: string, logicalId: string) =>
      iam.provisioners
        .find((one) => one.type === type)
        ?.remove?.(physicalId, { stackName: 'stack', logicalId, type, properties: {} });
    const late = (Roles: readonly string[]) =>
      provision('AWS::IAM::Policy', { PolicyName: 'late', PolicyDocument: documentOf(allowPut), Roles }, 'Late');

    it('is in effect for sessions that are there; a role keeps what is attached to it', async () => {
      await role();
      const permissions = iam.assume(session);
      await late(['stack-Role']);
      await role(inline({ ...allowPut, Action: 'kinesis:GetRecords' }));
      for (const action of [put.action, 'kinesis:GetRecords'])
        expect(() => permissions.authorize({ ...put, action })).not.toThrow();
      await role();
      expect(() => permissions.authorize({ ...put, action: 'kinesis:GetRecords' })).toThrow('not authorized');
    });

    it('takes a policy from roles that it no longer names, and from all once it is removed', async () => {
      await role();
      await provision('AWS::IAM::Role', { AssumeRolePolicyDocument: trustIn('pipes.amazonaws.com') }, 'Other');
      const permissions = iam.assume(session);
      await late(['stack-Role']);
      await late(['stack-Other']);
      expect(() => permissions.authorize(put)).toThrow('not authorized');
      await late(['stack-Role']);
      await remove('AWS::IAM::Policy', 'stack-Late', 'Late');
      expect(() => permissions.authorize(put)).toThrow('not authorized');
    });

    it('removes a role when nothing is attached to it, and with it what its sessions may do', async () => {
      await role(inline(allowPut));
      const permissions = iam.assume(session);
      await late(['stack-Role']);
      await expect(remove('AWS::IAM::Role', 'stack-Role', 'Role')).rejects.toMatchObject({ code: 'DeleteConflict' });
      await remove('AWS::IAM::Policy', 'stack-Late', 'Late');
      for (let time = 0; time < 2; time += 1) await remove('AWS::IAM::Role', 'stack-Role', 'Role');
      expect(() => permissions.authorize(put)).toThrow('not authorized');
      expect(() => iam.assume(session)).toThrow('cannot be found');
    });

    it('removes a managed policy that no role names', async () => {
      const arn = `arn:aws:iam::${ACCOUNT}:policy/m`;
      await provision('AWS::IAM::ManagedPolicy', { ManagedPolicyName: 'm', PolicyDocument: documentOf(allowPut) }, 'M');
      await role({ ManagedPolicyArns: [arn] });
      await expect(remove('AWS::IAM::ManagedPolicy', arn, 'M')).rejects.toMatchObject({ code: 'DeleteConflict' });
      await role();
      await remove('AWS::IAM::ManagedPolicy', arn, 'M');
      await expect(role({ ManagedPolicyArns: [arn] })).rejects.toThrow('does not know the policy');
    });

    it('takes a policy from the resources that it no longer names', async () => {
      await role(inline({ Effect: 'Allow', Action: '*', Resource: '*' }));
      const permissions = iam.assume(session);
      const deny = documentOf({ Effect: 'Deny', Principal: { AWS: ROLE }, Action: '*', Resource: '*' });
      const queue = (name: string) => ({
        action: 'sqs:SendMessage',
        resource: `arn:aws:sqs:eu-west-1:${ACCOUNT}:${name}`,
      });
      const policy = (...names: readonly string[]) =>
        provision(
          'AWS::SQS::QueuePolicy',
          { Queues: names.map((name) => `http://h/${ACCOUNT}/${name}`), PolicyDocument: deny },
          'P',
        );
      await policy('a', 'b');
      await policy('b');
      expect(() => permissions.authorize(queue('a'))).not.toThrow();
      expect(() => permissions.authorize(queue('b'))).toThrow('explicit deny');
      await remove('AWS::SQS::QueuePolicy', 'stack-P', 'P');
      expect(() => permissions.authorize(queue('b'))).not.toThrow();
      expect(iam.policyDocumentOf(queue('b').resource)).toBeUndefined();
    });
  });

  describe('a trust policy', () => {
    const byAccountAndPipe = { StringEquals: { 'aws:SourceAccount': ACCOUNT, 'aws:SourceArn': PIPE } };

    it('lets its service in, on behalf of its account and resource', async () => {
      await role({ AssumeRolePolicyDocument: trustIn('pipes.amazonaws.com', byAccountAndPipe) });
      expect(() => iam.assume(session)).not.toThrow();
    });

    it.each<[string, Partial<RoleSession>]>([
      ['another service', { service: 'firehose.amazonaws.com' }],
      ['another resource', { sourceArn: `${PIPE}-2` }],
    ])('keeps %s out and tells so', async (_, change) => {
      await role({ AssumeRolePolicyDocument: trustIn('pipes.amazonaws.com', byAccountAndPipe) });
      expect(() => iam.assume({ ...session, ...change })).toThrow(
        expect.objectContaining({
          code: 'AccessDenied',
          message: expect.stringContaining('sts:AssumeRole') as string,
        }) as Error,
      );
      expect(problems).toHaveLength(1);
    });

    it('asks for the external id where it names one', async () => {
      const byId = { StringEquals: { 'sts:ExternalId': ACCOUNT } };
      await role({ AssumeRolePolicyDocument: trustIn('pipes.amazonaws.com', byId) });
      expect(() => iam.assume(session)).toThrow('not authorized');
      expect(() => iam.assume({ ...session, externalId: ACCOUNT })).not.toThrow();
    });

    it('cannot be asked of a role that the template does not have', () => {
      expect(() => iam.assume(session)).toThrow(expect.objectContaining({ code: 'NoSuchEntity' }) as Error);
    });
  });

  it('lets a neighbour see only what is allowed', async () => {
    await role(inline(allowPut));
    const received: string[] = [];
    const neighbour = {
      Put: async ({ stream }: { stream: string }) => received.push(stream),
      Free: async (_: object) => 'free',
      Hidden: async (_: object) => 'hidden',
    };
    const port = authorizedPort(neighbour, iam.assume(session), {
      Put: ({ stream }) => [{ action: 'kinesis:PutRecords', resource: stream }],
      Free: () => [],
    });
    await port.Put({ stream: STREAM });
    await expect(port.Put({ stream: `${STREAM}-2` })).rejects.toThrow('not authorized');
    expect(await port.Free({})).toBe('free');
    expect(received).toEqual([STREAM]);
    expect(Object.keys(port)).toEqual(['Put', 'Free']);
  });
});
