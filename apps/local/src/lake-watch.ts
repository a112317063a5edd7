import type { CloudObserver, LocalCloud } from '@sales-cdc/local-cloud';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { DeliveryTracker } from './delivery-tracker.js';

/** Where the rows of a table lie. */
export interface LakeLocation {
  readonly bucket: string;
  readonly prefix: string;
}

type ObjectReader = Pick<LocalCloud['apis']['s3'], 'GetObject'>;

interface Arrival {
  readonly bucket: string;
  readonly key: string;
  readonly atMs: number;
}

/** Reads every object that arrives in the lake, row by row, and tells the tracker what has become readable. */
export class LakeWatch {
  readonly observer: CloudObserver;
  #objects = 0;
  #rejected = 0;
  #source: { readonly reader: ObjectReader; readonly location: LakeLocation } | undefined;
  #waiting: Arrival[] = [];
  #reading: Promise<void> = Promise.resolve();
  #failure: unknown;
  #isIdle = false;

  constructor(
    private readonly tracker: DeliveryTracker,
    nowMs: () => number,
    onProblem: NonNullable<CloudObserver['problem']>,
  ) {
    this.observer = {
      changeCommitted: ({ sequenceNumber, committedAtMs }) => {
        if (!this.#isIdle) tracker.committed(sequenceNumber, committedAtMs);
      },
      objectCreated: ({ bucket, key }) => {
        if (!this.#isIdle) this.#arrived({ bucket, key, atMs: nowMs() });
      },
      problem: onProblem,
    };
  }

  /** Objects of rows that arrived in this run. */
  get objects(): number {
    return this.#objects;
  }

  /** Records that went to the error output in this run. */
  get rejected(): number {
    return this.#rejected;
  }

  /** Starts reading, with what arrived since the cloud started. */
  attach(reader: ObjectReader, location: LakeLocation): void {
    this.#source = { reader, location };
    for (const arrival of this.#waiting.splice(0)) this.#arrived(arrival);
  }

  /** Reads and remembers nothing from now on: what runs here is no pipeline of sales. */
  stop(): void {
    this.#isIdle = true;
    this.#waiting.length = 0;
  }

  /** Resolves when everything that has arrived is read; throws if a row could not be. */
  async settled(): Promise<void> {
    await this.#reading;
    if (this.#failure !== undefined)
      throw new Error('An object of the lake could not be read.', { cause: this.#failure });
  }

  #arrived(arrival: Arrival): void {
    const source = this.#source;
    if (!source) this.#waiting.push(arrival);
    else if (arrival.bucket === source.location.bucket)
      this.#reading = this.#reading
        .then(() =>
          arrival.key.startsWith(source.location.prefix)
            ? this.#readRows(source.reader, arrival)
            : this.#countRejected(source.reader, arrival),
        )
        .catch((error: unknown) => {
          this.#failure ??= error;
        });
  }

  async #countRejected(reader: ObjectReader, { bucket, key }: Arrival): Promise<void> {
    for await (const line of objectLines(reader, bucket, key)) if (line !== '') this.#rejected += 1;
  }

  async #readRows(reader: ObjectReader, { bucket, key, atMs }: Arrival): Promise<void> {
    this.#objects += 1;
    for await (const line of objectLines(reader, bucket, key)) {
      // The first members of a row are the pipeline's own, so the first match is the row's own sequence number.
      const sequenceNumber = /"sequence_number":"(\d+)"/.exec(line)?.[1];
      if (sequenceNumber !== undefined) this.tracker.arrived(sequenceNumber, atMs);
    }
  }
}

/** The lines of an object, plain or gzip by its content encoding, in bounded memory. */
export async function* objectLines(reader: ObjectReader, bucket: string, key: string): AsyncGenerator<string> {
  const { Body, ContentEncoding } = await reader.GetObject({ Bucket: bucket, Key: key });
  const bytes = Readable.from(Body instanceof Uint8Array ? [Body] : (Body as AsyncIterable<Uint8Array>));
  const plain = ContentEncoding === 'gzip' ? bytes.pipe(createGunzip()) : bytes;
  yield* createInterface({ input: plain, crlfDelay: Infinity });
}
