import { CreateChangeSetCommand, CreateStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CloudFormationFixture, failure, queuesTemplate } from './testing/cloudformation-fixture.js';

const QUEUE = { Type: 'AWS::SQS::Queue' };
const OTHER_ACCOUNT = 'arn:aws:cloudformation:eu-west-1:999999999999:stack/s/6c4a1a90-0000-11ee-8a1c-0a1b2c3d4e5f';

describe('A change set with a template that cannot be deployed', () => {
  let fixture: CloudFormationFixture;
  beforeAll(async () => {
    fixture = await CloudFormationFixture.create();
  });
  afterAll(() => fixture[Symbol.asyncDispose]());

  const changeSet = (TemplateBody: string | object, more: object = {}): Promise<unknown> => {
    const body = typeof TemplateBody === 'string' ? TemplateBody : JSON.stringify(TemplateBody);
    const input = { StackName: 's', ChangeSetName: 'c', ChangeSetType: 'CREATE', TemplateBody: body } as const;
    return failure(fixture.client.send(new CreateChangeSetCommand({ ...input, ...more })));
  };
  afterEach(() => expect(fixture.world.engine.all()).toEqual([]));

  it.each([
    [{ DeletionPolicy: 'Snapshot' }, 'DeletionPolicy: the DeletionPolicy Snapshot is not supported'],
    [{ UpdateReplacePolicy: 'Snapshot' }, 'UpdateReplacePolicy: the UpdateReplacePolicy Snapshot is not supported'],
    [{ UpdateReplacePolicy: 'RetainExceptOnCreate' }, 'UpdateReplacePolicy: the UpdateReplacePolicy Retain'],
    [{ DeletionPolicy: { Ref: 'P' } }, 'DeletionPolicy: the DeletionPolicy {"Ref":"P"} is not supported'],
    [{ CreationPolicy: { ResourceSignal: {} } }, 'CreationPolicy: the attribute CreationPolicy is not supported'],
    [{ UpdatePolicy: { CodeDeployLambdaAliasUpdate: {} } }, 'UpdatePolicy: the attribute UpdatePolicy is not'],
    [{ Metadata: { 'AWS::CloudFormation::Init': {} } }, 'Metadata.AWS::CloudFormation::Init: metadata that'],
    [{ Propertys: {} }, "Propertys: Invalid template resource property 'Propertys'"],
  ])('is refused with logical id and path: %j', async (attributes, message) => {
    expect(await changeSet({ Resources: { A: { ...QUEUE, ...attributes } } })).toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining(`Resources.A.${message}`) as string,
    });
  });

  it.each([
    [{ Transform: 'AWS::Serverless-2016-10-31', Resources: {} }, 'Transform: macros and transforms are not supported'],
    [{ Hooks: {}, Resources: { A: QUEUE } }, 'Invalid template property or properties [Hooks]'],
    [
      { AWSTemplateFormatVersion: '2020-01-01', Resources: { A: QUEUE } },
      'the only version of templates is 2010-09-09',
    ],
    [{ Resources: {} }, 'At least one Resources member must be defined.'],
    [{ Resources: { A: { Type: 'AWS::CloudFormation::Stack' } } }, 's/A: the local cloud does not support the type'],
    [{ Resources: { A: { ...QUEUE, DependsOn: 'B' } } }, 'Resources.A.DependsOn'],
    [
      { Resources: { A: QUEUE, B: { ...QUEUE, Properties: { QueueName: { 'Fn::Sub': '${A.Colour}' } } } } },
      's/B (AWS::SQS::Queue): the local cloud does not support the attribute Colour of A (AWS::SQS::Queue).',
    ],
    [
      { Resources: { A: QUEUE }, Outputs: { Colour: { Value: { 'Fn::GetAtt': ['A', 'Colour'] } } } },
      's/Outputs: the local cloud does not support the attribute Colour of A (AWS::SQS::Queue).',
    ],
  ])('is refused with what is wrong: %j', async (template, message) => {
    expect(await changeSet(template)).toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining(message) as string,
    });
  });

  it('with parameters that do not fit is refused', async () => {
    const template = { Parameters: { Size: { Type: 'Number' }, Other: { Type: 'String' } }, Resources: { A: QUEUE } };
    expect(await changeSet(template)).toMatchObject({ message: 'Parameters: [Size, Other] must have values' });
    const Parameters = [{ ParameterKey: 'Colour', ParameterValue: 'red' }];
    expect(await changeSet(template, { Parameters })).toMatchObject({
      message: 'Parameters: [Colour] do not exist in the template',
    });
  });

  it('that lies in a bucket of another account is refused', async () => {
    const TemplateURL = 'https://s3.eu-west-1.amazonaws.com/cdk-hnb659fds-assets-999999999999-eu-west-1/t.json';
    expect(await changeSet('', { TemplateBody: undefined, TemplateURL })).toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining('S3 error: The specified key does not exist') as string,
    });
    const body = { TemplateBody: undefined, TemplateURL: 'not a place' };
    expect(await changeSet('', body)).toMatchObject({ message: 'TemplateURL must be a supported URL: not a place' });
  });

  it.each([
    ['a_b', { StackName: 'a_b' }, 'stackName'],
    ['1a', { StackName: '1a' }, 'stackName'],
    ['c.1', { ChangeSetName: 'c.1' }, 'changeSetName'],
    ['t t', { ClientToken: 't t' }, 'clientToken'],
  ])('or with the name %s is refused', async (value, names, member) => {
    expect(await changeSet({ Resources: { A: QUEUE } }, names)).toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining(
        `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must satisfy regular expression pattern: `,
      ) as string,
    });
  });

  it('or with a name that is too long, or of another account, is refused', async () => {
    const tooLong = new CreateStackCommand({ StackName: 'a'.repeat(129), TemplateBody: queuesTemplate({ A: {} }) });
    expect(await failure(fixture.client.send(tooLong))).toMatchObject({
      message: expect.stringContaining('Member must have length less than or equal to 128') as string,
    });
    expect(await changeSet({ Resources: { A: QUEUE } }, { StackName: OTHER_ACCOUNT })).toMatchObject({
      name: 'ValidationError',
    });
    const update = { StackName: OTHER_ACCOUNT, ChangeSetType: 'UPDATE' };
    expect(await changeSet({ Resources: { A: QUEUE } }, update)).toMatchObject({
      message: `Stack [${OTHER_ACCOUNT}] does not exist`,
    });
    const described = fixture.client.send(new DescribeStacksCommand({ StackName: OTHER_ACCOUNT }));
    expect(await failure(described)).toMatchObject({ message: `Stack with id ${OTHER_ACCOUNT} does not exist` });
  });
});
