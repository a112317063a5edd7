import type { Clock } from '../../../core/clock.js';
import type { FirehosePorts, NewObject } from '../ports.js';
import type { ProblemEpisode } from '../problem-episode.js';

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Writes objects, and tries again for as long as it takes.
 * Differs: AWS gives up when the source's retention ends, or, with dynamic partitioning, after the retry duration.
 */
export class ObjectWriter {
  constructor(
    private readonly s3: FirehosePorts['s3'],
    private readonly clock: Clock,
    private readonly episode: ProblemEpisode,
    /** Told of the outcome of every attempt. */
    private readonly onAttempt: (succeeded: boolean) => void,
  ) {}

  /** True when the object is durable; false when the signal ended the attempts before. */
  async write(object: NewObject, signal: AbortSignal): Promise<boolean> {
    for (let pauseMs = FIRST_PAUSE_MS; !signal.aborted; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      const error = await this.#attempt(object);
      if (error === undefined) return true;
      this.episode.report(`Delivery to ${object.Bucket} fails and is tried again until it succeeds: ${error}`);
      await this.clock.sleep(pauseMs, signal);
    }
    return false;
  }

  /** True when the object is durable; false when the one attempt failed. */
  async writeOnce(object: NewObject): Promise<boolean> {
    return (await this.#attempt(object)) === undefined;
  }

  /** Why it failed. */
  async #attempt(object: NewObject): Promise<string | undefined> {
    const error = await this.s3.PutObject(object).then(() => undefined, String);
    this.onAttempt(error === undefined);
    if (error === undefined) this.episode.end();
    return error;
  }
}
