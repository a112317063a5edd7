import { AwsError } from '@sales-cdc/aws-wire';
import { DeliveryStreamFixture, LAMBDA_ARN, processing, SHARD } from './testing/delivery-stream-fixture.js';
import { passOn } from './testing/in-memory-neighbours.js';

// Time in these specs is manual or the worker's; this is room for a machine that is busy with other things.
jest.setTimeout(60_000);

const MIB = 1024 * 1024;
let fixture: DeliveryStreamFixture;

const open = async (...settings: Parameters<typeof DeliveryStreamFixture.create>): Promise<DeliveryStreamFixture> => {
  fixture = await DeliveryStreamFixture.create(...settings);
  return fixture;
};
afterEach(() => fixture[Symbol.asyncDispose]());

const withKeys =
  (keysOf: (text: string) => object) =>
  ({ records }: { records: readonly { recordId: string; data: string }[] }) => ({
    records: records.map(({ recordId, data }) => ({
      recordId,
      result: 'Ok',
      data,
      metadata: { partitionKeys: keysOf(Buffer.from(data, 'base64').toString()) },
    })),
  });
const partitioned = {
  Prefix: 'sales/dt=!{partitionKeyFromLambda:dt}/',
  DynamicPartitioningConfiguration: { Enabled: true },
  BufferingHints: { SizeInMBs: 64, IntervalInSeconds: 60 },
};

