import {
  CloudWatchClient,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  PutMetricDataCommand,
  type MetricDatum,
} from '@aws-sdk/client-cloudwatch';
import { SmithyRpcV2CborProtocol } from '@smithy/core/cbor';
import { ManualClock } from '../../core/manual-clock.js';
import type { StageProgress } from '../../core/service.js';
import { testContext } from '../../core/test-context.js';
import { TestEndpoint } from '../../core/test-endpoint.js';
import { createCloudWatch, type CloudWatch } from './create-cloudwatch.js';

const MINUTE_MS = 60_000;

/** The JavaScript SDK speaks JSON; boto3 and the AWS CLI speak CBOR. */
const CBOR = () => new SmithyRpcV2CborProtocol({ defaultNamespace: 'com.amazonaws.cloudwatch' });

describe.each([
  ['JSON', undefined],
  ['CBOR', CBOR],
])('CloudWatch, through the SDK over %s', (_name, protocol) => {
  let clock: ManualClock;
  let stages: readonly StageProgress[];
  let cloudwatch: CloudWatch;
  let endpoint: TestEndpoint;
  let client: CloudWatchClient;
  beforeEach(async () => {
    clock = new ManualClock();
    stages = [];
    cloudwatch = createCloudWatch(testContext('', { clock }), { progress: async () => stages });
    if (!cloudwatch.wire) throw new Error('CloudWatch is on the wire.');
    endpoint = await TestEndpoint.of(cloudwatch);
    client = new CloudWatchClient({
      ...endpoint.client,
      ...(protocol && { protocol: protocol() }),
    });
  });
  afterEach(async () => {
    client.destroy();
    await endpoint[Symbol.asyncDispose]();
    await cloudwatch[Symbol.asyncDispose]();
  });

  const put = (...MetricData: MetricDatum[]) =>
    client.send(new PutMetricDataCommand({ Namespace: 'Mine', MetricData }));
  const range = () => ({
    StartTime: new Date(clock.now() - 60 * MINUTE_MS),
    EndTime: new Date(clock.now() + MINUTE_MS),
  });
  const metricData = async (Namespace: string, MetricName: string, more: object = {}, stat: object = {}) => {
    const MetricStat = { Metric: { Namespace, MetricName, ...more }, Period: 60, Stat: 'Sum', ...stat };
    const command = new GetMetricDataCommand({ ...range(), MetricDataQueries: [{ Id: 'q', MetricStat }] });
    return (await client.send(command)).MetricDataResults?.[0];
  };
  const failure = (sent: Promise<unknown>): Promise<unknown> => sent.catch((error: unknown) => error);

  it('gives back what was put, newest first', async () => {
    await put({ MetricName: 'm', Value: 1 }, { MetricName: 'm', Values: [2, 3], Counts: [1, 2] });
    clock.advance(2 * MINUTE_MS);
    await put({ MetricName: 'm', StatisticValues: { SampleCount: 2, Sum: 10, Minimum: 4, Maximum: 6 } });
    expect(await metricData('Mine', 'm')).toEqual({
      Id: 'q',
      Label: 'm',
      Timestamps: [new Date(clock.now()), new Date(clock.now() - 2 * MINUTE_MS)],
      Values: [10, 9],
      StatusCode: 'Complete',
    });
    expect((await metricData('Mine', 'm', {}, { Stat: 'Average', Period: 3600 }))?.Values).toEqual([19 / 6]);
    expect(await metricData('Mine', 'none')).toMatchObject({ Timestamps: [], Values: [] });
  });

  it('answers GetMetricStatistics with every statistic', async () => {
    await put({ MetricName: 'm', Values: [1, 5], Unit: 'Seconds', Dimensions: [{ Name: 'd', Value: 'x' }] });
    const command = new GetMetricStatisticsCommand({
      ...range(),
      Namespace: 'Mine',
      MetricName: 'm',
      Dimensions: [{ Name: 'd', Value: 'x' }],
      Period: 300,
      Statistics: ['SampleCount', 'Sum', 'Average', 'Minimum', 'Maximum'],
    });
    const { Label, Datapoints } = await client.send(command);
    expect(Label).toBe('m');
    expect(Datapoints).toEqual([
      { Timestamp: new Date(clock.now()), Unit: 'Seconds', SampleCount: 2, Sum: 6, Average: 3, Minimum: 1, Maximum: 5 },
    ]);
  });

  it('lists metrics by namespace, name and dimension', async () => {
    await put({ MetricName: 'a', Value: 1, Dimensions: [{ Name: 'd', Value: 'x' }] });
    await put({ MetricName: 'a', Value: 1, Unit: 'Bytes', Dimensions: [{ Name: 'd', Value: 'x' }] });
    await put({ MetricName: 'b', Value: 1 });
    const list = async (by: object) =>
      (await client.send(new ListMetricsCommand(by))).Metrics?.map(({ MetricName }) => MetricName);
    expect(await list({})).toEqual(['a', 'b']);
    expect(await list({ Namespace: 'Mine', MetricName: 'b' })).toEqual(['b']);
    expect(await list({ Dimensions: [{ Name: 'd' }] })).toEqual(['a']);
    expect(await list({ Dimensions: [{ Name: 'd', Value: 'y' }] })).toEqual([]);
    clock.advance(4 * 60 * MINUTE_MS);
    expect(await list({ RecentlyActive: 'PT3H' })).toEqual([]);
  });

  it('finds the metrics that a function logs', async () => {
    const message = JSON.stringify({
      _aws: {
        Timestamp: clock.now(),
        CloudWatchMetrics: [
          { Namespace: 'SalesCdc', Dimensions: [['service']], Metrics: [{ Name: 'Accepted', Unit: 'Count' }] },
        ],
      },
      service: 'transform',
      Accepted: 42,
    });
    cloudwatch.takeLogged({
      events: [
        { timestamp: clock.now(), message },
        { timestamp: clock.now(), message: 'END' },
      ],
    });
    const Dimensions = [{ Name: 'service', Value: 'transform' }];
    expect((await metricData('SalesCdc', 'Accepted', { Dimensions }))?.Values).toEqual([42]);
  });

  it('has what the services count and how old the oldest undelivered record is', async () => {
    const kinesis = (records: number): StageProgress => ({
      stage: 'Kinesis',
      resource: 'changes',
      counts: { records, throttled: 0 },
      pending: 0,
    });
    const firehose: StageProgress = {
      stage: 'Firehose',
      resource: 'sales',
      counts: { read: 3, delivered: 2 },
      pending: 0,
      agesMs: { undelivered: 12_400 },
    };
    const queue: StageProgress = { stage: 'SQS', resource: 'dlq', counts: { messages: 4, sent: 0 }, pending: 0 };
    stages = [kinesis(10), firehose, queue];
    await cloudwatch.start?.();
    await turns();
    stages = [kinesis(15), firehose, queue];
    clock.advance(MINUTE_MS);
    await turns();
    const stream = { Dimensions: [{ Name: 'StreamName', Value: 'changes' }] };
    const delivery = { Dimensions: [{ Name: 'DeliveryStreamName', Value: 'sales' }] };
    expect((await metricData('AWS/Kinesis', 'IncomingRecords', stream))?.Values).toEqual([5, 10]);
    expect((await metricData('AWS/Firehose', 'DeliveryToS3.Records', delivery))?.Values).toEqual([2]);
    const freshness = await metricData('AWS/Firehose', 'DeliveryToS3.DataFreshness', delivery, { Stat: 'Maximum' });
    expect(freshness?.Values).toEqual([12, 12]);
    const visible = { Dimensions: [{ Name: 'QueueName', Value: 'dlq' }] };
    const depth = await metricData('AWS/SQS', 'ApproximateNumberOfMessagesVisible', visible, { Stat: 'Maximum' });
    expect(depth?.Values).toEqual([4, 4]);
  });

  it('refuses by name what it does not have, and answers errors as AWS does', async () => {
    expect(await failure(metricData('Mine', 'm', {}, { Stat: 'p99' }))).toMatchObject({
      message: 'The local cloud does not support the statistic p99.',
    });
    expect(await failure(metricData('Mine', 'm', {}, { Period: 90 }))).toMatchObject({
      name: 'InvalidParameterValueException',
      message: 'The parameter Period must be a multiple of 60.',
      $metadata: { httpStatusCode: 400 },
    });
    const maths = new GetMetricDataCommand({ ...range(), MetricDataQueries: [{ Id: 'e', Expression: 'm1*2' }] });
    expect(await failure(client.send(maths))).toMatchObject({
      message: 'The local cloud does not support Expression.',
    });
    const reserved = new PutMetricDataCommand({ Namespace: 'AWS/Mine', MetricData: [{ MetricName: 'm', Value: 1 }] });
    expect(await failure(client.send(reserved))).toMatchObject({
      message: 'The value AWS/ for parameter Namespace is invalid.',
    });
    expect(await failure(put({ MetricName: 'm', Value: 1, Values: [1] }))).toMatchObject({
      name: 'InvalidParameterCombinationException',
    });
    expect(await failure(put({ MetricName: 'm', Value: 1, StorageResolution: 1 }))).toMatchObject({
      message: 'The local cloud does not support StorageResolution=1.',
    });
    expect(await failure(put({ MetricName: 'm', Value: 1, Timestamp: new Date(0) }))).toMatchObject({
      name: 'InvalidParameterValueException',
    });
  });

  it('speaks Query too, with the codes of that protocol', async () => {
    await put({ MetricName: 'm', Value: 1 });
    const post = (form: Record<string, string>) =>
      fetch(endpoint.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          authorization:
            'AWS4-HMAC-SHA256 Credential=AKID/20261123/eu-west-1/monitoring/aws4_request, SignedHeaders=host, Signature=00',
        },
        body: new URLSearchParams({ Version: '2010-08-01', ...form }),
      });
    const listed = await post({ Action: 'ListMetrics', Namespace: 'Mine' });
    expect(await listed.text()).toContain('<MetricName>m</MetricName>');
    const refused = await post({
      Action: 'GetMetricStatistics',
      Namespace: 'Mine',
      MetricName: 'm',
      StartTime: '2026-11-23T11:00:00Z',
      EndTime: '2026-11-23T12:00:00Z',
      Period: '90',
      'Statistics.member.1': 'Sum',
    });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('<Code>InvalidParameterValue</Code>');
  });
});

/** Lets what waits for no time go on. */
const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};
