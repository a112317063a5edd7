import { testContext } from '../core/test-context.js';
import { createIam, type Iam } from '../services/iam/index.js';
import type { MappingPorts, MappingRole } from '../services/lambda/index.js';
import { mappingPortsFor } from './mapping-ports.js';

const ROLE = 'arn:aws:iam::123456789012:role/alerts';
const STREAM = 'arn:aws:kinesis:eu-west-1:123456789012:stream/changes';
const QUEUE = 'arn:aws:sqs:eu-west-1:123456789012:letters';
const mapping: MappingRole = {
  functionName: 'alerts',
  functionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:alerts',
  roleArn: ROLE,
  eventSourceArn: STREAM,
  onFailureArn: undefined,
};
const READ = ['GetRecords', 'GetShardIterator', 'DescribeStream', 'ListShards'].map((name) => `kinesis:${name}`);

describe('The ports of an event source mapping', () => {
  let iam: Iam;
  beforeEach(() => {
    iam = createIam(testContext('unused'));
  });
  const neighbours = {
    kinesis: { GetRecords: async () => ({ Records: [] }) },
    streams: {},
    sqs: {},
    sns: {},
  } as unknown as MappingPorts;
  const portsWith = async (Action: readonly string[], more: Partial<MappingRole> = {}): Promise<MappingPorts> => {
    const provisioner = iam.provisioners.find(({ type }) => type === 'AWS::IAM::Role');
    const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } };
    await provisioner?.provision({
      stackName: 'stack',
      logicalId: 'Role',
      type: 'AWS::IAM::Role',
      properties: {
        RoleName: 'alerts',
        AssumeRolePolicyDocument: { Statement: trust },
        Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: { Effect: 'Allow', Action, Resource: '*' } } }],
      },
    });
    return mappingPortsFor(iam, neighbours)({ ...mapping, ...more });
  };

  it('read the stream when the execution role may', async () => {
    const { kinesis } = await portsWith(READ);
    expect(await kinesis.GetRecords({ ShardIterator: 'i' })).toEqual({ Records: [] });
  });

  it.each(READ)('are not given to a function whose role lacks %s', async (missing) => {
    await expect(portsWith(READ.filter((action) => action !== missing))).rejects.toMatchObject({
      code: 'InvalidParameterValueException',
      message: `Cannot access stream ${STREAM}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, ListShards, and ListStreams Actions on your stream in IAM.`,
    });
  });

  it.each([
    ['a queue', { eventSourceArn: QUEUE }, ['sqs:DeleteMessage'], 'call ReceiveMessage on SQS'],
    ['a dead-letter queue', { onFailureArn: QUEUE }, READ, 'call SendMessage on SQS'],
  ])('are not given to a function whose role cannot use %s', async (_, more, actions, message) => {
    await expect(portsWith(actions, more)).rejects.toThrow(message);
  });
});