describe('a delivery stream', () => {
  it('writes what the function returns, back to back, to a gzip object named after the stream', async () => {
    const { neighbours, clock } = await open();
    neighbours.kinesis.put(SHARD, 'one\n');
    clock.advance(5000);
    neighbours.kinesis.put(SHARD, 'two\n');
    await fixture.poll();

    const [key = ''] = fixture.keys('');
    expect(key).toMatch(/^sales\/dt=2026-11-23\/delivery-1-2026-11-23-12-00-00-[0-9a-f-]{36}\.gz$/);
    expect(neighbours.s3.objects.get(key)).toMatchObject({
      Bucket: 'lake',
      ContentType: 'application/octet-stream',
      ContentEncoding: 'gzip',
    });
    expect(fixture.texts('sales/')).toEqual(['one\ntwo\n']);
    expect(await fixture.stream.progress()).toEqual({
      stage: 'Firehose',
      resource: 'delivery',
      counts: { read: 2, delivered: 2, failed: 0, objects: 1 },
      pending: 0,
      agesMs: { undelivered: 0 },
    });
  });

  it('tells how old the oldest record is that is not delivered', async () => {
    const { neighbours, clock } = await open({ BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 } });
    neighbours.kinesis.put(SHARD, 'one', 'sale-1');
    await fixture.poll();
    clock.advance(5_000);
    await fixture.poll();
    expect((await fixture.stream.progress()).agesMs).toEqual({ undelivered: 5_000 });
    clock.advance(55_000);
    await fixture.poll();
    expect((await fixture.stream.progress()).agesMs).toEqual({ undelivered: 0 });
  });

  it('gives the function the event that AWS gives', async () => {
    const { neighbours, clock } = await open();
    const sequenceNumber = neighbours.kinesis.put(SHARD, 'one', 'sale-1');
    await fixture.poll();
    expect(neighbours.lambda.events).toEqual([
      {
        invocationId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        sourceKinesisStreamArn: 'arn:aws:kinesis:us-east-1:000000000000:stream/changes',
        deliveryStreamArn: 'arn:aws:firehose:us-east-1:000000000000:deliverystream/delivery',
        region: 'us-east-1',
        records: [
          {
            recordId: `${sequenceNumber}000000`,
            approximateArrivalTimestamp: clock.now(),
            data: 'b25l',
            kinesisRecordMetadata: {
              sequenceNumber,
              subsequenceNumber: 0,
              partitionKey: 'sale-1',
              shardId: SHARD,
              approximateArrivalTimestamp: clock.now(),
            },
          },
        ],
      },
    ]);
  });

  it('starts at LATEST when it is created, and misses nothing put after that, even before the first poll', async () => {
    const { neighbours } = await open();
    neighbours.kinesis.put(SHARD, 'first');
    await fixture.restart();
    neighbours.kinesis.put(SHARD, 'second');
    await fixture.poll();
    expect(fixture.texts('sales/')).toEqual(['firstsecond']);
  });

  it('does not call the function when processing is not enabled', async () => {
    const { neighbours } = await open({ ProcessingConfiguration: { ...processing(), Enabled: false } });
    neighbours.kinesis.put(SHARD, 'raw');
    await fixture.poll();
    expect(neighbours.lambda.events).toEqual([]);
    expect(fixture.texts('sales/')).toEqual(['raw']);
  });

  it('gathers records for the function by size and by age', async () => {
    const { neighbours, clock } = await open({
      ProcessingConfiguration: processing({ BufferSizeInMBs: '1', BufferIntervalInSeconds: '60' }),
    });
    neighbours.kinesis.put(SHARD, Buffer.alloc(0.6 * MIB));
    neighbours.kinesis.put(SHARD, Buffer.alloc(0.6 * MIB));
    await fixture.poll();
    expect(neighbours.lambda.events.map(({ records }) => records.length)).toEqual([1]);
    clock.advance(60_000);
    await fixture.poll();
    expect(neighbours.lambda.events.map(({ records }) => records.length)).toEqual([1, 1]);
  });

  it('never gives the function more than 6 MB, however small the records are', async () => {
    const { neighbours } = await open(
      { ProcessingConfiguration: processing({ BufferSizeInMBs: '3', BufferIntervalInSeconds: '60' }) },
      { limits: 'lifted' },
    );
    let longest = 0;
    const { lambda } = neighbours;
    const invoke = lambda.Invoke.bind(lambda);
    lambda.Invoke = (input) => {
      longest = Math.max(longest, input.Payload?.byteLength ?? 0);
      return invoke(input);
    };
    for (let count = 0; count < 15_000; count += 1) neighbours.kinesis.put(SHARD, 'small', '"quoted" key');
    await fixture.poll();
    expect(longest).toBeLessThanOrEqual(6 * MIB);
    expect(longest).toBeGreaterThan(3 * MIB);
  });

  it('closes an object by size and by age', async () => {
    const { neighbours, clock } = await open({ BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 30 } });
    neighbours.kinesis.put(SHARD, Buffer.alloc(MIB));
    await fixture.poll();
    expect(fixture.keys('sales/')).toHaveLength(1);
    neighbours.kinesis.put(SHARD, 'little');
    await fixture.poll();
    clock.advance(29_999);
    await fixture.poll();
    expect(fixture.keys('sales/')).toHaveLength(1);
    clock.advance(1);
    await fixture.poll();
    expect(fixture.keys('sales/')).toHaveLength(2);
  });

  it('keeps the checkpoint behind records that are not in S3 yet', async () => {
    const { neighbours, clock } = await open({ BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 } });
    neighbours.kinesis.put(SHARD, 'waiting');
    await fixture.poll();
    expect(await fixture.pending()).toBe(1);
    await fixture.restart();
    await fixture.poll();
    clock.advance(60_000);
    await fixture.poll();
    expect(fixture.texts('sales/')).toEqual(['waiting']);
    expect(await fixture.pending()).toBe(0);
  });

  it('takes a new iterator when the old one has expired', async () => {
    const { neighbours, clock } = await open();
    await fixture.poll();
    clock.advance(10 * 60_000);
    neighbours.kinesis.put(SHARD, 'late');
    await fixture.poll();
    expect(fixture.texts('sales/')).toEqual(['late']);
  });

  it('reads the children of a closed shard after it', async () => {
    const { neighbours } = await open();
    neighbours.kinesis.put(SHARD, 'parent');
    neighbours.kinesis.reshard(SHARD, 'child');
    neighbours.kinesis.put('child', 'child');
    for (let round = 0; round < 3; round += 1) await fixture.poll();
    expect(fixture.texts('sales/')).toEqual(['parent', 'child']);
    expect(await fixture.pending()).toBe(0);
  });

  it('counts a new version when its configuration has changed, and delivers what was open', async () => {
    const { neighbours } = await open({ BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 } });
    neighbours.kinesis.put(SHARD, 'open');
    await fixture.poll();
    await fixture.restart({ CompressionFormat: 'UNCOMPRESSED' });
    await fixture.poll();
    expect(fixture.keys('')[0]).toMatch(/delivery-2-[-0-9a-f]+$/);
    expect(fixture.texts('sales/')).toEqual(['open']);
  });
});

