import type { RoleSession } from '../../core/authorization/authorization.js';
import type { Problem } from '../../core/observer.js';
import { testContext } from '../../core/test-context.js';
import { createIam, type Iam } from './index.js';

const ACCOUNT = '123456789012';
const TOPIC = `arn:aws:sns:eu-west-1:${ACCOUNT}:alerts`;
const session: RoleSession = {
  roleArn: `arn:aws:iam::${ACCOUNT}:role/r`,
  service: 'lambda.amazonaws.com',
  sourceArn: `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:f`,
  sessionName: 'f',
};
const SESSION_ARN = `arn:aws:sts::${ACCOUNT}:assumed-role/r/f`;
const publish = { action: 'sns:Publish', resource: TOPIC };

describe('The session of a role with credentials', () => {
  let iam: Iam;
  let problems: Problem[];
  beforeEach(async () => {
    problems = [];
    iam = createIam(testContext('', { observer: { problem: (one) => problems.push(one) } }));
    const role = iam.provisioners.find(({ type }) => type === 'AWS::IAM::Role');
    await role?.provision({
      stackName: 'stack',
      logicalId: 'Role',
      type: 'AWS::IAM::Role',
      properties: {
        RoleName: 'r',
        AssumeRolePolicyDocument: {
          Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: session.service } },
        },
        Policies: [
          {
            PolicyName: 'p',
            PolicyDocument: { Statement: { Effect: 'Allow', Action: publish.action, Resource: publish.resource } },
          },
        ],
      },
    });
  });

  it('is found by its access key, and may do what the policies of its role allow', () => {
    const found = iam.sessions.find(iam.sessions.open(session).accessKeyId);
    expect(found).toMatchObject({ arn: SESSION_ARN, userId: expect.stringMatching(/^AROA[0-9A-F]{17}:f$/) as string });
    expect(() => found?.authorize(publish)).not.toThrow();
    expect(() => found?.authorize({ ...publish, action: 'sns:Subscribe' })).toThrow(
      `User: ${SESSION_ARN} is not authorized to perform: sns:Subscribe on resource: ${TOPIC}`,
    );
  });

  it('has a key of its own that is none of AWS', () => {
    const keys = [1, 2, 3].map(() => iam.sessions.open(session).accessKeyId);
    expect(new Set(keys).size).toBe(3);
    for (const key of keys) expect(key).toMatch(/^ASIA0{2,}[0-9]+$/);
    for (const key of keys) expect(key).toHaveLength(20);
  });

  it('is nobody once it is closed; who brings other keys never was', () => {
    const { accessKeyId } = iam.sessions.open(session);
    iam.sessions.close(accessKeyId);
    expect(iam.sessions.find(accessKeyId)).toBeUndefined();
    expect(iam.sessions.find('local')).toBeUndefined();
  });

  it('is not opened for a service that the role does not trust', () => {
    expect(() => iam.sessions.open({ ...session, service: 'pipes.amazonaws.com' })).toThrow('sts:AssumeRole');
  });

  it('is refused what no policy is asked about, and each action is told once', () => {
    const found = iam.sessions.find(iam.sessions.open(session).accessKeyId);
    const refuse = (): unknown => found?.refuse({ action: 'sns:ListTopics', resource: '*' }, 'because of the spec');
    expect(refuse).toThrow(
      `User: ${SESSION_ARN} is not authorized to perform: sns:ListTopics on resource: * because of the spec`,
    );
    expect(refuse).toThrow();
    expect(problems).toHaveLength(1);
  });
});
