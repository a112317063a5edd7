import { AwsError } from '@sales-cdc/aws-wire';
import type { DeliveryStream } from './delivery-stream.js';

/** The delivery streams of the account, by name. */
export class DeliveryStreams {
  readonly #byName = new Map<string, DeliveryStream>();

  constructor(private readonly accountId: string) {}

  all(): readonly DeliveryStream[] {
    return [...this.#byName.values()].sort((a, b) => (a.configuration.name < b.configuration.name ? -1 : 1));
  }

  put(stream: DeliveryStream): void {
    this.#byName.set(stream.configuration.name, stream);
  }

  require(name: string | undefined): DeliveryStream {
    const found = this.#byName.get(name ?? '');
    if (found) return found;
    throw new AwsError(
      'ResourceNotFoundException',
      `Firehose ${name ?? ''} under account ${this.accountId} not found.`,
    );
  }
}