describe('the error output', () => {
  it('has the original record with the reason, in the order of members that AWS writes', async () => {
    const { neighbours, clock } = await open();
    neighbours.lambda.answer = ({ records }) => ({
      records: records.map(({ recordId }) => ({ recordId, result: 'ProcessingFailed', data: '' })),
    });
    neighbours.kinesis.put(SHARD, 'no sale');
    await fixture.poll();
    expect(fixture.keys('')).toEqual([expect.stringMatching(/^errors\/processing-failed\/delivery-1-[-0-9a-f]+$/)]);
    expect(fixture.texts('errors/')).toEqual([
      `{"rawData":"bm8gc2FsZQ==","errorCode":"Lambda.ProcessingFailedStatus","errorMessage":"ProcessingFailed status set for record","attemptsMade":1,"arrivalTimestamp":${clock.now()},"attemptEndingTimestamp":${clock.now()},"lambdaARN":"${LAMBDA_ARN}"}\n`,
    ]);
    expect((await fixture.stream.progress()).counts).toEqual({ read: 1, delivered: 0, failed: 1, objects: 1 });
  });

  it('gets the whole batch when the function fails at every attempt, and the problem is told once', async () => {
    const { neighbours } = await open({ ProcessingConfiguration: processing({ NumberOfRetries: '2' }) });
    neighbours.lambda.answer = () => {
      throw new Error('broken');
    };
    for (const text of ['one', 'two']) {
      neighbours.kinesis.put(SHARD, text);
      await fixture.pollWhileTimePasses();
    }
    expect(fixture.errors()).toMatchObject([
      {
        errorCode: 'Lambda.FunctionError',
        errorMessage: 'The Lambda function was successfully invoked but it returned an error result.',
        attemptsMade: 3,
      },
      { errorCode: 'Lambda.FunctionError', attemptsMade: 3 },
    ]);
    expect(fixture.problems).toHaveLength(1);
  });

  it.each([
    ['AccessDeniedException', 'Lambda.InvokeAccessDenied'],
    ['ResourceNotFoundException', 'Lambda.ResourceNotFound'],
    ['TooManyRequestsException', 'Lambda.InvokeLimitExceeded'],
    ['ServiceException', 'Lambda.FunctionError'],
  ])('says of %s: %s', async (thrown, errorCode) => {
    const { neighbours } = await open();
    neighbours.lambda.answer = () => {
      throw new AwsError(thrown, 'no');
    };
    neighbours.kinesis.put(SHARD, 'one');
    await fixture.poll();
    expect(fixture.errors()).toMatchObject([{ errorCode, attemptsMade: 1 }]);
  });

  it('is told to the log group of the delivery stream, one event for each cause', async () => {
    const { neighbours } = await open({
      CloudWatchLoggingOptions: { Enabled: true, LogGroupName: '/firehose', LogStreamName: 'delivery' },
    });
    neighbours.lambda.answer = () => ({});
    neighbours.kinesis.put(SHARD, 'one');
    neighbours.kinesis.put(SHARD, 'two');
    await fixture.poll();
    expect(neighbours.logged).toHaveLength(1);
    expect(neighbours.logged[0]).toMatchObject({
      logGroupName: '/firehose',
      logStreamName: 'delivery',
      events: [{ message: expect.stringContaining('"errorCode":"Lambda.MissingRecordId"') as string }],
    });
  });
});

