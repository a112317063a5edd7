import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackResourceCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  ListExportsCommand,
  ListStacksCommand,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import { createWireServer, type WireServer } from '@sales-cdc/aws-wire';
import type { StackTemplate } from '@sales-cdc/cfn-template';
import type { ProvisionedAssembly } from '../../core/provisioning.js';
import { testContext } from '../../core/test-context.js';
import { createCloudFormation } from './create-cloudformation.js';

const template = {
  Description: 'Sales',
  Parameters: { BootstrapVersion: { Type: 'String', Default: '/cdk-bootstrap/version' } },
  Resources: { Changes: { Type: 'AWS::Kinesis::Stream' } },
};
const stacks: readonly StackTemplate[] = [{ stackName: 'sales-dev', template, dependsOn: [] }];
const resource = (logicalId: string) => ({
  stackName: 'sales-dev',
  logicalId,
  type: 'AWS::Kinesis::Stream',
  physicalId: `sales-dev-${logicalId}`,
});
const DONE: ProvisionedAssembly = {
  resources: ['Changes', ...Array.from({ length: 120 }, (_, index) => `More${index}`)].map(resource),
  ignored: [],
  outputs: {
    'sales-dev': {
      Shards: { value: 2, description: 'how many' },
      Name: { value: 'changes <&>', exportName: 'sales-changes' },
    },
  },
};
const STACK_ID =
  /^arn:aws:cloudformation:eu-west-1:123456789012:stack\/sales-dev\/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

describe('CloudFormation, through the SDK', () => {
  let provisioned: ProvisionedAssembly | undefined;
  let server: WireServer;
  let client: CloudFormationClient;
  beforeAll(async () => {
    const { wire } = createCloudFormation(testContext(''), { stacks, provisioned: () => provisioned });
    if (!wire) throw new Error('CloudFormation is on the wire.');
    server = await createWireServer({ host: '127.0.0.1', port: 0, services: [wire], onDefect: () => undefined });
    client = new CloudFormationClient({
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
  beforeEach(() => {
    provisioned = DONE;
  });
  const failure = (sent: Promise<unknown>): Promise<unknown> => sent.catch((error: unknown) => error);

  it('describes the stacks with their outputs, by name, by id and all', async () => {
    const { Stacks } = await client.send(new DescribeStacksCommand({}));
    expect(Stacks).toEqual([
      expect.objectContaining({
        StackId: expect.stringMatching(STACK_ID) as string,
        StackName: 'sales-dev',
        StackStatus: 'CREATE_COMPLETE',
        Description: 'Sales',
        CreationTime: new Date('2026-11-23T12:00:00.000Z'),
        Parameters: [{ ParameterKey: 'BootstrapVersion', ParameterValue: '/cdk-bootstrap/version' }],
        Outputs: [
          { OutputKey: 'Shards', OutputValue: '2', Description: 'how many' },
          { OutputKey: 'Name', OutputValue: 'changes <&>', ExportName: 'sales-changes' },
        ],
      }),
    ]);
    for (const StackName of ['sales-dev', Stacks?.[0]?.StackId])
      expect((await client.send(new DescribeStacksCommand({ StackName }))).Stacks).toEqual(Stacks);
  });

  it('shows stacks in progress until every resource is there', async () => {
    provisioned = undefined;
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: 'sales-dev' }));
    expect(Stacks).toEqual([expect.objectContaining({ StackStatus: 'CREATE_IN_PROGRESS', Outputs: [] })]);
    const resources = new DescribeStackResourcesCommand({ StackName: 'sales-dev' });
    expect((await client.send(resources)).StackResources).toEqual([]);
  });

  it('lists stacks by their status', async () => {
    const list = async (StackStatusFilter?: ('CREATE_COMPLETE' | 'DELETE_COMPLETE')[]) =>
      (await client.send(new ListStacksCommand({ StackStatusFilter }))).StackSummaries?.map(
        ({ StackName }) => StackName,
      );
    expect(await list()).toEqual(['sales-dev']);
    expect(await list(['CREATE_COMPLETE'])).toEqual(['sales-dev']);
    expect(await list(['DELETE_COMPLETE'])).toEqual([]);
  });

  it('finds resources by stack, logical id and physical id', async () => {
    const find = async (by: object) =>
      (await client.send(new DescribeStackResourcesCommand(by))).StackResources?.map(
        ({ LogicalResourceId }) => LogicalResourceId,
      );
    expect(await find({ StackName: 'sales-dev' })).toHaveLength(121);
    expect(await find({ StackName: 'sales-dev', LogicalResourceId: 'Changes' })).toEqual(['Changes']);
    expect(await find({ PhysicalResourceId: 'sales-dev-More1', LogicalResourceId: 'More1' })).toEqual(['More1']);
    const one = new DescribeStackResourceCommand({ StackName: 'sales-dev', LogicalResourceId: 'Changes' });
    expect((await client.send(one)).StackResourceDetail).toMatchObject({
      PhysicalResourceId: 'sales-dev-Changes',
      ResourceType: 'AWS::Kinesis::Stream',
      ResourceStatus: 'CREATE_COMPLETE',
    });
  });

  it('lists resources page by page', async () => {
    const sizes: (number | undefined)[] = [];
    for await (const page of paginateListStackResources({ client }, { StackName: 'sales-dev' }))
      sizes.push(page.StackResourceSummaries?.length);
    expect(sizes).toEqual([100, 21]);
  });

  it('lists exports and gives the template', async () => {
    const { Exports } = await client.send(new ListExportsCommand({}));
    expect(Exports).toEqual([
      { ExportingStackId: expect.stringMatching(STACK_ID) as string, Name: 'sales-changes', Value: 'changes <&>' },
    ]);
    const { TemplateBody = '' } = await client.send(new GetTemplateCommand({ StackName: 'sales-dev' }));
    expect(JSON.parse(TemplateBody)).toEqual(template);
  });

  it('answers errors as AWS does', async () => {
    expect(await failure(client.send(new DescribeStacksCommand({ StackName: 'none' })))).toMatchObject({
      name: 'ValidationError',
      message: 'Stack with id none does not exist',
      $metadata: { httpStatusCode: 400 },
    });
    const missing = new DescribeStackResourceCommand({ StackName: 'sales-dev', LogicalResourceId: 'None' });
    expect(await failure(client.send(missing))).toMatchObject({
      name: 'ValidationError',
      message: 'Resource None does not exist for stack sales-dev',
    });
    const both = new DescribeStackResourcesCommand({ StackName: 'sales-dev', PhysicalResourceId: 'x' });
    expect(await failure(client.send(both))).toMatchObject({ name: 'ValidationError' });
    expect(await failure(client.send(new DescribeStackResourcesCommand({})))).toMatchObject({
      name: 'ValidationError',
    });
    expect(await failure(client.send(new CreateStackCommand({ StackName: 'new' })))).toMatchObject({
      name: 'InvalidAction',
    });
  });
});
