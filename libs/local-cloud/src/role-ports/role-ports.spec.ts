import type { Access, Authorization, RoleSession } from '../core/authorization/authorization.js';
import { accessDenied } from '../core/authorization/access-denied.js';
import { testContext } from '../core/test-context.js';
import type { FirehosePorts } from '../services/firehose/index.js';
import type { CrawlerPorts } from '../services/glue/index.js';
import type { PipesPorts } from '../services/pipes/index.js';
import { crawlerPortsUnderRole } from './crawler-ports.js';
import { firehosePortsFor } from './firehose-ports.js';
import { functionLogsFor } from './lambda-ports.js';
import { pipePortsFor } from './pipe-ports.js';

const ACCOUNT = '123456789012';
const arn = (service: string, resource: string): string => `arn:aws:${service}:eu-west-1:${ACCOUNT}:${resource}`;
const context = testContext('unused');

/** Allows everything but what is denied, and remembers what was asked. */
class Recorder implements Authorization {
  readonly sessions: RoleSession[] = [];
  readonly asked: Access[] = [];

  constructor(private readonly denied: readonly string[] = []) {}

  assume(session: RoleSession) {
    this.sessions.push(session);
    if (this.denied.includes('sts:AssumeRole'))
      throw accessDenied(session.service, { action: 'sts:AssumeRole', resource: session.roleArn }, 'because');
    return this.inOwnName();
  }

  inOwnName() {
    return {
      authorize: (access: Access): void => {
        this.asked.push(access);
        if (this.denied.includes(access.action)) throw accessDenied('u', access, 'because');
      },
    };
  }

  /** What a call asked for, without what came before it. */
  async during(call: () => Promise<unknown>): Promise<readonly string[]> {
    const before = this.asked.length;
    await call();
    return this.asked.slice(before).map(({ action, resource }) => `${action} ${resource}`);
  }
}

/** Every operation answers with nothing. */
const anything = (): never => new Proxy({}, { get: () => async () => ({}) }) as never;

const pipe = {
  roleArn: 'arn:aws:iam::1:role/pipe',
  pipeName: 'sales',
  pipeArn: arn('pipes', 'pipe/sales'),
  streamArn: arn('dynamodb', 'table/sales/stream/2026'),
  deadLetterQueueArn: arn('sqs', 'letters'),
};
const pipeNeighbours = {
  streams: anything(),
  kinesis: anything(),
  sqs: anything(),
  logs: anything(),
} as PipesPorts;

describe('a pipe', () => {
  it('takes on its role for itself and must see its source and its dead-letter queue to be made', () => {
    const recorder = new Recorder();
    pipePortsFor(recorder, pipeNeighbours)(pipe);
    expect(recorder.sessions).toEqual([
      { roleArn: pipe.roleArn, service: 'pipes.amazonaws.com', sourceArn: pipe.pipeArn, sessionName: 'sales' },
    ]);
    expect(recorder.asked).toEqual([
      { action: 'dynamodb:DescribeStream', resource: pipe.streamArn },
      { action: 'dynamodb:GetRecords', resource: pipe.streamArn },
      { action: 'dynamodb:GetShardIterator', resource: pipe.streamArn },
      { action: 'dynamodb:ListStreams', resource: pipe.streamArn },
      { action: 'sqs:SendMessage', resource: pipe.deadLetterQueueArn },
    ]);
  });

  it.each([
    ['dynamodb:GetRecords', /invalid from the request due to : Cannot access stream arn:.*perform actions on source/],
    ['sqs:SendMessage', /invalid from the request due to : Error occurred while sending message to SQS queue: arn:/],
    ['sts:AssumeRole', /cannot assume the role arn:aws:iam::1:role\/pipe/],
  ])('is not made without %s', (action, message) => {
    const make = (): unknown => pipePortsFor(new Recorder([action]), pipeNeighbours)(pipe);
    expect(make).toThrow(expect.objectContaining({ code: 'ValidationException' }) as Error);
    expect(make).toThrow(message);
  });

  it('is made without a target, and asks for it at each batch', async () => {
    const recorder = new Recorder();
    const ports = pipePortsFor(recorder, pipeNeighbours)(pipe);
    const stream = arn('kinesis', 'stream/changes');
    expect(await recorder.during(() => ports.kinesis.PutRecords({ StreamARN: stream, Records: [] }))).toEqual([
      `kinesis:PutRecords ${stream}`,
    ]);
    expect(await recorder.during(() => ports.sqs.GetQueueUrl({ QueueName: 'letters' }))).toEqual([]);
  });
});

