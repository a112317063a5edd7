import { AwsError } from '@sales-cdc/aws-wire';
import { PipeFixture, pipeProperties } from '../testing/pipe-fixture.js';
import type { LogLevel } from './pipe-log.js';

const LogGroupArn = 'arn:aws:logs:us-east-1:000000000000:log-group:/aws/vendedlogs/pipes/changes:*';
const logging = (Level: LogLevel): ReturnType<typeof pipeProperties> => ({
  ...pipeProperties(),
  LogConfiguration: { CloudwatchLogsLogDestination: { LogGroupArn }, Level },
});

describe('the log of a pipe', () => {
  let run: PipeFixture;
  beforeEach(async () => {
    run = await PipeFixture.create();
    run.add(2);
  });
  afterEach(() => run.remove());

  const logged = (): readonly Record<string, unknown>[] =>
    run.logged.flatMap(({ events }) => events.map(({ message }) => JSON.parse(message) as Record<string, unknown>));
  const stepsAt = async (level: LogLevel): Promise<readonly unknown[]> => {
    await (await run.poller(logging(level))).poll();
    return logged().map(({ messageType }) => messageType);
  };

  it.each([
    ['OFF', []],
    ['ERROR', []],
    ['INFO', ['EXECUTION_STARTED', 'EXECUTION_SUCCEEDED']],
    [
      'TRACE',
      [
        'EXECUTION_STARTED',
        'TARGET_STAGE_ENTERED',
        'TARGET_INVOCATION_STARTED',
        'TARGET_INVOCATION_SUCCEEDED',
        'TARGET_STAGE_SUCCEEDED',
        'EXECUTION_SUCCEEDED',
      ],
    ],
  ] as const)('at the level %s has of an execution that succeeds %j', async (level, steps) => {
    expect(await stepsAt(level)).toEqual(steps);
  });

  it('has the error of an execution that fails, in the log group that the template names', async () => {
    run.kinesis.trouble = () => new AwsError('AccessDeniedException', 'not allowed');
    expect(await stepsAt('ERROR')).toEqual(['TARGET_INVOCATION_FAILED', 'TARGET_STAGE_FAILED', 'EXECUTION_FAILED']);
    expect(run.logged[0]).toMatchObject({
      logGroupName: '/aws/vendedlogs/pipes/changes',
      logStreamName: 'pipes/changes',
    });
    expect(logged()[0]).toEqual({
      resourceArn: 'arn:aws:pipes:us-east-1:000000000000:pipe/changes',
      timestamp: run.clock.now(),
      executionId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      messageType: 'TARGET_INVOCATION_FAILED',
      logLevel: 'ERROR',
      error: { message: 'AccessDeniedException: not allowed', awsService: 'kinesis' },
    });
  });

  it('tells a part that failed from the whole', async () => {
    run.kinesis.trouble = () => [undefined, 'InternalFailure'];
    expect(await stepsAt('ERROR')).toContain('EXECUTION_PARTIALLY_FAILED');
  });
});
