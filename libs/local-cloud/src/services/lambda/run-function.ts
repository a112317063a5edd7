import { AwsError } from '@sales-cdc/aws-wire';
import { isAccessDenied } from '../../core/authorization/access-denied.js';
import type { CloudContext } from '../../core/cloud-context.js';
import { randomUuid } from '../../core/random-uuid.js';
import type { LogEvent } from '../logs/logs-api.js';
import type { DeployedFunction } from './deployed-function.js';
import { measureInvocation, measureThrottle } from './function-metrics.js';
import { finishEvents, startEvents } from './platform-log.js';
import type { LambdaState } from './lambda-state.js';
import type { Answer } from './runtime-messages.js';

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MAX_RESPONSE_BYTES = 6_291_556;

export interface FunctionRun {
  readonly requestId: string;
  /** JSON text: the handler's answer, or the description of the error. */
  readonly payload: Uint8Array;
  /** Whether the function failed: Lambda says `Unhandled` whatever the cause. */
  readonly failed: boolean;
  readonly log: readonly LogEvent[];
}

/** Runs the function once and writes what it printed to its log group. */
export const runFunction = async (
  deployed: DeployedFunction,
  payload: Uint8Array,
  state: LambdaState,
): Promise<FunctionRun> => {
  refuseOverReservation(deployed, state.context);
  const { configuration, pool } = deployed;
  const requestId = randomUuid(state.context.random);

  const { answer, log } = await pool.use(async (environment) => {
    const { clock } = state.context;
    const startedAtMs = clock.now();
    const invocation = {
      requestId,
      invokedFunctionArn: configuration.arn,
      timeoutMs: configuration.timeoutMs,
      payload,
    };
    const start = startEvents(configuration, requestId, startedAtMs);
    const given = await environment.invoke(invocation);
    const endedAtMs = clock.now();
    if (given.kind !== 'invalidPayload')
      measureInvocation(state.context, configuration, {
        durationMs: endedAtMs - startedAtMs,
        failed: given.kind === 'error',
      });
    const finish = finishEvents(configuration, requestId, { startedAtMs, endedAtMs, answer: given });
    const events = [...start, ...environment.takeOutput(), ...finish];
    await keepLog(deployed, environment.logStreamName, events, state);
    return { answer: given, log: events };
  });
  return { requestId, ...outcomeOf(answer), log };
};

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html */
const refuseOverReservation = ({ configuration, pool }: DeployedFunction, context: CloudContext): void => {
  if (configuration.reservedConcurrency === undefined || pool.load < configuration.reservedConcurrency) return;
  measureThrottle(context, configuration);
  throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429, {
    members: { Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded', Type: 'User' },
  });
};

/** As on AWS, a log that cannot be written does not fail the function. What IAM refuses, IAM has told already. */
const keepLog = (
  { configuration, logs }: DeployedFunction,
  logStreamName: string,
  events: readonly LogEvent[],
  { context }: LambdaState,
): Promise<void> =>
  logs.append({ logGroupName: configuration.logGroupName, logStreamName, events }).catch((error: unknown) => {
    if (isAccessDenied(error)) return;
    context.observer.problem?.({
      service: 'Lambda',
      resource: configuration.name,
      message: `Its log could not be written: ${String(error)}`,
    });
  });

const outcomeOf = (answer: Answer): Pick<FunctionRun, 'payload' | 'failed'> => {
  if (answer.kind === 'invalidPayload')
    throw new AwsError(
      'InvalidRequestContentException',
      `Could not parse request body into json: ${answer.message}`,
      400,
      { members: { Type: 'User' } },
    );
  if (answer.kind === 'error') return { payload: jsonBytes(answer.error), failed: true };
  if (answer.payload.byteLength <= MAX_RESPONSE_BYTES) return { payload: answer.payload, failed: false };
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${MAX_RESPONSE_BYTES} bytes).`;
  return { payload: jsonBytes({ errorType: 'Function.ResponseSizeTooLarge', errorMessage }), failed: true };
};

const jsonBytes = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
