import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Provisioner, ResolvedResource } from './core/provisioner.js';
import { testContext } from './core/test-context.js';
import { createServices } from './services.js';

const KEY = {
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  BillingMode: 'PAY_PER_REQUEST',
};

/** What the type needs besides a name, and what gives it one. */
const TYPES: readonly (readonly [type: string, unnamed: object, named: object])[] = [
  ['AWS::DynamoDB::Table', KEY, { TableName: 'given' }],
  ['AWS::DynamoDB::GlobalTable', { ...KEY, Replicas: [{ Region: 'eu-west-1' }] }, { TableName: 'given' }],
  ['AWS::Glue::Database', { DatabaseInput: {} }, { DatabaseInput: { Name: 'Given' } }],
  ['AWS::Kinesis::Stream', {}, { Name: 'given' }],
  ['AWS::Logs::LogGroup', {}, { LogGroupName: '/given/group' }],
  ['AWS::S3::Bucket', {}, { BucketName: 'given' }],
  ['AWS::SNS::Topic', {}, { TopicName: 'given' }],
  ['AWS::SQS::Queue', {}, { QueueName: 'given' }],
];

describe('A resource that has a name', () => {
  let directory: string;
  let provisioners: ReadonlyMap<string, Provisioner>;
  const owned: AsyncDisposable[] = [];

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'provisioners-'));
    const assembly = { directory, stacks: [], assetPath: () => undefined };
    const sources = { assembly, lambdaRuntime: new URL('file:///nowhere'), endpointUrl: () => 'http://127.0.0.1:4566' };
    const { services } = await createServices(testContext(directory), sources, owned);
    provisioners = new Map(services.flatMap((service) => service.provisioners.map((one) => [one.type, one] as const)));
  });
  afterEach(async () => {
    for (let last = owned.pop(); last; last = owned.pop()) await last[Symbol.asyncDispose]();
    await rm(directory, { recursive: true });
  });

  const resourceOf = (type: string, properties: object): ResolvedResource => ({
    ...{ stackName: 'Sales', logicalId: 'Thing', nameSuffix: 'A1B2C3D4E5F6' },
    ...{ type, properties: { ...properties } },
  });

  const findsWhatIsThere = async (resource: ResolvedResource): Promise<void> => {
    const provisioner = provisioners.get(resource.type);
    expect(await provisioner?.find?.(resource)).toBeUndefined();
    const { physicalId = '', attributes = {} } = (await provisioner?.provision(resource)) ?? {};
    expect(physicalId).not.toBe('');
    expect(provisioner?.attributes ?? []).toEqual(expect.arrayContaining(Object.keys(attributes)));
    expect(await provisioner?.find?.(resource)).toBe(physicalId);
    await provisioner?.remove?.(physicalId, resource);
    expect(await provisioner?.find?.(resource)).toBeUndefined();
  };

  it.each(TYPES)(
    'is found while it is there, whoever gave the name, and has the attributes that it may have: %s',
    async (type, unnamed, named) => {
      await findsWhatIsThere(resourceOf(type, unnamed));
      await findsWhatIsThere(resourceOf(type, { ...unnamed, ...named }));
    },
  );

  it('is found in its database: AWS::Glue::Table', async () => {
    await provisioners
      .get('AWS::Glue::Database')
      ?.provision(resourceOf('AWS::Glue::Database', { DatabaseInput: { Name: 'lake' } }));
    await findsWhatIsThere(resourceOf('AWS::Glue::Table', { DatabaseName: 'lake', TableInput: {} }));
    await findsWhatIsThere(resourceOf('AWS::Glue::Table', { DatabaseName: 'lake', TableInput: { Name: 'Given' } }));
  });

  it('is one of the kinds that are tried here, if it can be found', () => {
    const findable = [...provisioners.values()].filter((one) => 'find' in one).map(({ type }) => type);
    expect(findable.sort()).toEqual([...TYPES.map(([type]) => type), 'AWS::Glue::Table'].sort());
  });
});
