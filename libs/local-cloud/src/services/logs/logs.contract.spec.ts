import {
  CloudWatchLogsClient,
  CreateExportTaskCommand,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DeleteLogStreamCommand,
  DeleteRetentionPolicyCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  DescribeSubscriptionFiltersCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  GetQueryResultsCommand,
  paginateFilterLogEvents,
  PutLogEventsCommand,
  PutRetentionPolicyCommand,
  StartLiveTailCommand,
  StartQueryCommand,
  TestMetricFilterCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '../../core/manual-clock.js';
import { testContext } from '../../core/test-context.js';
import { TestEndpoint } from '../../core/test-endpoint.js';
import { createLogs, type Logs } from './create-logs.js';

const logGroupName = '/aws/lambda/transform';
const DAY_MS = 24 * 60 * 60 * 1000;

describe('CloudWatch Logs, through the SDK', () => {
  let dataDirectory: string;
  let clock: ManualClock;
  let logs: Logs;
  let endpoint: TestEndpoint;
  let client: CloudWatchLogsClient;

  const open = async (): Promise<void> => {
    logs = await createLogs(testContext(dataDirectory, { clock }));
    endpoint = await TestEndpoint.of(logs);
    client = new CloudWatchLogsClient({
      ...endpoint.client,
      // A live tail would go to streaming-127.0.0.1.
      disableHostPrefix: true,
    });
  };
  const close = async (): Promise<void> => {
    client.destroy();
    await endpoint[Symbol.asyncDispose]();
    await logs[Symbol.asyncDispose]();
  };
  beforeEach(async () => {
    dataDirectory = await mkdtemp(join(tmpdir(), 'logs-contract-'));
    clock = new ManualClock();
    await open();
  });
  afterEach(async () => {
    await close();
    await rm(dataDirectory, { recursive: true });
  });

  /** Events `m0`, `m1`, … one second apart, the last of them now. */
  const log = (count: number, logStreamName = 'a', word = 'm'): Promise<void> =>
    logs.api.append({
      logGroupName,
      logStreamName,
      events: Array.from({ length: count }, (_, index) => ({
        timestamp: clock.now() - (count - 1 - index) * 1000,
        message: `${word}${index}`,
      })),
    });
  const messages = (events: readonly { message?: string | undefined }[] = []): readonly (string | undefined)[] =>
    events.map(({ message }) => message);

  it('finds the lines of a function by a pattern, over all its streams, in the order of time', async () => {
    await log(3, '2026/11/23/[$LATEST]0f');
    await log(2, '2026/11/23/[$LATEST]aa', 'ERROR ');
    const all = await client.send(new FilterLogEventsCommand({ logGroupName }));
    expect(all.events?.map(({ timestamp }) => timestamp)).toEqual(
      all.events?.map(({ timestamp = 0 }) => timestamp).sort((a, b) => a - b),
    );
    expect(all.events).toHaveLength(5);
    const errors = await client.send(new FilterLogEventsCommand({ logGroupName, filterPattern: 'ERROR' }));
    expect(errors.events).toEqual([
      expect.objectContaining({ logStreamName: '2026/11/23/[$LATEST]aa', message: 'ERROR 0' }),
      expect.objectContaining({ message: 'ERROR 1', eventId: expect.stringMatching(/^\d{56}$/) as string }),
    ]);
  });

  it('pages through what it finds without loss or repeat', async () => {
    await log(5, 'a', 'a');
    await log(5, 'b', 'b');
    const found: (string | undefined)[] = [];
    for await (const { events } of paginateFilterLogEvents({ client, pageSize: 3 }, { logGroupName }))
      found.push(...messages(events));
    expect([...found].sort()).toEqual(['a0', 'a1', 'a2', 'a3', 'a4', 'b0', 'b1', 'b2', 'b3', 'b4']);
  });

  it('filters by time and by streams', async () => {
    await log(3, 'a', 'a');
    await log(3, 'b', 'b');
    const filter = async (more: object) =>
      messages((await client.send(new FilterLogEventsCommand({ logGroupName, ...more }))).events);
    expect(await filter({ startTime: clock.now(), logStreamNames: ['a'] })).toEqual(['a2']);
    expect(await filter({ endTime: clock.now() - 1000, logStreamNamePrefix: 'b' })).toEqual(['b0']);
    await expect(filter({ logStreamNames: ['none'] })).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(filter({ startFromHead: false })).rejects.toThrow('startFromHead');
    await expect(filter({ nextToken: 'x' })).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  it('reads a stream forward to its end, where the token stays the same until there is more', async () => {
    await log(5);
    const read = (nextToken?: string) =>
      client.send(
        new GetLogEventsCommand({ logGroupName, logStreamName: 'a', limit: 3, startFromHead: true, nextToken }),
      );
    const first = await read();
    expect(messages(first.events)).toEqual(['m0', 'm1', 'm2']);
    const second = await read(first.nextForwardToken);
    expect(messages(second.events)).toEqual(['m3', 'm4']);
    const third = await read(second.nextForwardToken);
    expect(third).toMatchObject({ events: [], nextForwardToken: second.nextForwardToken });
    expect(messages((await read(third.nextBackwardToken)).events)).toEqual(['m2', 'm3', 'm4']);
    clock.advance(1);
    await log(1);
    expect(messages((await read(second.nextForwardToken)).events)).toEqual(['m0']);
  });

  it('reads a stream backward from its latest events', async () => {
    await log(5);
    const read = (nextToken?: string) =>
      client.send(new GetLogEventsCommand({ logGroupName, logStreamName: 'a', limit: 3, nextToken }));
    const latest = await read();
    expect(messages(latest.events)).toEqual(['m2', 'm3', 'm4']);
    const before = await read(latest.nextBackwardToken);
    expect(messages(before.events)).toEqual(['m0', 'm1']);
    expect(await read(before.nextBackwardToken)).toMatchObject({
      events: [],
      nextBackwardToken: before.nextBackwardToken,
    });
  });

  it('takes what callers log, and says which events are too old or too new', async () => {
    await client.send(new CreateLogGroupCommand({ logGroupName: 'mine' }));
    await client.send(new CreateLogStreamCommand({ logGroupName: 'mine', logStreamName: 's/1' }));
    await client.send(new PutRetentionPolicyCommand({ logGroupName: 'mine', retentionInDays: 1 }));
    const now = clock.now();
    const put = (...timestamps: number[]) =>
      client.send(
        new PutLogEventsCommand({
          logGroupName: 'mine',
          logStreamName: 's/1',
          logEvents: timestamps.map((timestamp) => ({ timestamp, message: String(timestamp) })),
        }),
      );
    expect((await put(now - 1, now)).rejectedLogEventsInfo).toBeUndefined();
    expect((await put(now - DAY_MS - 1, now - DAY_MS + 1)).rejectedLogEventsInfo).toEqual({
      expiredLogEventEndIndex: 1,
    });
    expect((await put(now, now + 3 * 60 * 60 * 1000)).rejectedLogEventsInfo).toEqual({ tooNewLogEventStartIndex: 1 });
    await expect(put(now, now - 1)).rejects.toThrow('chronological order');
    await expect(put(now - 2 * DAY_MS, now)).rejects.toThrow('cannot span more than 24 hours');
    const { events } = await client.send(new GetLogEventsCommand({ logGroupName: 'mine', logStreamName: 's/1' }));
    expect(messages(events)).toEqual([now - DAY_MS + 1, now - 1, now, now].map(String));
  });

  it('describes groups and streams page by page', async () => {
    await log(2, 'b');
    await log(1, 'c');
    await client.send(new CreateLogStreamCommand({ logGroupName, logStreamName: 'a' }));
    await client.send(new CreateLogGroupCommand({ logGroupName: 'other' }));
    const { logGroups } = await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/aws/' }));
    expect(logGroups).toEqual([
      expect.objectContaining({
        logGroupName,
        arn: `arn:aws:logs:eu-west-1:123456789012:log-group:${logGroupName}:*`,
        creationTime: clock.now(),
      }),
    ]);
    const page = await client.send(new DescribeLogStreamsCommand({ logGroupName, limit: 2 }));
    expect(page.logStreams?.map(({ logStreamName }) => logStreamName)).toEqual(['a', 'b']);
    expect(page.logStreams?.[1]).toMatchObject({
      firstEventTimestamp: clock.now() - 1000,
      lastEventTimestamp: clock.now(),
    });
    const rest = await client.send(new DescribeLogStreamsCommand({ logGroupName, nextToken: page.nextToken }));
    expect(rest.logStreams?.map(({ logStreamName }) => logStreamName)).toEqual(['c']);
    expect(rest.nextToken).toBeUndefined();
    const latest = new DescribeLogStreamsCommand({
      logGroupName,
      orderBy: 'LastEventTime',
      descending: true,
      limit: 1,
    });
    expect((await client.send(latest)).logStreams?.[0]?.logStreamName).toBe('c');
  });

  it('keeps groups, retention and events over a restart', async () => {
    await log(1);
    await client.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 7 }));
    await close();
    await open();
    const { logGroups } = await client.send(new DescribeLogGroupsCommand({}));
    expect(logGroups).toEqual([expect.objectContaining({ logGroupName, retentionInDays: 7 })]);
    clock.advance(8 * DAY_MS);
    expect((await client.send(new FilterLogEventsCommand({ logGroupName }))).events).toEqual([]);
    await client.send(new DeleteRetentionPolicyCommand({ logGroupName }));
    expect((await client.send(new FilterLogEventsCommand({ logGroupName }))).events).toHaveLength(1);
  });

  it('deletes streams and groups, and leaves groups below them', async () => {
    await log(1, 'a');
    await log(1, 'b');
    await logs.api.append({
      logGroupName: `${logGroupName}/more`,
      logStreamName: 'a',
      events: [{ timestamp: clock.now(), message: 'x' }],
    });
    await client.send(new DeleteLogStreamCommand({ logGroupName, logStreamName: 'a' }));
    expect(messages((await client.send(new FilterLogEventsCommand({ logGroupName }))).events)).toEqual(['m0']);
    await client.send(new DeleteLogGroupCommand({ logGroupName }));
    const { logGroups } = await client.send(new DescribeLogGroupsCommand({}));
    expect(logGroups?.map((group) => group.logGroupName)).toEqual([`${logGroupName}/more`]);
    await client.send(new CreateLogGroupCommand({ logGroupName }));
    expect((await client.send(new FilterLogEventsCommand({ logGroupName }))).events).toEqual([]);
  });

  it('knows no Insights, no live tail, no subscriptions and no exports', async () => {
    const logGroupArn = `arn:aws:logs:eu-west-1:123456789012:log-group:${logGroupName}`;
    const times = { startTime: 0, endTime: clock.now() };
    for (const send of [
      () => client.send(new StartQueryCommand({ logGroupName, ...times, queryString: 'fields @message' })),
      () => client.send(new GetQueryResultsCommand({ queryId: 'q' })),
      () => client.send(new StartLiveTailCommand({ logGroupIdentifiers: [logGroupArn] })),
      () => client.send(new DescribeSubscriptionFiltersCommand({ logGroupName })),
      () => client.send(new CreateExportTaskCommand({ logGroupName, from: 0, to: 1, destination: 'lake' })),
    ])
      expect(await send().catch((error: unknown) => error)).toMatchObject({
        name: 'UnknownOperationException',
        $metadata: { httpStatusCode: 400 },
      });
  });

  it('answers errors as AWS does', async () => {
    await log(1);
    const failure = (sent: Promise<unknown>): Promise<unknown> => sent.catch((error: unknown) => error);
    expect(await failure(client.send(new FilterLogEventsCommand({ logGroupName: 'none' })))).toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The specified log group does not exist.',
      $metadata: { httpStatusCode: 400 },
    });
    expect(await failure(client.send(new GetLogEventsCommand({ logGroupName, logStreamName: 'none' })))).toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The specified log stream does not exist.',
    });
    expect(await failure(client.send(new CreateLogGroupCommand({ logGroupName })))).toMatchObject({
      name: 'ResourceAlreadyExistsException',
    });
    expect(await failure(client.send(new CreateLogGroupCommand({ logGroupName: 'a b' })))).toMatchObject({
      name: 'InvalidParameterException',
    });
    expect(await failure(client.send(new CreateLogGroupCommand({ logGroupName: 'b', kmsKeyId: 'k' })))).toMatchObject({
      message: 'The local cloud does not support kmsKeyId.',
    });
    expect(
      await failure(client.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 2 }))),
    ).toMatchObject({ name: 'InvalidParameterException' });
    expect(
      await failure(client.send(new FilterLogEventsCommand({ logGroupName, filterPattern: '[a]' }))),
    ).toMatchObject({ message: 'The local cloud does not support space-delimited filter patterns.' });
    expect(
      await failure(client.send(new TestMetricFilterCommand({ filterPattern: 'a', logEventMessages: ['a'] }))),
    ).toMatchObject({ name: 'InvalidParameterException' });
  });
});
