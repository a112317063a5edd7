import { AwsError } from '@sales-cdc/aws-wire';
import { checkProperties } from '../../core/property-rules.js';
import type { Provisioned } from '../../core/provisioner.js';
import { createPipes, type Pipes } from './index.js';
import type { PipeProperties } from './pipe/pipe-configuration.js';
import { Pipe } from './pipe/pipe.js';
import { PipeFixture, pipeProperties } from './testing/pipe-fixture.js';

const provision = (pipes: Pipes, properties: PipeProperties): Promise<Provisioned> | undefined =>
  pipes.provisioners[0]?.provision({
    stackName: 'sales',
    logicalId: 'Pipe',
    type: 'AWS::Pipes::Pipe',
    properties: { ...properties },
  });
const running = new AbortController().signal;

describe('Pipes', () => {
  let fixture: PipeFixture;
  let pipes: Pipes;
  const start = async (): Promise<Pipes> => createPipes(fixture.context, () => fixture.ports);
  beforeEach(async () => {
    fixture = await PipeFixture.create();
    pipes = await start();
  });
  afterEach(async () => {
    await pipes[Symbol.asyncDispose]();
    await fixture.remove();
  });

  it('makes a pipe of the template and answers Ref and GetAtt', async () => {
    expect(await provision(pipes, pipeProperties())).toEqual({
      physicalId: 'changes',
      attributes: {
        Arn: 'arn:aws:pipes:us-east-1:000000000000:pipe/changes',
        CurrentState: 'STOPPED',
        StateReason: 'USER_INITIATED',
        CreationTime: '2026-11-23T12:00:00.000Z',
        LastModifiedTime: '2026-11-23T12:00:00.000Z',
      },
    });
  });

  it('leaves nothing of one that could not be made: the next one of its name starts at a LATEST of its own', async () => {
    const properties = pipeProperties({ StartingPosition: 'LATEST' });
    const { streams } = fixture.ports;
    let asked = 0;
    const failingOnce: typeof streams.DescribeStream = async (input) => {
      asked += 1;
      if (asked === 2)
        throw new AwsError('AccessDeniedException', 'not authorized to perform: dynamodb:DescribeStream');
      return streams.DescribeStream(input);
    };
    await using other = await createPipes(fixture.context, () => ({
      ...fixture.ports,
      streams: Object.assign(Object.create(streams) as typeof streams, { DescribeStream: failingOnce }),
    }));
    await expect(provision(other, properties)).rejects.toThrow('dynamodb:DescribeStream');
    fixture.add(3);
    await provision(other, properties);
    expect(await other.progress?.()).toMatchObject([{ stage: 'Pipe', pending: 0 }]);
  });

  it('describes and lists it', async () => {
    const properties = pipeProperties({}, { patterns: [{ eventName: ['INSERT'] }] });
    await provision(pipes, properties);
    const { SourceParameters, TargetParameters, Source, Target, RoleArn } = properties;
    expect(await pipes.api.DescribePipe({ Name: 'changes' })).toMatchObject({
      Name: 'changes',
      SourceParameters,
      TargetParameters,
      Source,
      Target,
      RoleArn,
    });
    expect((await pipes.api.ListPipes({ NamePrefix: 'cha', Limit: 1 })).Pipes).toMatchObject([
      { Name: 'changes', DesiredState: 'RUNNING' },
    ]);
    expect((await pipes.api.ListPipes({ SourcePrefix: 'arn:aws:sqs' })).Pipes).toEqual([]);
    await expect(pipes.api.ListPipes({ Limit: 0 })).rejects.toMatchObject({ code: 'ValidationException' });
    await expect(pipes.api.DescribePipe({ Name: 'other' })).rejects.toMatchObject({
      code: 'NotFoundException',
      status: 404,
    });
  });

  it('stays stopped across restarts when it was stopped by hand, until the template changes', async () => {
    await provision(pipes, pipeProperties());
    await pipes.start?.();
    expect(await pipes.api.DescribePipe({ Name: 'changes' })).toMatchObject({
      CurrentState: 'RUNNING',
      DesiredState: 'RUNNING',
    });
    expect(await pipes.api.StopPipe({ Name: 'changes' })).toMatchObject({
      CurrentState: 'STOPPING',
      DesiredState: 'STOPPED',
    });

    await pipes[Symbol.asyncDispose]();
    pipes = await start();
    await provision(pipes, pipeProperties());
    await pipes.start?.();
    expect(await pipes.api.DescribePipe({ Name: 'changes' })).toMatchObject({
      CurrentState: 'STOPPED',
      DesiredState: 'STOPPED',
    });

    expect(await pipes.api.StartPipe({ Name: 'changes' })).toMatchObject({
      CurrentState: 'RUNNING',
      DesiredState: 'RUNNING',
    });
    await provision(pipes, { ...pipeProperties(), DesiredState: 'STOPPED' });
    expect(await pipes.api.DescribePipe({ Name: 'changes' })).toMatchObject({
      CurrentState: 'STOPPED',
      DesiredState: 'STOPPED',
    });
  });

  it('has pending what the checkpoint has not passed, and nothing when it is stopped', async () => {
    fixture.add(3);
    await provision(pipes, pipeProperties());
    expect(await pipes.progress?.()).toEqual([
      {
        stage: 'Pipe',
        resource: 'changes',
        counts: { read: 0, filtered: 0, delivered: 0, deadLettered: 0, discarded: 0, retried: 0 },
        pending: 3,
      },
    ]);
    await pipes.api.StopPipe({ Name: 'changes' });
    expect(await pipes.progress?.()).toMatchObject([{ pending: 0 }]);
  });

  it('has nothing pending, and says why it fails, when the stream is gone', async () => {
    const gone = (): Promise<never> =>
      Promise.reject(new AwsError('ResourceNotFoundException', 'Requested resource not found: Stream'));
    const { DescribeStream, GetShardIterator } = fixture.stream;
    const streams = { DescribeStream, GetShardIterator, GetRecords: gone, pendingAfter: gone };
    const pipe = await Pipe.open('changes', pipeProperties(), fixture.directory, fixture.context, {
      ...fixture.ports,
      streams,
    });
    await expect(pipe.poll(running)).rejects.toThrow('not found');
    expect(await pipe.progress()).toMatchObject({ pending: 0 });
  });

  describe('with StartingPosition LATEST', () => {
    const latest = pipeProperties({ StartingPosition: 'LATEST' });
    const openPipe = (): Promise<Pipe> =>
      Pipe.open('changes', latest, fixture.directory, fixture.context, fixture.ports);

    it('begins after what the stream held when the pipe was made, even if it first polls after a restart', async () => {
      fixture.add(1500);
      await openPipe();
      fixture.add(2, 1500);
      await (await openPipe()).poll(running);
      expect(fixture.kinesis.ids).toEqual(['a1500', 'a1501']);
    });

    it('misses nothing when the stream was still empty', async () => {
      await openPipe();
      fixture.add(2);
      await (await openPipe()).poll(running);
      expect(fixture.kinesis.ids).toEqual(['a0', 'a1']);
    });
  });

  it('does not wait between polls while full batches are waiting', async () => {
    fixture.add(2_345);
    const pipe = await Pipe.open(
      'changes',
      pipeProperties({ BatchSize: 500 }),
      fixture.directory,
      fixture.context,
      fixture.ports,
    );
    await pipe.poll(running);
    expect(await pipe.progress()).toMatchObject({ counts: { delivered: 2_000 }, pending: 345 });
    await pipe.poll(running);
    expect(await pipe.progress()).toMatchObject({ counts: { delivered: 2_345 }, pending: 0 });
  });

  it('reports a trouble that lasts once, and tells it as the reason of its state', async () => {
    fixture.add(1);
    fixture.kinesis.trouble = () => new Error('ECONNRESET');
    const pipe = await Pipe.open('changes', pipeProperties(), fixture.directory, fixture.context, fixture.ports);
    for (let polls = 0; polls < 10; polls++) {
      await pipe.poll(running);
      fixture.clock.advance(10_000);
    }
    expect(fixture.problems).toEqual([expect.stringContaining('ECONNRESET')]);
    expect(pipe.stateReason).toContain('ECONNRESET');
    fixture.kinesis.trouble = () => undefined;
    await pipe.poll(running);
    expect(pipe.stateReason).toBe('USER_INITIATED');
  });

  it('reads a child shard only after its parent is read to the end', async () => {
    let parentIsClosed = false;
    const read: string[] = [];
    const streams = {
      DescribeStream: async () => ({
        StreamDescription: { Shards: [{ ShardId: 'child', ParentShardId: 'parent' }, { ShardId: 'parent' }] },
      }),
      GetShardIterator: async ({ ShardId }: { ShardId: string }) => ({ ShardIterator: ShardId }),
      GetRecords: async ({ ShardIterator }: { ShardIterator: string }) => {
        read.push(ShardIterator);
        return {
          Records: [],
          ...(!(ShardIterator === 'parent' && parentIsClosed) && { NextShardIterator: ShardIterator }),
        };
      },
      pendingAfter: fixture.stream.pendingAfter,
    };
    const pipe = await Pipe.open('changes', pipeProperties(), fixture.directory, fixture.context, {
      ...fixture.ports,
      streams,
    });
    await pipe.poll(running);
    parentIsClosed = true;
    await pipe.poll(running);
    await pipe.poll(running);
    expect(read).toEqual(['parent', 'parent', 'child']);
  });

  describe('refuses at start-up', () => {
    it.each([
      [
        'a batch over the maximum of the target',
        pipeProperties({ BatchSize: 501 }),
        'BatchSize is 501; it must be a whole number from 1 to 500.',
      ],
      [
        'a record age below a minute',
        pipeProperties({ MaximumRecordAgeInSeconds: 59 }),
        'MaximumRecordAgeInSeconds is 59',
      ],
      [
        'another source',
        { ...pipeProperties(), Source: 'arn:aws:sqs:us-east-1:000000000000:queue' },
        'ARN of a DynamoDB stream only',
      ],
      [
        'another target',
        { ...pipeProperties(), Target: 'arn:aws:lambda:us-east-1:000000000000:function:f' },
        'ARN of a Kinesis stream only',
      ],
      [
        'a topic for dead letters',
        pipeProperties({ DeadLetterConfig: { Arn: 'arn:aws:sns:us-east-1:000000000000:t' } }),
        'standard SQS queue only',
      ],
      ['a broken path', pipeProperties({}, { partitionKey: '$.dynamodb..x' }), 'begins like a path and is none'],
      [
        'an invalid pattern',
        pipeProperties({}, { patterns: [{ a: 'x' }] }),
        'Event pattern is not valid. Reason: a: it must be an object or an array.',
      ],
      [
        'a parallelization factor of 11',
        pipeProperties({ ParallelizationFactor: 11 }),
        'ParallelizationFactor is 11; it must be a whole number from 1 to 10.',
      ],
      [
        'an InputTemplate with an unknown variable',
        {
          ...pipeProperties(),
          TargetParameters: { ...pipeProperties().TargetParameters, InputTemplate: '<aws.pipes.x>' },
        },
        'InputTemplate has the placeholder <aws.pipes.x>',
      ],
      [
        'a log without a group',
        { ...pipeProperties(), LogConfiguration: { Level: 'ERROR' as const, CloudwatchLogsLogDestination: {} } },
        'names no log group',
      ],
      ['six filters', pipeProperties({}, { patterns: Array.from({ length: 6 }, () => ({ a: ['x'] })) }), 'at most 5'],
      ['a name that leaves the folder', { ...pipeProperties(), Name: '../x' }, 'is no name of a pipe'],
    ])('%s', async (_, properties, reason) => {
      await expect(provision(pipes, properties)).rejects.toThrow(reason);
    });

    it('a dead-letter queue that does not exist', async () => {
      const sqs = {
        SendMessage: fixture.queue.SendMessage,
        GetQueueUrl: () => Promise.reject(new Error('The specified queue does not exist.')),
      };
      const without = await createPipes(fixture.context, () => ({ ...fixture.ports, sqs }));
      await expect(provision(without, pipeProperties())).rejects.toThrow('does not exist');
    });

    it.each(['Enrichment', 'EnrichmentParameters'])('the property %s', (name) => {
      const { refused } = checkProperties({ ...pipeProperties(), [name]: {} }, pipes.provisioners[0]?.properties ?? {});
      expect(refused).toEqual([`the local cloud does not support the property ${name}.`]);
    });

    it.each([
      ['LogConfiguration.S3LogDestination', { LogConfiguration: { S3LogDestination: {} } }],
      ['LogConfiguration.IncludeExecutionData', { LogConfiguration: { IncludeExecutionData: ['ALL'] } }],
      ['SourceParameters.KinesisStreamParameters', { SourceParameters: { KinesisStreamParameters: {} } }],
      ['SourceParameters.SqsQueueParameters', { SourceParameters: { SqsQueueParameters: {} } }],
      ['TargetParameters.SqsQueueParameters', { TargetParameters: { SqsQueueParameters: {} } }],
      ['TargetParameters.LambdaFunctionParameters', { TargetParameters: { LambdaFunctionParameters: {} } }],
    ])('the property %s', (name, more) => {
      const properties = { ...pipeProperties(), ...more };
      expect(checkProperties(properties, pipes.provisioners[0]?.properties ?? {}).refused).toEqual([
        `the local cloud does not support the property ${name}.`,
      ]);
    });
  });

  it('sends what the InputTemplate makes of an event, under the partition key of the event itself', async () => {
    fixture.add(2);
    const properties = pipeProperties();
    const InputTemplate = '{"id": <$.dynamodb.Keys.id.S>, "from": "<aws.pipes.pipe-name>"}';
    const pipe = await Pipe.open(
      'changes',
      { ...properties, TargetParameters: { ...properties.TargetParameters, InputTemplate } },
      fixture.directory,
      fixture.context,
      fixture.ports,
    );
    await pipe.poll(running);
    expect(fixture.kinesis.put).toEqual([
      { key: 'a0', text: '{"id": "a0", "from": "changes"}' },
      { key: 'a1', text: '{"id": "a1", "from": "changes"}' },
    ]);
  });

  it('takes a static partition key as it is', async () => {
    fixture.add(1);
    const pipe = await Pipe.open(
      'changes',
      pipeProperties({}, { partitionKey: 'all of them' }),
      fixture.directory,
      fixture.context,
      fixture.ports,
    );
    await pipe.poll(running);
    expect(fixture.kinesis.put.map(({ key }) => key)).toEqual(['all of them']);
  });
});
