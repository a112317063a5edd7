import type { CloudContext } from '../../../core/cloud-context.js';
import { randomUuid } from '../../../core/random-uuid.js';
import type { Failure } from '../../stream-poller/retry-policy.js';
import type { StreamEvent } from '../../stream-poller/stream-event.js';
import type { PipesPorts } from '../ports.js';

export type LogLevel = 'OFF' | 'ERROR' | 'INFO' | 'TRACE';

/** Where and how much a pipe logs. */
export interface PipeLogConfiguration {
  readonly logGroupName: string;
  readonly level: LogLevel;
}

const LEVELS: readonly LogLevel[] = ['OFF', 'ERROR', 'INFO', 'TRACE'];

/** Steps of an execution that succeeds, each with the level from which on it is logged, and of one that fails. */
const BEGINNING = [
  ['EXECUTION_STARTED', 'INFO'],
  ['TARGET_STAGE_ENTERED', 'TRACE'],
  ['TARGET_INVOCATION_STARTED', 'TRACE'],
] as const;
const SUCCESS = [
  ['TARGET_INVOCATION_SUCCEEDED', 'TRACE'],
  ['TARGET_STAGE_SUCCEEDED', 'TRACE'],
  ['EXECUTION_SUCCEEDED', 'INFO'],
] as const;
const FAILURE = [
  ['TARGET_INVOCATION_FAILED', 'ERROR'],
  ['TARGET_STAGE_FAILED', 'ERROR'],
  ['EXECUTION_FAILED', 'ERROR'],
] as const;
const PARTIAL_FAILURE = [
  ['TARGET_INVOCATION_PARTIALLY_FAILED', 'ERROR'],
  ['TARGET_STAGE_PARTIALLY_FAILED', 'ERROR'],
  ['EXECUTION_PARTIALLY_FAILED', 'ERROR'],
] as const;

type Steps = readonly (readonly [messageType: string, level: LogLevel])[];

/**
 * What a pipe tells of its executions: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-logs.html
 * Differs: the name of AWS's log stream has not been seen. Execution data is not logged; a template that asks for it is
 * refused. AWS has more steps.
 */
export class PipeLog {
  constructor(
    private readonly pipeArn: string,
    private readonly configuration: PipeLogConfiguration,
    private readonly logs: PipesPorts['logs'],
    private readonly context: Pick<CloudContext, 'clock' | 'random'>,
  ) {}

  /** Runs one execution and logs its steps. A log that cannot be written does not hold up the pipe. */
  async around(
    events: readonly StreamEvent[],
    execute: () => Promise<Failure | undefined>,
  ): Promise<Failure | undefined> {
    const executionId = randomUuid(this.context.random);
    await this.#write(executionId, BEGINNING);
    const failure = await execute();
    if (!failure) await this.#write(executionId, SUCCESS);
    else await this.#write(executionId, failure.failed.length < events.length ? PARTIAL_FAILURE : FAILURE, failure);
    return failure;
  }

  async #write(executionId: string, steps: Steps, failure?: Failure): Promise<void> {
    const most = LEVELS.indexOf(this.configuration.level);
    const timestamp = this.context.clock.now();
    const events = steps
      .filter(([, level]) => LEVELS.indexOf(level) <= most)
      .map(([messageType, logLevel]) => ({
        timestamp,
        message: JSON.stringify({
          resourceArn: this.pipeArn,
          timestamp,
          executionId,
          messageType,
          logLevel,
          ...(failure && { error: { message: failure.reason, awsService: 'kinesis' } }),
        }),
      }));
    if (events.length === 0) return;
    const logStreamName = `pipes/${this.pipeArn.slice(this.pipeArn.lastIndexOf('/') + 1)}`;
    const { logGroupName } = this.configuration;
    await this.logs.append({ logGroupName, logStreamName, events }).catch(() => undefined);
  }
}