const delivery = {
  name: 'sales',
  arn: arn('firehose', 'deliverystream/sales'),
  source: { streamArn: arn('kinesis', 'stream/changes'), roleArn: 'arn:aws:iam::1:role/source' },
  roleArn: 'arn:aws:iam::1:role/destination',
};
const firehoseNeighbours = {
  kinesis: anything(),
  lambda: anything(),
  s3: anything(),
  logs: anything(),
  glue: anything(),
} as FirehosePorts;

describe('a delivery stream', () => {
  it('takes on its roles with the account as external id', () => {
    const recorder = new Recorder();
    firehosePortsFor(context, recorder, firehoseNeighbours)(delivery);
    expect(recorder.sessions.map(({ roleArn, externalId }) => [roleArn, externalId])).toEqual([
      [delivery.source.roleArn, ACCOUNT],
      [delivery.roleArn, ACCOUNT],
    ]);
  });

  it.each([
    [
      'kinesis:DescribeStream',
      /^Role arn:aws:iam::1:role\/source is not authorized to perform: kinesis:DescribeStream/,
    ],
    ['sts:AssumeRole', /^Firehose is unable to assume role arn:aws:iam::1:role\/source/],
  ])('is not made without %s', (action, message) => {
    const make = (): unknown => firehosePortsFor(context, new Recorder([action]), firehoseNeighbours)(delivery);
    expect(make).toThrow(expect.objectContaining({ code: 'InvalidArgumentException' }) as Error);
    expect(make).toThrow(message);
  });

  it('asks for the function with and without its version, for each object and for its log', async () => {
    const recorder = new Recorder();
    const { lambda, s3, logs } = firehosePortsFor(context, recorder, firehoseNeighbours)(delivery);
    const name = arn('lambda', 'function:transform');
    expect(await recorder.during(() => lambda.Invoke({ FunctionName: name }))).toEqual([
      `lambda:InvokeFunction ${name}`,
      `lambda:InvokeFunction ${name}:$LATEST`,
    ]);
    expect(await recorder.during(() => lambda.Invoke({ FunctionName: `${name}:$LATEST` }))).toEqual([
      `lambda:InvokeFunction ${name}:$LATEST`,
    ]);
    const object = { Bucket: 'lake', Key: 'sales/1', Body: new Uint8Array(), ContentType: '' };
    expect(await recorder.during(() => s3.PutObject(object))).toEqual(['s3:PutObject arn:aws:s3:::lake/sales/1']);
    const line = { logGroupName: '/g', logStreamName: 's', events: [] };
    expect(await recorder.during(() => logs.append(line))).toEqual([
      `logs:PutLogEvents ${arn('logs', 'log-group:/g:log-stream:s')}`,
    ]);
  });
});

