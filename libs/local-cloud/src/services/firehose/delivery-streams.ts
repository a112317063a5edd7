import { AwsError } from '@sales-cdc/aws-wire';
import type { CloudContext } from '../../core/cloud-context.js';
import type { DeliveryStream } from './delivery-stream.js';
import type { OpenedDeliveryStream } from './open-delivery-stream.js';
import { DirectPutDoor } from './direct-put-door.js';

interface Entry extends OpenedDeliveryStream {
  readonly door?: DirectPutDoor;
}

/** The delivery streams of the account, by name. */
export class DeliveryStreams {
  readonly #byName = new Map<string, Entry>();

  constructor(private readonly context: CloudContext) {}

  all(): readonly DeliveryStream[] {
    const streams = [...this.#byName.values()].map(({ stream }) => stream);
    return streams.sort((a, b) => (a.configuration.name < b.configuration.name ? -1 : 1));
  }

  put(opened: OpenedDeliveryStream): void {
    const { name } = opened.stream.configuration;
    const door = opened.directPut && new DirectPutDoor(name, opened.directPut, this.context);
    this.#byName.set(name, { ...opened, ...(door && { door }) });
  }

  require(name: string | undefined): DeliveryStream {
    return this.#require(name).stream;
  }

  /** Through which producers put records; an error of AWS for a delivery stream that reads a Kinesis stream. */
  requireDoor(name: string | undefined): DirectPutDoor {
    const { door } = this.#require(name);
    if (door) return door;
    throw new AwsError(
      'InvalidArgumentException',
      'This operation is not permitted on KinesisStreamAsSource delivery stream type.',
    );
  }

  async close(): Promise<void> {
    for (const { directPut } of this.#byName.values()) await directPut?.close();
  }

  #require(name: string | undefined): Entry {
    const found = this.#byName.get(name ?? '');
    if (found) return found;
    throw new AwsError(
      'ResourceNotFoundException',
      `Firehose ${name ?? ''} under account ${this.context.accountId} not found.`,
    );
  }
}
