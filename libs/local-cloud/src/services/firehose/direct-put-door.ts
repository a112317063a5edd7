import { AwsError } from '@sales-cdc/aws-wire';
import type { CloudContext } from '../../core/cloud-context.js';
import { TokenBucket } from '../../core/token-bucket.js';
import { measureIncoming } from './delivery-metrics.js';
import type { DirectPutSource } from './source/direct-put-source.js';

const MIB = 1024 * 1024;
/** Those of the large regions: https://docs.aws.amazon.com/firehose/latest/dev/limits.html */
const RECORDS_PER_SECOND = 500_000;
const REQUESTS_PER_SECOND = 2_000;
const BYTES_PER_SECOND = 5 * MIB;

/**
 * Lets in what producers put, as much in a second as AWS lets in; a request that comes when it is full is refused as a
 * whole.
 * Differs: AWS may take some records of a batch and refuse the others.
 */
export class DirectPutDoor {
  readonly #requests: TokenBucket;
  readonly #records: TokenBucket;
  readonly #bytes: TokenBucket;

  constructor(
    private readonly deliveryStreamName: string,
    private readonly source: DirectPutSource,
    private readonly context: CloudContext,
  ) {
    const { clock } = context;
    this.#requests = new TokenBucket(REQUESTS_PER_SECOND, clock);
    this.#records = new TokenBucket(RECORDS_PER_SECOND, clock);
    this.#bytes = new TokenBucket(BYTES_PER_SECOND, clock);
  }

  /** The ids of the records, once they are on disk. Throws AWS's ServiceUnavailableException when it is full. */
  async put(records: readonly Uint8Array[]): Promise<readonly string[]> {
    const bytes = records.reduce((sum, { byteLength }) => sum + byteLength, 0);
    if (this.context.limits === 'aws') this.#admit(records.length, bytes);
    const ids = await this.source.put(records);
    measureIncoming(this.context, this.deliveryStreamName, records.length, bytes);
    return ids;
  }

  #admit(records: number, bytes: number): void {
    const demands = [
      [this.#requests, 1],
      [this.#records, records],
      [this.#bytes, bytes],
    ] as const;
    if (!demands.every(([bucket, amount]) => bucket.has(amount)))
      throw new AwsError('ServiceUnavailableException', 'Slow down.', 503);
    for (const [bucket, amount] of demands) bucket.take(amount);
  }
}