describe('dynamic partitioning', () => {
  it('writes one object for each partition, when its buffer is old enough', async () => {
    const { neighbours, clock } = await open(partitioned);
    neighbours.lambda.answer = withKeys((text) => ({ dt: text.slice(0, 1), unused: 'x' }));
    for (const text of ['a1', 'b1', 'a2']) neighbours.kinesis.put(SHARD, text);
    await fixture.poll();
    expect(fixture.keys('')).toEqual([]);
    clock.advance(60_000);
    await fixture.poll();
    expect(fixture.texts('sales/dt=a/')).toEqual(['a1a2']);
    expect(fixture.texts('sales/dt=b/')).toEqual(['b1']);
  });

  it.each([[{}], [{ dt: '' }], [{ dt: null }]])(
    'sends a record with partition keys %j to the error output',
    async (keys) => {
      const { neighbours, clock } = await open(partitioned);
      neighbours.lambda.answer = withKeys(() => keys);
      neighbours.kinesis.put(SHARD, 'one');
      await fixture.poll();
      clock.advance(60_000);
      await fixture.poll();
      expect(fixture.errors()).toMatchObject([
        {
          errorCode: 'DynamicPartitioning.MetadataExtractionFailed',
          errorMessage: 'partitionKeys values must not be null or empty',
        },
      ]);
    },
  );

  it('sends what would open a 501st partition to activePartitionExceeded, and goes on with the others', async () => {
    const { neighbours, clock } = await open(partitioned);
    neighbours.lambda.answer = withKeys((text) => ({ dt: text }));
    const put = (text: string): string => neighbours.kinesis.put(SHARD, text);
    for (let day = 0; day < 501; day += 1) put(String(day));
    put('0');
    await fixture.poll();
    clock.advance(60_000);
    await fixture.poll();
    expect(fixture.keys('sales/')).toHaveLength(500);
    expect(fixture.texts('sales/dt=0/')).toEqual(['00']);
    expect(fixture.texts('errors/activePartitionExceeded/')).toEqual([
      expect.stringContaining(`"rawData":"${Buffer.from('500').toString('base64')}"`),
    ]);
    expect(await fixture.pending()).toBe(0);
  });
});

describe('delivery to S3', () => {
  it('is tried again until it succeeds, and the problem is told once', async () => {
    const { neighbours } = await open();
    let failures = 5;
    neighbours.s3.failing = () => (failures -= 1) >= 0;
    neighbours.lambda.answer = passOn;
    neighbours.kinesis.put(SHARD, 'one');
    await fixture.pollWhileTimePasses();
    expect(fixture.texts('sales/')).toEqual(['one']);
    expect(fixture.problems).toHaveLength(1);
  });

  it('pauses reading while too much waits in memory', async () => {
    const { neighbours, clock } = await open(
      {
        ProcessingConfiguration: { Enabled: false },
        CompressionFormat: 'UNCOMPRESSED',
        BufferingHints: { SizeInMBs: 128, IntervalInSeconds: 60 },
      },
      { limits: 'lifted' },
    );
    for (let count = 0; count < 100; count += 1) neighbours.kinesis.put(SHARD, Buffer.alloc(MIB));
    await fixture.poll();
    await fixture.poll();
    expect((await fixture.stream.progress()).counts).toMatchObject({ read: 70, delivered: 0 });
    clock.advance(60_000);
    await fixture.poll();
    await fixture.poll();
    expect((await fixture.stream.progress()).counts).toMatchObject({ read: 100, delivered: 70 });
  });
});
