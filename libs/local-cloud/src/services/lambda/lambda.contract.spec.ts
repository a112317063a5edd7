import {
  CreateEventSourceMappingCommand,
  DeleteEventSourceMappingCommand,
  GetEventSourceMappingCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  ListFunctionsCommand,
  UpdateEventSourceMappingCommand,
  type EventSourceMappingConfiguration,
} from '@aws-sdk/client-lambda';
import { join } from 'node:path';
import { TestEndpoint } from '../../core/test-endpoint.js';
import { LambdaFixture } from './testing/lambda-fixture.js';
import { DEAD_LETTERS_ARN, MappingFixture, QUEUE_ARN, STREAM_ARN } from './testing/mapping-fixture.js';

// Functions run in threads of their own; this is room for a machine that is busy with other things.
jest.setTimeout(60_000);

const RUNTIME = join(__dirname, '../../../runtime/lambda-runtime.mjs');
const HANDLER = {
  'index.js': `exports.handler = async ({ Records }) => {
    for (const { kinesis } of Records) {
      const text = Buffer.from(kinesis.data, 'base64').toString();
      console.log('saw ' + text);
      if (text === 'bad') return { batchItemFailures: [{ itemIdentifier: kinesis.sequenceNumber }] };
    }
    return { batchItemFailures: [] };
  };`,
};

