import {
  ContinueUpdateRollbackCommand,
  CreateChangeSetCommand,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  ExecuteChangeSetCommand,
  GetTemplateSummaryCommand,
  RollbackStackCommand,
  UpdateStackCommand,
  type CloudFormationClient,
  type CreateChangeSetInput,
  type CreateStackInput,
  type DeleteStackInput,
  type UpdateStackInput,
} from '@aws-sdk/client-cloudformation';
import { CloudFormationFixture, failure, queuesTemplate } from './testing/cloudformation-fixture.js';

const TemplateBody = queuesTemplate({ A: {} });
const TRIGGER = { Arn: 'arn:aws:cloudwatch:eu-west-1:123456789012:alarm:a', Type: 'AWS::CloudWatch::Alarm' };
const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:deployments';
const POLICY = '{"Statement":[]}';

/** Settings of the operations that create and update alike, and how they are named when they are refused. */
const OF_ALL: readonly (readonly [string, Partial<CreateStackInput & UpdateStackInput & CreateChangeSetInput>])[] = [
  ['RollbackConfiguration.RollbackTriggers', { RollbackConfiguration: { RollbackTriggers: [TRIGGER] } }],
  ['RollbackConfiguration.MonitoringTimeInMinutes', { RollbackConfiguration: { MonitoringTimeInMinutes: 5 } }],
  ['NotificationARNs', { NotificationARNs: [TOPIC] }],
  ['ResourceTypes', { ResourceTypes: ['AWS::SQS::*'] }],
  ['DisableValidation', { DisableValidation: true }],
  ['DeploymentConfig.Mode', { DeploymentConfig: { Mode: 'EXPRESS' } }],
  ['DeploymentConfig.DisableRollback', { DeploymentConfig: { DisableRollback: true } }],
];

describe('What has no effect here is refused by its name', () => {
  let fixture: CloudFormationFixture;
  let client: CloudFormationClient;
  beforeAll(async () => {
    fixture = await CloudFormationFixture.create();
    ({ client } = fixture);
    await client.send(new CreateStackCommand({ StackName: 's', TemplateBody }));
    await fixture.world.engine.settled();
  });
  afterAll(() => fixture[Symbol.asyncDispose]());

  const refusal = (name: string, operation: string) => ({
    name: 'ValidationError',
    message: `The local cloud does not support ${name} of ${operation}.`,
  });

  it.each<readonly [string, Partial<CreateStackInput>]>([
    ...OF_ALL,
    ['TimeoutInMinutes', { TimeoutInMinutes: 5 }],
    ['StackPolicyBody', { StackPolicyBody: POLICY }],
    ['StackPolicyURL', { StackPolicyURL: 'https://s3.amazonaws.com/b/policy' }],
  ])('%s of CreateStack', async (name, settings) => {
    const sent = client.send(new CreateStackCommand({ StackName: 'new', TemplateBody, ...settings }));
    expect(await failure(sent)).toMatchObject(refusal(name, 'CreateStack'));
  });

  it.each<readonly [string, Partial<UpdateStackInput>]>([
    ...OF_ALL,
    ['StackPolicyBody', { StackPolicyBody: POLICY }],
    ['StackPolicyDuringUpdateBody', { StackPolicyDuringUpdateBody: POLICY }],
  ])('%s of UpdateStack', async (name, settings) => {
    const sent = client.send(new UpdateStackCommand({ StackName: 's', TemplateBody, ...settings }));
    expect(await failure(sent)).toMatchObject(refusal(name, 'UpdateStack'));
  });

  const imported = { ResourceType: 'AWS::SQS::Queue', LogicalResourceId: 'A', ResourceIdentifier: { QueueUrl: 'u' } };
  it.each<readonly [string, Partial<CreateChangeSetInput>]>([
    ...OF_ALL,
    ['ResourcesToImport', { ResourcesToImport: [imported] }],
    ['DeploymentMode', { DeploymentMode: 'REVERT_DRIFT' }],
  ])('%s of CreateChangeSet', async (name, settings) => {
    const input = { StackName: 's', ChangeSetName: 'c', TemplateBody, ...settings };
    expect(await failure(client.send(new CreateChangeSetCommand(input)))).toMatchObject(
      refusal(name, 'CreateChangeSet'),
    );
  });

  it('a change set that imports', async () => {
    const input = { StackName: 's', ChangeSetName: 'c', ChangeSetType: 'IMPORT', TemplateBody } as const;
    expect(await failure(client.send(new CreateChangeSetCommand(input)))).toMatchObject({
      message: 'The local cloud does not support the ChangeSetType IMPORT.',
    });
  });

  it.each<readonly [string, Partial<DeleteStackInput>]>([
    ['DeletionMode', { DeletionMode: 'FORCE_DELETE_STACK' }],
    ['DeploymentConfig.Mode', { DeploymentConfig: { Mode: 'EXPRESS' } }],
  ])('%s of DeleteStack', async (name, settings) => {
    const sent = client.send(new DeleteStackCommand({ StackName: 's', ...settings }));
    expect(await failure(sent)).toMatchObject(refusal(name, 'DeleteStack'));
  });

  it('settings of rollbacks and summaries', async () => {
    const skipping = new ContinueUpdateRollbackCommand({ StackName: 's', ResourcesToSkip: ['A'] });
    expect(await failure(client.send(skipping))).toMatchObject(refusal('ResourcesToSkip', 'ContinueUpdateRollback'));
    const forcing = new ContinueUpdateRollbackCommand({ StackName: 's', ForceRollback: true });
    expect(await failure(client.send(forcing))).toMatchObject(refusal('ForceRollback', 'ContinueUpdateRollback'));
    const express = new RollbackStackCommand({ StackName: 's', DeploymentConfig: { Mode: 'EXPRESS' } });
    expect(await failure(client.send(express))).toMatchObject(refusal('DeploymentConfig.Mode', 'RollbackStack'));
    const stackSet = new GetTemplateSummaryCommand({ StackSetName: 's' });
    expect(await failure(client.send(stackSet))).toMatchObject(refusal('StackSetName', 'GetTemplateSummary'));
  });

  it('but not what the CDK CLI always says', async () => {
    const input: CreateChangeSetInput = {
      ...{ StackName: 'by-cdk', ChangeSetName: 'cdk-deploy-change-set', ChangeSetType: 'CREATE', TemplateBody },
      ...{ ClientToken: 'create1', Description: 'CDK Changeset', Parameters: [], Tags: [], NotificationARNs: [] },
      ...{ ImportExistingResources: true, IncludeNestedStacks: true, DeploymentConfig: { Mode: 'STANDARD' } },
      ...{ RoleARN: 'arn:aws:iam::123456789012:role/cdk-cfn-exec', RollbackConfiguration: {} },
      Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'],
    };
    await client.send(new CreateChangeSetCommand(input));
    const name = { StackName: 'by-cdk', ChangeSetName: 'cdk-deploy-change-set' };
    const described = new DescribeChangeSetCommand({ ...name, IncludePropertyValues: true });
    expect(await client.send(described)).toMatchObject({ Status: 'CREATE_COMPLETE' });
    await client.send(new ExecuteChangeSetCommand({ ...name, ClientRequestToken: 'exec1' }));
    await fixture.world.engine.settled();
    expect(fixture.world.stack('by-cdk').status).toBe('CREATE_COMPLETE');
    const destroyed = { StackName: 'by-cdk', DeploymentConfig: { Mode: 'STANDARD' } } as const;
    await client.send(new DeleteStackCommand(destroyed));
    await fixture.world.engine.settled();
    expect(fixture.world.engine.find('by-cdk')).toBeUndefined();
  });
});
