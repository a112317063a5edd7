import {
  DescribePipeCommand,
  ListPipesCommand,
  type ListPipesCommandInput,
  PipesClient,
  StartPipeCommand,
  StopPipeCommand,
  UpdatePipeCommand,
} from '@aws-sdk/client-pipes';
import { TestEndpoint } from '../../core/test-endpoint.js';
import { createPipes, type Pipes } from './pipes.js';
import { KINESIS_ARN, PipeFixture, pipeProperties, QUEUE_ARN, STREAM_ARN } from './testing/pipe-fixture.js';

const Name = 'changes';
const Arn = 'arn:aws:pipes:us-east-1:000000000000:pipe/changes';
const LogGroupArn = 'arn:aws:logs:us-east-1:000000000000:log-group:/pipes:*';

describe('Pipes, to the SDK', () => {
  let fixture: PipeFixture;
  let pipes: Pipes;
  let endpoint: TestEndpoint;
  let client: PipesClient;

  const provision = async (properties: object): Promise<void> => {
    const type = 'AWS::Pipes::Pipe';
    await pipes.provisioners[0]?.provision({
      stackName: 'stack',
      logicalId: 'Pipe',
      type,
      properties: { ...properties },
    });
  };

  beforeAll(async () => {
    fixture = await PipeFixture.create();
    pipes = await createPipes(fixture.context, () => fixture.ports);
    await provision({
      ...pipeProperties({ ParallelizationFactor: 10 }, { patterns: [{ eventName: ['INSERT'] }] }),
      LogConfiguration: { CloudwatchLogsLogDestination: { LogGroupArn }, Level: 'ERROR' },
    });
    await provision({ ...pipeProperties(), Name: 'other', DesiredState: 'STOPPED' });
    await pipes.start?.();
    endpoint = await TestEndpoint.of(pipes);
    client = new PipesClient(endpoint.client);
  });
  afterAll(async () => {
    client.destroy();
    await endpoint[Symbol.asyncDispose]();
    await pipes[Symbol.asyncDispose]();
    await fixture.remove();
  });

  it('describes a pipe as its template has it', async () => {
    expect(await client.send(new DescribePipeCommand({ Name }))).toMatchObject({
      Arn,
      Name,
      DesiredState: 'RUNNING',
      CurrentState: 'RUNNING',
      StateReason: 'USER_INITIATED',
      CreationTime: new Date(fixture.clock.now()),
      LastModifiedTime: new Date(fixture.clock.now()),
      RoleArn: 'arn:aws:iam::000000000000:role/pipe',
      Source: STREAM_ARN,
      SourceParameters: {
        FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] },
        DynamoDBStreamParameters: {
          StartingPosition: 'TRIM_HORIZON',
          BatchSize: 10,
          ParallelizationFactor: 10,
          DeadLetterConfig: { Arn: QUEUE_ARN },
        },
      },
      Target: KINESIS_ARN,
      TargetParameters: { KinesisStreamParameters: { PartitionKey: '$.dynamodb.Keys.id.S' } },
      LogConfiguration: { CloudwatchLogsLogDestination: { LogGroupArn }, Level: 'ERROR' },
    });
  });

  it('lists pipes by name, by state, by source and target, and page by page', async () => {
    const list = async (input: ListPipesCommandInput): Promise<unknown> =>
      (await client.send(new ListPipesCommand(input))).Pipes?.map((pipe) => pipe.Name);
    expect(await list({})).toEqual(['changes', 'other']);
    expect(await list({ NamePrefix: 'ch' })).toEqual(['changes']);
    expect(await list({ CurrentState: 'STOPPED' })).toEqual(['other']);
    expect(await list({ DesiredState: 'RUNNING' })).toEqual(['changes']);
    expect(await list({ SourcePrefix: 'arn:aws:sqs' })).toEqual([]);
    expect(await list({ TargetPrefix: KINESIS_ARN })).toEqual(['changes', 'other']);
    const { Pipes: first, NextToken } = await client.send(new ListPipesCommand({ Limit: 1 }));
    expect(first?.map((pipe) => pipe.Name)).toEqual(['changes']);
    expect(await list({ Limit: 1, NextToken })).toEqual(['other']);
  });

  it('stops a pipe and starts it again', async () => {
    const stopped = await client.send(new StopPipeCommand({ Name: 'changes' }));
    expect(stopped).toMatchObject({ Arn, Name, DesiredState: 'STOPPED' });
    expect(['STOPPING', 'STOPPED']).toContain(stopped.CurrentState);
    const started = await client.send(new StartPipeCommand({ Name: 'changes' }));
    expect(started).toMatchObject({ Arn, Name, DesiredState: 'RUNNING' });
  });

  it('says of a pipe that is not there that it is not', async () => {
    const missing = {
      name: 'NotFoundException',
      message: 'Pipe nothing does not exist.',
      $metadata: { httpStatusCode: 404 },
    };
    for (const command of [DescribePipeCommand, StartPipeCommand, StopPipeCommand])
      await expect(client.send(new command({ Name: 'nothing' }) as DescribePipeCommand)).rejects.toMatchObject(missing);
  });

  it('does not know the operations that it does not have', async () => {
    const update = new UpdatePipeCommand({ Name, RoleArn: 'arn:aws:iam::000000000000:role/pipe' });
    await expect(client.send(update)).rejects.toMatchObject({ name: 'UnknownOperationException' });
  });
});
