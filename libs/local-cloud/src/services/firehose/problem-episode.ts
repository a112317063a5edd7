import type { CloudObserver } from '../../core/observer.js';

/** A trouble that lasts is reported once when it begins, not at each attempt. */
export class ProblemEpisode {
  #reported = false;

  constructor(
    private readonly observer: CloudObserver,
    private readonly deliveryStreamName: string,
  ) {}

  report(message: string): void {
    if (!this.#reported) this.observer.problem?.({ service: 'Firehose', resource: this.deliveryStreamName, message });
    this.#reported = true;
  }

  end(): void {
    this.#reported = false;
  }
}
