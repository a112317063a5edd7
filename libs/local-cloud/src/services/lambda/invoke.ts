import { AwsError } from '@sales-cdc/aws-wire';
import type { InvocationRequest, InvocationResponse } from '@aws-sdk/client-lambda';
import type { DeployedFunction } from './deployed-function.js';
import type { LambdaState } from './lambda-state.js';
import { runFunction } from './run-function.js';
import type { LogEvent } from '../logs/logs-api.js';

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MAX_SYNC_BYTES = 6 * 1024 * 1024;
const MAX_EVENT_BYTES = 1024 * 1024;
const LOG_TAIL_BYTES = 4 * 1024;
const EMPTY_EVENT = Buffer.from('{}');

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export const invoke = async (input: InvocationRequest, state: LambdaState): Promise<InvocationResponse> => {
  const deployed = state.functions.require(input.FunctionName, input.Qualifier);
  const payload = input.Payload && input.Payload.byteLength > 0 ? input.Payload : EMPTY_EVENT;
  const { InvocationType: type = 'RequestResponse' } = input;
  refuseOversize(payload, type === 'Event' ? MAX_EVENT_BYTES : MAX_SYNC_BYTES);

  if (type === 'DryRun') return { StatusCode: 204 };
  if (type === 'Event') return acceptEvent(deployed, payload, state);

  const { payload: answer, failed, log } = await runFunction(deployed, payload, state);
  return {
    StatusCode: 200,
    ExecutedVersion: '$LATEST',
    Payload: answer,
    ...(failed && { FunctionError: 'Unhandled' }),
    ...(input.LogType === 'Tail' && { LogResult: tailOf(log) }),
  };
};

const refuseOversize = (payload: Uint8Array, limit: number): void => {
  if (payload.byteLength <= limit) return;
  throw new AwsError(
    'RequestTooLargeException',
    `Request must be smaller than ${limit} bytes for the InvokeFunction operation`,
    413,
    { members: { Type: 'User' } },
  );
};

const acceptEvent = (deployed: DeployedFunction, payload: Uint8Array, state: LambdaState): InvocationResponse => {
  refuseInvalidJson(payload);
  const { name } = deployed.configuration;
  // By its name: what is tried again runs the code of then.
  const run = async (): Promise<boolean> => !(await runFunction(state.functions.require(name), payload, state)).failed;
  const attempt = (): Promise<boolean> => run().catch(() => false);
  state.events.accept(attempt, () => {
    state.context.observer.problem?.({
      service: 'Lambda',
      resource: name,
      message: 'An asynchronous event failed three times and was discarded.',
    });
  });
  return { StatusCode: 202 };
};

const refuseInvalidJson = (payload: Uint8Array): void => {
  try {
    JSON.parse(Buffer.from(payload).toString('utf8'));
  } catch (cause) {
    throw new AwsError(
      'InvalidRequestContentException',
      `Could not parse request body into json: ${String(cause)}`,
      400,
      { cause, members: { Type: 'User' } },
    );
  }
};

const tailOf = (log: readonly LogEvent[]): string => {
  const text = Buffer.from(log.map(({ message }) => `${message}\n`).join(''));
  return text.subarray(Math.max(0, text.byteLength - LOG_TAIL_BYTES)).toString('base64');
};