describe('Lambda, to the SDK', () => {
  let sources: MappingFixture;
  let fixture: LambdaFixture;
  let endpoint: TestEndpoint;
  let client: LambdaClient;

  beforeAll(async () => {
    sources = await MappingFixture.create();
    fixture = await LambdaFixture.create(RUNTIME, () => sources.ports);
    await fixture.deploy('alerts', HANDLER);
    await fixture.lambda.start?.();
    endpoint = await TestEndpoint.of(fixture.lambda);
    client = new LambdaClient(endpoint.client);
  });
  afterAll(async () => {
    client.destroy();
    await endpoint[Symbol.asyncDispose]();
    await fixture[Symbol.asyncDispose]();
    await sources[Symbol.asyncDispose]();
  });
  afterEach(async () => {
    const { EventSourceMappings = [] } = await client.send(new ListEventSourceMappingsCommand({}));
    for (const { UUID } of EventSourceMappings) await client.send(new DeleteEventSourceMappingCommand({ UUID }));
  });
  const ofStream = (more = {}): Promise<EventSourceMappingConfiguration> =>
    client.send(
      new CreateEventSourceMappingCommand({
        FunctionName: 'alerts',
        EventSourceArn: STREAM_ARN,
        StartingPosition: 'LATEST',
        Enabled: false,
        ...more,
      }),
    );

  it('invokes a function, and says what it is', async () => {
    const { StatusCode, Payload } = await client.send(
      new InvokeCommand({ FunctionName: 'alerts', Payload: Buffer.from('{"Records":[]}') }),
    );
    expect(StatusCode).toBe(200);
    expect(Buffer.from(Payload ?? []).toString()).toBe('{"batchItemFailures":[]}');
    const description = await client.send(new GetFunctionConfigurationCommand({ FunctionName: 'alerts' }));
    expect(description).toMatchObject({ FunctionName: 'alerts', Handler: 'index.handler', State: 'Active' });
    expect((await client.send(new GetFunctionCommand({ FunctionName: 'alerts' }))).Configuration?.FunctionName).toBe(
      'alerts',
    );
    expect((await client.send(new ListFunctionsCommand({}))).Functions).toHaveLength(1);
  });

  it('creates a mapping of a stream with the defaults of AWS', async () => {
    expect(await ofStream({ DestinationConfig: { OnFailure: { Destination: DEAD_LETTERS_ARN } } })).toMatchObject({
      State: 'Disabled',
      EventSourceArn: STREAM_ARN,
      BatchSize: 100,
      MaximumBatchingWindowInSeconds: 0,
      ParallelizationFactor: 1,
      BisectBatchOnFunctionError: false,
      MaximumRetryAttempts: -1,
      MaximumRecordAgeInSeconds: -1,
      StartingPosition: 'LATEST',
      FunctionResponseTypes: [],
      DestinationConfig: { OnFailure: { Destination: DEAD_LETTERS_ARN } },
      LastProcessingResult: 'No records processed',
    });
  });

  it('creates a mapping of a queue', async () => {
    const input = { FunctionName: 'alerts', EventSourceArn: QUEUE_ARN, Enabled: false };
    const created = await client.send(new CreateEventSourceMappingCommand(input));
    expect(created).toMatchObject({ State: 'Disabled', BatchSize: 10, EventSourceArn: QUEUE_ARN });
    expect(created).not.toHaveProperty('StartingPosition');
  });

  it('changes what an update names, and nothing else', async () => {
    const { UUID } = await ofStream({ BatchSize: 7 });
    const updated = await client.send(new UpdateEventSourceMappingCommand({ UUID, MaximumRetryAttempts: 3 }));
    expect(updated).toMatchObject({ BatchSize: 7, MaximumRetryAttempts: 3, State: 'Disabled' });
    expect(await client.send(new GetEventSourceMappingCommand({ UUID }))).toMatchObject({ MaximumRetryAttempts: 3 });
  });

  it('lists mappings by function and by source', async () => {
    const { UUID } = await ofStream();
    const list = async (input: object): Promise<unknown> =>
      (await client.send(new ListEventSourceMappingsCommand(input))).EventSourceMappings?.map((one) => one.UUID);
    expect(await list({ FunctionName: 'alerts' })).toEqual([UUID]);
    expect(await list({ EventSourceArn: STREAM_ARN })).toEqual([UUID]);
    expect(await list({ EventSourceArn: QUEUE_ARN })).toEqual([]);
  });

  it('forgets a mapping that was deleted', async () => {
    const { UUID } = await ofStream();
    expect(await client.send(new DeleteEventSourceMappingCommand({ UUID }))).toMatchObject({ State: 'Deleting' });
    await expect(client.send(new GetEventSourceMappingCommand({ UUID }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The resource you requested does not exist.',
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('refuses a second mapping of the same source to the same function', async () => {
    const { UUID } = await ofStream();
    await expect(ofStream()).rejects.toMatchObject({
      name: 'ResourceConflictException',
      message: expect.stringContaining(`Please update or delete the existing mapping with UUID ${UUID}`) as string,
    });
  });

  it.each([
    ['no starting position', { StartingPosition: undefined }, 'startingPosition'],
    ['a tumbling window', { TumblingWindowInSeconds: 30 }, 'does not support TumblingWindowInSeconds'],
    ['tags', { Tags: { a: 'b' } }, 'does not support Tags'],
    ['a batch that is too large', { BatchSize: 10_001 }, 'BatchSize is 10001'],
    [
      'a filter that is none',
      { FilterCriteria: { Filters: [{ Pattern: '{"data":"x"}' }] } },
      'Invalid filter pattern definition.',
    ],
    [
      'a source of another kind',
      { EventSourceArn: 'arn:aws:kafka:eu-west-1:123456789012:cluster/c' },
      'Unrecognized event source',
    ],
    [
      'a bucket for failures',
      { DestinationConfig: { OnFailure: { Destination: 'arn:aws:s3:::b' } } },
      'not arn:aws:s3:::b',
    ],
  ])('refuses %s', async (_, input, message) => {
    await expect(ofStream(input)).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: expect.stringContaining(message) as string,
    });
  });

  it('goes on at the record that the function reports, and gives it up to the queue', async () => {
    const [, bad] = await sources.put('good', 'bad', 'later');
    await ofStream({
      StartingPosition: 'TRIM_HORIZON',
      Enabled: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumRetryAttempts: 0,
      BisectBatchOnFunctionError: true,
      DestinationConfig: { OnFailure: { Destination: DEAD_LETTERS_ARN } },
    });
    for (let turns = 0; turns < 100_000 && !(await isDrained()); turns++) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(fixture.printed().filter((line) => line.includes('saw later')).length).toBeGreaterThan(0);
    const messages = (await sources.bodiesIn('dead-letters')).map((body) => JSON.parse(body) as object);
    expect(messages).toEqual([
      expect.objectContaining({
        KinesisBatchInfo: expect.objectContaining({
          startSequenceNumber: bad,
          endSequenceNumber: bad,
          batchSize: 1,
        }) as object,
      }) as object,
    ]);
  });

  const isDrained = async (): Promise<boolean> =>
    ((await fixture.lambda.progress?.()) ?? []).every(({ pending }) => pending === 0);
});
