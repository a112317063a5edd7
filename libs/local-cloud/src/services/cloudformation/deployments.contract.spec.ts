import {
  CreateChangeSetCommand,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  GetTemplateCommand,
  GetTemplateSummaryCommand,
  ListStackResourcesCommand,
  RollbackStackCommand,
  UpdateStackCommand,
  UpdateTerminationProtectionCommand,
  type ChangeSetType,
  type CloudFormationClient,
} from '@aws-sdk/client-cloudformation';
import { CloudFormationFixture, failure, queuesTemplate } from './testing/cloudformation-fixture.js';

describe('Deployments that get in each other’s way', () => {
  let fixture: CloudFormationFixture;
  let client: CloudFormationClient;
  beforeEach(async () => {
    fixture = await CloudFormationFixture.create();
    ({ client } = fixture);
  });
  afterEach(() => fixture[Symbol.asyncDispose]());

  const settled = () => fixture.world.engine.settled();
  const create = (TemplateBody: string, StackName = 's', more: object = {}) =>
    client.send(new CreateStackCommand({ StackName, TemplateBody, ...more }));
  const update = (TemplateBody: string, more: object = {}) =>
    client.send(new UpdateStackCommand({ StackName: 's', TemplateBody, ...more }));
  const changeSet = (TemplateBody: string, ChangeSetType: ChangeSetType, more: object = {}) =>
    client.send(
      new CreateChangeSetCommand({ StackName: 's', ChangeSetName: 'c', TemplateBody, ChangeSetType, ...more }),
    );
  const execute = (more: object = {}) =>
    client.send(new ExecuteChangeSetCommand({ StackName: 's', ChangeSetName: 'c', ...more }));
  const remove = (StackName = 's', more: object = {}) => client.send(new DeleteStackCommand({ StackName, ...more }));
  const statusOf = async (StackName = 's') =>
    (await client.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0]?.StackStatus;
  const reasonOf = async (StackName: string, logicalId: string) => {
    const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName }));
    const failed = StackEvents.find((one) => one.LogicalResourceId === logicalId && one.ResourceStatusReason);
    return `${failed?.ResourceStatus ?? ''}: ${failed?.ResourceStatusReason ?? ''}`;
  };
  /** Holds the operation at its first resource until it is let go. */
  const held = (): (() => void) => {
    let letGo: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (letGo = resolve));
    fixture.world.resources.onStep = () => gate;
    return letGo;
  };
  const one = queuesTemplate({ A: { QueueName: 'a', Size: 1 } });
  const two = queuesTemplate({ A: { QueueName: 'a', Size: 2 } });

  it.each([
    ['AWS::SQS::Queue', 'QueueName'],
    ['AWS::S3::Bucket', 'BucketName'],
    ['AWS::DynamoDB::Table', 'TableName'],
    ['AWS::Kinesis::Stream', 'Name'],
  ])('two stacks with the same %s: the first is untouched, the second is rolled back', async (Type, property) => {
    const named = (name: string) => ({ Type, Properties: { [property]: name } });
    const { StackId = '' } = await create(JSON.stringify({ Resources: { A: named('sales') } }));
    await settled();
    await create(JSON.stringify({ Resources: { Other: named('other'), A: named('sales') } }), 'second');
    await settled();
    expect([await statusOf(), await statusOf('second')]).toEqual(['CREATE_COMPLETE', 'ROLLBACK_COMPLETE']);
    expect(await reasonOf('second', 'A')).toBe(`CREATE_FAILED: sales already exists in stack ${StackId}`);
    expect([...fixture.world.resources.there.keys()]).toEqual(['sales']);
  });

  it('a change set that was never executed is in nobody’s way', async () => {
    await changeSet(one, 'CREATE', { Tags: [{ Key: 'team', Value: 'former' }] });
    expect(await statusOf()).toBe('REVIEW_IN_PROGRESS');
    const template = await client.send(new GetTemplateCommand({ StackName: 's' }));
    expect([template.TemplateBody, template.StagesAvailable]).toEqual([undefined, []]);
    expect(await failure(client.send(new GetTemplateSummaryCommand({ StackName: 's' })))).toMatchObject({
      message: 'GetTemplateSummary cannot be called on REVIEW_IN_PROGRESS stacks.',
    });
    expect(await failure(changeSet(one, 'UPDATE'))).toMatchObject({ message: 'Stack [s] does not exist' });
    expect(await failure(changeSet(one, 'CREATE'))).toMatchObject({ name: 'AlreadyExistsException' });
    await changeSet(two, 'CREATE', { ChangeSetName: 'next' });
    await execute({ ChangeSetName: 'next' });
    await settled();
    expect(await statusOf()).toBe('CREATE_COMPLETE');
    expect(fixture.world.resources.there.get('a')).toMatchObject({ Size: 2 });
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: 's' }));
    expect(Stacks?.[0]?.Tags).toEqual([]);
  });

  it('a stack under review can be protected, and then not be deleted', async () => {
    await changeSet(one, 'CREATE');
    const protect = (EnableTerminationProtection: boolean) =>
      client.send(new UpdateTerminationProtectionCommand({ StackName: 's', EnableTerminationProtection }));
    await protect(true);
    expect(await failure(remove())).toMatchObject({
      message: expect.stringContaining('cannot be deleted while TerminationProtection is enabled') as string,
    });
    const letGo = held();
    await execute();
    await protect(false);
    letGo();
    await settled();
    expect(fixture.world.stack('s')).toMatchObject({ status: 'CREATE_COMPLETE', terminationProtection: false });
  });

  it('while an operation runs nothing else begins, and it ends as if nobody had asked', async () => {
    const letGo = held();
    const { StackId = '' } = await create(one);
    const inTheWay = { message: `Stack:${StackId} is in CREATE_IN_PROGRESS state and can not be updated.` };
    expect(await failure(changeSet(two, 'UPDATE'))).toMatchObject(inTheWay);
    expect(await failure(changeSet(two, 'CREATE'))).toMatchObject({
      message: 'Stack [s] already exists and cannot be created again with the changeSet [c].',
    });
    expect(await failure(update(two))).toMatchObject(inTheWay);
    expect(await failure(remove())).toMatchObject({
      message: `Stack [${StackId}] cannot be deleted while in status CREATE_IN_PROGRESS`,
    });
    letGo();
    await settled();
    await changeSet(two, 'UPDATE');
    const letUpdateGo = held();
    await execute();
    expect(await failure(update(one))).toMatchObject({
      message: `Stack:${StackId} is in UPDATE_IN_PROGRESS state and can not be updated.`,
    });
    expect(await failure(execute())).toMatchObject({
      name: 'InvalidChangeSetStatusException',
      message: expect.stringContaining('in its current execution status of [EXECUTE_IN_PROGRESS]') as string,
    });
    letUpdateGo();
    await settled();
    expect(await statusOf()).toBe('UPDATE_COMPLETE');
  });

  it('of two deletions and two executions at once, each is done once', async () => {
    await changeSet(one, 'CREATE');
    const sent = await Promise.allSettled([execute(), execute()]);
    expect(sent.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await settled();
    await Promise.all([remove(), remove()]);
    await settled();
    expect(fixture.world.resources.done).toEqual(['create a', 'remove a']);
  });

  it('what was rolled back can only be deleted, and is then created again', async () => {
    fixture.world.resources.failing.add('a');
    const { StackId = '' } = await create(one);
    await settled();
    expect(await statusOf()).toBe('ROLLBACK_COMPLETE');
    expect(await failure(changeSet(one, 'UPDATE'))).toMatchObject({
      message: `Stack:${StackId} is in ROLLBACK_COMPLETE state and can not be updated.`,
    });
    fixture.world.resources.failing.clear();
    await remove(StackId);
    await settled();
    await create(one);
    await settled();
    expect(await statusOf()).toBe('CREATE_COMPLETE');
    expect(await statusOf(StackId)).toBe('DELETE_COMPLETE');
  });

  it('what failed and was left as it is can be rolled back, with what was to be retained', async () => {
    const retained = JSON.stringify({
      Resources: {
        A: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'a' }, DeletionPolicy: 'Retain' },
        B: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'b' } },
      },
    });
    fixture.world.resources.failing.add('b');
    await create(retained, 's', { DisableRollback: true });
    await settled();
    expect([await statusOf(), ...fixture.world.resources.there.keys()]).toEqual(['CREATE_FAILED', 'a']);
    const rollBack = { StackName: 's', RetainExceptOnCreate: true, ClientRequestToken: 'back' };
    await client.send(new RollbackStackCommand(rollBack));
    await settled();
    expect([await statusOf(), fixture.world.resources.there.size]).toEqual(['ROLLBACK_COMPLETE', 0]);
    expect(fixture.world.stack('s').events.at(-1)?.token).toBe('back');
  });

  it('a request that is sent again is answered again, and its token is nobody else’s', async () => {
    const token = { ClientRequestToken: 'one' };
    const { StackId } = await create(one, 's', token);
    expect((await create(one, 's', token)).StackId).toBe(StackId);
    expect(await failure(create(queuesTemplate({ B: {} }), 'other', token))).toMatchObject({
      name: 'TokenAlreadyExistsException',
    });
    await settled();
    const { Id } = await changeSet(two, 'UPDATE', { ClientToken: 'set' });
    expect((await changeSet(two, 'UPDATE', { ClientToken: 'set' })).Id).toBe(Id);
    expect(await failure(changeSet(two, 'UPDATE', { ClientToken: 'else' }))).toMatchObject({
      name: 'AlreadyExistsException',
    });
    await execute({ ClientRequestToken: 'two' });
    await execute({ ClientRequestToken: 'two' });
    await settled();
    await update(one);
    await settled();
    expect(fixture.world.stack('s').events.at(-1)?.token).toBeUndefined();
    await remove('s', { ClientRequestToken: 'three' });
    await remove(StackId, { ClientRequestToken: 'three' });
    await settled();
    expect(fixture.world.resources.done).toEqual(['create a', 'update a', 'update a', 'remove a']);
  });

  it('pages hold each event once, whatever happens meanwhile, and each resource', async () => {
    const many = (count: number, Size: number) =>
      queuesTemplate(Object.fromEntries(Array.from({ length: count }, (_, i) => [`Q${String(i)}`, { Size }])));
    await create(many(120, 1));
    await settled();
    const events = (NextToken?: string) => client.send(new DescribeStackEventsCommand({ StackName: 's', NextToken }));
    const first = await events();
    await update(many(120, 2));
    await settled();
    const [second, third] = [await events(first.NextToken), await events(String(42))];
    const ids = [...(first.StackEvents ?? []), ...(second.StackEvents ?? [])].map(({ EventId }) => EventId);
    expect([ids.length, new Set(ids).size, third.NextToken]).toEqual([200, 200, undefined]);
    expect(await failure(events('next'))).toMatchObject({ name: 'ValidationError' });
    const page = await client.send(new ListStackResourcesCommand({ StackName: 's' }));
    const rest = await client.send(new ListStackResourcesCommand({ StackName: 's', NextToken: page.NextToken }));
    expect([page.StackResourceSummaries?.length, rest.StackResourceSummaries?.length]).toEqual([100, 20]);
  });
});
