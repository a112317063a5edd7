import { testContext } from '../../core/test-context.js';
import { createIam } from './create-iam.js';

const trust = (Principal: object, Condition?: object) => ({
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal, ...(Condition && { Condition }) }],
});
const NO_EXTERNAL_ID = { Null: { 'sts:ExternalId': 'true' } };

describe('Roles of the bootstrap stack', () => {
  const iam = createIam(testContext(''));
  const provision = (type: string, properties: Readonly<Record<string, unknown>>) =>
    iam.provisioners.find((one) => one.type === type)?.provision({ stackName: 's', logicalId: 'L', type, properties });
  const role = (RoleName: string, AssumeRolePolicyDocument: object, rest: object = {}) =>
    provision('AWS::IAM::Role', { RoleName, AssumeRolePolicyDocument, ...rest });
  const arn = (name: string) => `arn:aws:iam::123456789012:role/${name}`;

  it('let the account in that their trust policy names, and nobody with an external id', async () => {
    await role('deploy', trust({ AWS: '123456789012' }, NO_EXTERNAL_ID));
    expect(() => iam.admit({ roleArn: arn('deploy') })).not.toThrow();
    expect(() => iam.admit({ roleArn: arn('deploy'), externalId: 'x' })).toThrow('is not authorized');
  });

  it('let nobody in who is not named', async () => {
    await role('other', trust({ AWS: '999999999999' }));
    await role('service', trust({ Service: 'lambda.amazonaws.com' }));
    for (const name of ['other', 'service', 'none'])
      expect(() => iam.admit({ roleArn: arn(name) })).toThrow(
        `User: arn:aws:iam::123456789012:root is not authorized to perform: sts:AssumeRole on resource: ${arn(name)}`,
      );
  });

  it('are recorded only: what their policies say is not read', async () => {
    const Condition = { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } };
    const PolicyDocument = { Statement: [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*', Condition }] };
    const policies = {
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'],
      Policies: [{ PolicyName: 'p', PolicyDocument }],
    };
    await role('execution', trust({ Service: 'cloudformation.amazonaws.com' }), policies);
    await provision('AWS::IAM::Policy', { PolicyName: 'more', PolicyDocument, Roles: ['execution'] });
    await expect(role('acting', trust({ Service: 'lambda.amazonaws.com' }), policies)).rejects.toThrow(
      'kms:ViaService',
    );
  });
});
