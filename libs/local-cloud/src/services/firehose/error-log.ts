import type { CloudContext } from '../../core/cloud-context.js';
import type { DeliveryStreamConfiguration } from './configuration.js';
import type { FirehosePorts } from './ports.js';
import type { Failure } from './processing/outcome.js';
import type { ProblemEpisode } from './problem-episode.js';

/**
 * Failures in the log group that CloudWatchLoggingOptions names, one event for each cause in a batch, as AWS samples
 * them: https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-logs.html
 */
export class ErrorLog {
  constructor(
    private readonly stream: DeliveryStreamConfiguration,
    private readonly versionId: number,
    private readonly logs: FirehosePorts['logs'],
    private readonly context: CloudContext,
    private readonly episode: ProblemEpisode,
  ) {}

  /** A log that cannot be written does not hold up the delivery. */
  async write(failures: readonly Failure[]): Promise<void> {
    const { log } = this.stream;
    if (!log || failures.length === 0) return;
    const timestamp = this.context.clock.now();
    const messages = new Set(failures.map((failure) => this.#describe(failure)));
    const events = [...messages].map((message) => ({ timestamp, message }));
    await this.logs.append({ ...log, events }).then(
      () => {
        this.episode.end();
      },
      (error: unknown) => {
        this.episode.report(`The error log could not be written: ${String(error)}`);
      },
    );
  }

  #describe({ errorCode, errorMessage }: Failure): string {
    return JSON.stringify({
      deliveryStreamARN: this.stream.arn,
      destination: this.stream.bucketArn,
      deliveryStreamVersionId: this.versionId,
      message: errorMessage,
      errorCode,
      processor: this.stream.processor?.lambdaArn,
    });
  }
}