describe('a delivery stream with a backup and a conversion', () => {
  const stream = {
    ...delivery,
    backup: { roleArn: 'arn:aws:iam::1:role/backup' },
    conversion: { roleArn: 'arn:aws:iam::1:role/catalog', databaseName: 'sales', tableName: 'changes' },
  };

  it('takes on a role for each', async () => {
    const recorder = new Recorder();
    const { backup, glue } = firehosePortsFor(context, recorder, firehoseNeighbours)(stream);
    expect(recorder.sessions.map(({ roleArn }) => roleArn)).toEqual(
      expect.arrayContaining([stream.backup.roleArn, stream.conversion.roleArn]),
    );
    const object = { Bucket: 'raw', Key: '1', Body: new Uint8Array(), ContentType: '' };
    expect(await recorder.during(async () => backup?.s3.PutObject(object))).toEqual([
      's3:PutObject arn:aws:s3:::raw/1',
    ]);
    const asked = await recorder.during(() => glue.GetTable({ DatabaseName: 'sales', Name: 'changes' }));
    expect(asked).toContain(`glue:GetTableVersions ${arn('glue', 'table/sales/changes')}`);
    expect(asked).toHaveLength(9);
  });

  it.each(['glue:GetTable', 'glue:GetTableVersion', 'glue:GetTableVersions'])('is not made without %s', (action) => {
    expect(() => firehosePortsFor(context, new Recorder([action]), firehoseNeighbours)(stream)).toThrow(
      /^Access was denied when calling Glue\. Please ensure that the role specified in the data format conversion/,
    );
  });
});

describe('a function', () => {
  const role = { name: 'transform', arn: arn('lambda', 'function:transform'), roleArn: 'arn:aws:iam::1:role/f' };

  it('is not made with a role that Lambda cannot take on', () => {
    expect(() => functionLogsFor(context, new Recorder(['sts:AssumeRole']), anything())(role)).toThrow(
      'The role defined for the function cannot be assumed by Lambda.',
    );
  });

  it('makes its log stream and writes to it', async () => {
    const recorder = new Recorder();
    const logs = functionLogsFor(context, recorder, anything())(role);
    const resource = arn('logs', 'log-group:/g:log-stream:s');
    expect(await recorder.during(() => logs.append({ logGroupName: '/g', logStreamName: 's', events: [] }))).toEqual([
      `logs:CreateLogStream ${resource}`,
      `logs:PutLogEvents ${resource}`,
    ]);
  });
});

describe('a crawler', () => {
  const neighbours: CrawlerPorts = { s3: anything(), logs: anything(), glue: anything() };

  it('is not made with a role that Glue cannot take on', () => {
    const make = crawlerPortsUnderRole(context, new Recorder(['sts:AssumeRole']));
    expect(() => make({ crawlerName: 'c', role: 'r' }, neighbours)).toThrow(
      expect.objectContaining({ code: 'InvalidInputException' }) as Error,
    );
  });

  it('needs each permission on the table and on all that it lies in', async () => {
    const recorder = new Recorder();
    const { glue, logs, s3 } = crawlerPortsUnderRole(context, recorder)({ crawlerName: 'c', role: 'r' }, neighbours);
    expect(recorder.sessions).toMatchObject([
      { roleArn: `arn:aws:iam::${ACCOUNT}:role/r`, sourceArn: arn('glue', 'crawler/c') },
    ]);
    expect(await recorder.during(() => glue.CreateTable({ DatabaseName: 'd', TableInput: { Name: 't' } }))).toEqual([
      `glue:CreateTable ${arn('glue', 'catalog')}`,
      `glue:CreateTable ${arn('glue', 'database/d')}`,
      `glue:CreateTable ${arn('glue', 'table/d/t')}`,
    ]);
    expect(await recorder.during(() => s3.ListObjectsV2({ Bucket: 'lake' }))).toEqual([
      's3:ListBucket arn:aws:s3:::lake',
    ]);
    expect(await recorder.during(() => s3.GetObject({ Bucket: 'lake', Key: 'a/b' }))).toEqual([
      's3:GetObject arn:aws:s3:::lake/a/b',
    ]);
    const append = { logGroupName: '/aws-glue/crawlers', logStreamName: 'c', events: [] };
    const stream = arn('logs', 'log-group:/aws-glue/crawlers:log-stream:c');
    expect(await recorder.during(async () => logs?.append(append))).toEqual([
      `logs:CreateLogGroup ${arn('logs', 'log-group:/aws-glue/crawlers')}`,
      `logs:CreateLogStream ${stream}`,
      `logs:PutLogEvents ${stream}`,
    ]);
  });
});
