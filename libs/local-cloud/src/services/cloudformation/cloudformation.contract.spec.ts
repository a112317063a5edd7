import {
  CreateChangeSetCommand,
  CreateStackCommand,
  DeleteChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStackResourceCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  GetTemplateCommand,
  GetTemplateSummaryCommand,
  ListChangeSetsCommand,
  ListExportsCommand,
  ListImportsCommand,
  ListStackResourcesCommand,
  ListStacksCommand,
  UpdateStackCommand,
  UpdateTerminationProtectionCommand,
  ValidateTemplateCommand,
  type ChangeSetType,
  type CloudFormationClient,
} from '@aws-sdk/client-cloudformation';
import { CloudFormationFixture, failure, queuesTemplate as template } from './testing/cloudformation-fixture.js';

const EXPORT = { Outputs: { Name: { Value: 'changes <&>', Export: { Name: 'sales-changes' } } } };

describe('CloudFormation, through the SDK', () => {
  let fixture: CloudFormationFixture;
  let client: CloudFormationClient;
  beforeAll(async () => {
    fixture = await CloudFormationFixture.create();
    ({ client } = fixture);
    fixture.parameters.set('/cdk/version', '30');
  });
  afterAll(() => fixture[Symbol.asyncDispose]());

  const create = async (StackName: string, TemplateBody: string): Promise<string> => {
    const { StackId = '' } = await client.send(new CreateStackCommand({ StackName, TemplateBody }));
    await fixture.world.engine.settled();
    return StackId;
  };
  const changeSet = (StackName: string, TemplateBody: string, ChangeSetType: ChangeSetType = 'UPDATE') =>
    client.send(new CreateChangeSetCommand({ StackName, ChangeSetName: 'cdk', TemplateBody, ChangeSetType }));
  const statusOf = async (StackName: string): Promise<string | undefined> =>
    (await client.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0]?.StackStatus;

  it('creates a stack and tells of it', async () => {
    const id = await create('first', template({ A: { QueueName: 'first-a' }, B: {} }, EXPORT));
    expect(id).toMatch(/^arn:aws:cloudformation:eu-west-1:123456789012:stack\/first\/[0-9a-f-]{36}$/);
    expect((await client.send(new DescribeStacksCommand({ StackName: 'first' }))).Stacks).toMatchObject([
      {
        StackId: id,
        StackStatus: 'CREATE_COMPLETE',
        Description: 'Sales',
        Outputs: [{ OutputKey: 'Name', OutputValue: 'changes <&>', ExportName: 'sales-changes' }],
      },
    ]);
    const { StackResources } = await client.send(new DescribeStackResourcesCommand({ StackName: 'first' }));
    expect(StackResources).toMatchObject([
      { LogicalResourceId: 'A', PhysicalResourceId: 'first-a', ResourceStatus: 'CREATE_COMPLETE' },
      { LogicalResourceId: 'B' },
    ]);
    const { StackResourceSummaries } = await client.send(new ListStackResourcesCommand({ StackName: id }));
    expect(StackResourceSummaries).toHaveLength(2);
    const body = (await client.send(new GetTemplateCommand({ StackName: 'first' }))).TemplateBody ?? '';
    expect(JSON.parse(body)).toMatchObject({ Description: 'Sales' });
  });

  it('tells events from the newest to the oldest', async () => {
    const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName: 'first' }));
    expect(StackEvents.map((one) => `${one.LogicalResourceId ?? ''} ${one.ResourceStatus ?? ''}`)).toEqual([
      'first CREATE_COMPLETE',
      ...['B CREATE_COMPLETE', 'B CREATE_IN_PROGRESS', 'A CREATE_COMPLETE', 'A CREATE_IN_PROGRESS'],
      'first CREATE_IN_PROGRESS',
    ]);
  });

  it('creates a stack by a change set, which shows it for review first', async () => {
    await changeSet('second', template({ A: {} }), 'CREATE');
    expect(await statusOf('second')).toBe('REVIEW_IN_PROGRESS');
    const described = await client.send(new DescribeChangeSetCommand({ StackName: 'second', ChangeSetName: 'cdk' }));
    expect(described).toMatchObject({
      Status: 'CREATE_COMPLETE',
      ExecutionStatus: 'AVAILABLE',
      Changes: [{ Type: 'Resource', ResourceChange: { Action: 'Add', LogicalResourceId: 'A' } }],
    });
    await client.send(new ExecuteChangeSetCommand({ StackName: 'second', ChangeSetName: 'cdk' }));
    await fixture.world.engine.settled();
    expect(await statusOf('second')).toBe('CREATE_COMPLETE');
  });

  it('foresees what a change set changes, replaces and removes', async () => {
    await create('third', template({ A: { FifoQueue: false }, B: { After: { Ref: 'A' } }, C: { Size: 1 }, D: {} }));
    await changeSet('third', template({ A: { FifoQueue: true }, B: { After: { Ref: 'A' } }, C: { Size: 2 } }));
    const { Changes = [] } = await client.send(
      new DescribeChangeSetCommand({ StackName: 'third', ChangeSetName: 'cdk' }),
    );
    const replaced = { Action: 'Modify', Replacement: 'True', PolicyAction: 'ReplaceAndDelete' };
    const detail = (Name: string, RequiresRecreation: string) => ({ Target: { Name, RequiresRecreation } });
    expect(Changes.map(({ ResourceChange }) => ResourceChange)).toMatchObject([
      { ...replaced, LogicalResourceId: 'A', Details: [detail('FifoQueue', 'Always')] },
      { LogicalResourceId: 'B', Details: [{ ...detail('After', 'Never'), Evaluation: 'Dynamic' }] },
      { LogicalResourceId: 'C', Replacement: 'False', Details: [detail('Size', 'Never')] },
      { LogicalResourceId: 'D', Action: 'Remove', PolicyAction: 'Delete' },
    ]);
    expect((await client.send(new ListChangeSetsCommand({ StackName: 'third' }))).Summaries).toHaveLength(1);
    await client.send(new DeleteChangeSetCommand({ StackName: 'third', ChangeSetName: 'cdk' }));
    expect(
      await failure(client.send(new DescribeChangeSetCommand({ StackName: 'third', ChangeSetName: 'cdk' }))),
    ).toMatchObject({ name: 'ChangeSetNotFoundException' });
  });

  it('has nothing to do when nothing changed', async () => {
    const same = template({ A: {} });
    await client.send(new DeleteChangeSetCommand({ StackName: 'second', ChangeSetName: 'cdk' }));
    await changeSet('second', same);
    const described = await client.send(new DescribeChangeSetCommand({ StackName: 'second', ChangeSetName: 'cdk' }));
    expect(described).toMatchObject({
      Status: 'FAILED',
      StatusReason: expect.stringContaining("didn't contain changes") as string,
    });
    const update = new UpdateStackCommand({ StackName: 'second', TemplateBody: same });
    expect(await failure(client.send(update))).toMatchObject({
      name: 'ValidationError',
      message: 'No updates are to be performed.',
    });
  });

  it('refuses what it does not support at the change set, with logical id and path', async () => {
    const unsupported = template({ A: {}, Strange: { Colour: 'red' } });
    expect(await failure(changeSet('second', unsupported))).toMatchObject({
      name: 'ValidationError',
      message: 'second/Strange (AWS::SQS::Queue): the local cloud does not support the property Colour.',
    });
    const instance = JSON.stringify({ Resources: { Server: { Type: 'AWS::EC2::Instance' } } });
    expect(await failure(changeSet('new', instance, 'CREATE'))).toMatchObject({
      message: 'new/Server: the local cloud does not support the type AWS::EC2::Instance.',
    });
    expect(await failure(client.send(new DescribeStacksCommand({ StackName: 'new' })))).toMatchObject({
      name: 'ValidationError',
    });
  });

  it('reads a template from S3, and its parameters from the Systems Manager store', async () => {
    const Parameters = { Version: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk/version' } };
    fixture.objects.set('assets/t.json', template({ A: { Size: { Ref: 'Version' } } }, { Parameters }));
    const TemplateURL = 'https://s3.eu-west-1.amazonaws.com/assets/t.json';
    await client.send(new CreateStackCommand({ StackName: 'stored', TemplateURL }));
    await fixture.world.engine.settled();
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: 'stored' }));
    expect(Stacks?.[0]?.Parameters).toEqual([
      { ParameterKey: 'Version', ParameterValue: '/cdk/version', ResolvedValue: '30' },
    ]);
    fixture.parameters.delete('/cdk/version');
    expect(await failure(client.send(new CreateStackCommand({ StackName: 'other', TemplateURL })))).toMatchObject({
      message: 'Unable to fetch parameters [/cdk/version] from parameter store for this account.',
    });
  });

  it('reads templates without deploying them', async () => {
    const TemplateBody =
      'Parameters: { Size: { Type: Number, Default: 1 } }\nResources: { A: { Type: AWS::SQS::Queue } }';
    expect(await client.send(new ValidateTemplateCommand({ TemplateBody }))).toMatchObject({
      Parameters: [{ ParameterKey: 'Size', DefaultValue: '1', NoEcho: false }],
    });
    expect(await client.send(new GetTemplateSummaryCommand({ TemplateBody }))).toMatchObject({
      ResourceTypes: ['AWS::SQS::Queue'],
    });
    expect(await failure(client.send(new ValidateTemplateCommand({ TemplateBody: '{' })))).toMatchObject({
      name: 'ValidationError',
    });
  });

  it('keeps an export while another stack uses it', async () => {
    const { Exports } = await client.send(new ListExportsCommand({}));
    expect(Exports).toMatchObject([{ Name: 'sales-changes', Value: 'changes <&>' }]);
    await create('importer', template({ A: { After: { 'Fn::ImportValue': 'sales-changes' } } }));
    expect((await client.send(new ListImportsCommand({ ExportName: 'sales-changes' }))).Imports).toEqual(['importer']);
    expect(await failure(client.send(new DeleteStackCommand({ StackName: 'first' })))).toMatchObject({
      message: 'Cannot delete export sales-changes as it is in use by importer.',
    });
  });

  it('deletes a stack that is not protected, which is then known by its id', async () => {
    const protect = (EnableTerminationProtection: boolean) =>
      client.send(new UpdateTerminationProtectionCommand({ StackName: 'second', EnableTerminationProtection }));
    const { StackId } = await protect(true);
    const remove = () => client.send(new DeleteStackCommand({ StackName: 'second' }));
    expect(await failure(remove())).toMatchObject({
      message: expect.stringContaining('TerminationProtection is enabled') as string,
    });
    await protect(false);
    await remove();
    await fixture.world.engine.settled();
    expect(await statusOf(StackId ?? '')).toBe('DELETE_COMPLETE');
    expect(await failure(statusOf('second'))).toMatchObject({ message: 'Stack with id second does not exist' });
    const deleted = new ListStacksCommand({ StackStatusFilter: ['DELETE_COMPLETE'] });
    expect((await client.send(deleted)).StackSummaries).toMatchObject([{ StackId }]);
    expect(await failure(remove())).toMatchObject({ $metadata: { httpStatusCode: 200 } });
  });

  it('answers errors as AWS does', async () => {
    const none = { StackName: 'none' };
    expect(await failure(client.send(new DescribeStacksCommand(none)))).toMatchObject({
      name: 'ValidationError',
      message: 'Stack with id none does not exist',
      $metadata: { httpStatusCode: 400 },
    });
    expect(await failure(changeSet('none', template({ A: {} })))).toMatchObject({
      message: 'Stack [none] does not exist',
    });
    expect(await failure(client.send(new DescribeStackEventsCommand(none)))).toMatchObject({
      message: 'Stack [none] does not exist',
    });
    const missing = new DescribeStackResourceCommand({ StackName: 'first', LogicalResourceId: 'None' });
    expect(await failure(client.send(missing))).toMatchObject({
      message: 'Resource None does not exist for stack first',
    });
    expect(await failure(create('first', template({ A: {} })))).toMatchObject({
      name: 'AlreadyExistsException',
      message: 'Stack [first] already exists',
    });
    const timed = new CreateStackCommand({ StackName: 't', TemplateBody: template({ A: {} }), TimeoutInMinutes: 5 });
    expect(await failure(client.send(timed))).toMatchObject({
      message: 'The local cloud does not support TimeoutInMinutes of CreateStack.',
    });
    const role = JSON.stringify({ Resources: { R: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'r' } } } });
    expect(await failure(client.send(new CreateStackCommand({ StackName: 'r', TemplateBody: role })))).toMatchObject({
      name: 'ValidationError',
    });
  });
});
