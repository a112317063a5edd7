import { AwsError } from '@sales-cdc/aws-wire';
import type { CloudContext } from '../../../core/cloud-context.js';
import { randomUuid } from '../../../core/random-uuid.js';
import type { DeliveryStreamConfiguration, ProcessorConfiguration } from '../configuration.js';
import type { FirehosePorts } from '../ports.js';
import type { ProblemEpisode } from '../problem-episode.js';
import type { SourceRecord } from '../source/source-record.js';
import type { Failure, ProcessedBatch } from './outcome.js';
import { processingEvent } from './processing-event.js';
import { judgeResponse } from './processing-response.js';

/** The pause before the second attempt; each further one doubles it. Differs: AWS does not say how long it waits. */
const FIRST_PAUSE_MS = 1000;

const FUNCTION_ERROR: Failure = {
  errorCode: 'Lambda.FunctionError',
  errorMessage: 'The Lambda function was successfully invoked but it returned an error result.',
};

/** https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-logs.html */
const INVOCATION_FAILURES: Readonly<Record<string, Failure>> = {
  AccessDeniedException: {
    errorCode: 'Lambda.InvokeAccessDenied',
    errorMessage: 'Access was denied. Ensure that the access policy allows access to the Lambda function.',
  },
  ResourceNotFoundException: {
    errorCode: 'Lambda.ResourceNotFound',
    errorMessage: 'The Lambda function does not exist. Use a different function that does exist.',
  },
  TooManyRequestsException: {
    errorCode: 'Lambda.InvokeLimitExceeded',
    errorMessage: 'The Lambda function invocation limit was exceeded. Increase the limit.',
  },
};

type Attempt = { readonly payload: Uint8Array | undefined } | { readonly failure: Failure; readonly detail: string };

/** Has the function transform batches. A function that fails is tried again; then the whole batch fails. */
export class LambdaProcessor {
  constructor(
    private readonly stream: DeliveryStreamConfiguration,
    private readonly processor: ProcessorConfiguration,
    private readonly lambda: FirehosePorts['lambda'],
    private readonly context: CloudContext,
    private readonly episode: ProblemEpisode,
  ) {}

  async process(records: readonly SourceRecord[], signal: AbortSignal): Promise<ProcessedBatch> {
    const event = processingEvent(this.stream, this.context.region, randomUuid(this.context.random), records);
    const most = this.processor.retries + 1;
    for (let attemptsMade = 1; ; attemptsMade += 1) {
      const attempt = await this.#invoke(event);
      if ('payload' in attempt)
        return this.#answered({ outcomes: judgeResponse(records, attempt.payload), attemptsMade });
      if (attemptsMade >= most || signal.aborted)
        return this.#failed(records, attempt.failure, attempt.detail, attemptsMade);
      await this.context.clock.sleep(FIRST_PAUSE_MS * 2 ** (attemptsMade - 1), signal);
    }
  }

  async #invoke(event: Uint8Array): Promise<Attempt> {
    try {
      const { FunctionError, Payload } = await this.lambda.Invoke({
        FunctionName: this.processor.lambdaArn,
        Payload: event,
      });
      return FunctionError === undefined
        ? { payload: Payload }
        : {
            failure: FUNCTION_ERROR,
            detail: Buffer.from(Payload ?? [])
              .toString('utf8')
              .slice(0, 500),
          };
    } catch (error) {
      const failure = error instanceof AwsError ? INVOCATION_FAILURES[error.code] : undefined;
      return { failure: failure ?? FUNCTION_ERROR, detail: String(error) };
    }
  }

  #answered(batch: Omit<ProcessedBatch, 'endedAtMs'>): ProcessedBatch {
    this.episode.end();
    return { ...batch, endedAtMs: this.context.clock.now() };
  }

  #failed(records: readonly SourceRecord[], failure: Failure, detail: string, attemptsMade: number): ProcessedBatch {
    this.episode.report(
      `The transform ${this.processor.lambdaArn} failed ${attemptsMade} times; its records go to the error output: ${detail}`,
    );
    return {
      outcomes: records.map(() => ({ kind: 'fail', failure })),
      attemptsMade,
      endedAtMs: this.context.clock.now(),
    };
  }
}
