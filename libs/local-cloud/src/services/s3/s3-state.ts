import { AwsError } from '@sales-cdc/aws-wire';
import { join } from 'node:path';
import type { CloudContext } from '../../core/cloud-context.js';
import { readJsonFile, writeDurably } from '../../core/durable-file.js';
import { Bucket } from './bucket.js';
import { noSuchBucket } from './errors.js';
import { whenMissing } from './file-errors.js';
import { requireBucketName } from './key-rules.js';
import type { S3Ports } from './ports.js';
import { SerialQueue } from './serial-queue.js';

interface BucketRecord {
  readonly createdAtMs: number;
}

/** The buckets of the account. A bucket exists when its folder holds `bucket.json`. */
export class S3State {
  readonly folder: string;
  readonly #changes = new SerialQueue();
  #buckets: Promise<Map<string, Bucket>> | undefined;

  constructor(
    readonly context: CloudContext,
    readonly ports: S3Ports,
  ) {
    this.folder = join(context.dataDirectory, 's3');
  }

  async all(): Promise<readonly Bucket[]> {
    const buckets = [...(await this.#load()).values()];
    return buckets.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async find(name: string | undefined): Promise<Bucket | undefined> {
    return (await this.#load()).get(name ?? '');
  }

  async require(name: string | undefined): Promise<Bucket> {
    const bucket = await this.find(name);
    if (!bucket) throw noSuchBucket(name ?? '');
    return bucket;
  }

  /** Creates the bucket, or gives the one that is there. */
  create(name: string | undefined): Promise<{ bucket: Bucket; created: boolean }> {
    const valid = requireBucketName(name);
    return this.#changes.run(async () => {
      const existing = await this.find(valid);
      if (existing) return { bucket: existing, created: false };
      const record: BucketRecord = { createdAtMs: this.context.clock.now() };
      await writeDurably(this.context.disk, join(this.folder, valid, 'bucket.json'), JSON.stringify(record));
      const bucket = await Bucket.open(this.context.disk, valid, record.createdAtMs, join(this.folder, valid));
      (await this.#load()).set(valid, bucket);
      return { bucket, created: true };
    });
  }

  delete(name: string | undefined): Promise<void> {
    return this.#changes.run(async () => {
      const bucket = await this.require(name);
      if (bucket.objects.size > 0)
        throw new AwsError('BucketNotEmpty', 'The bucket you tried to delete is not empty', 409);
      (await this.#load()).delete(bucket.name);
      await this.context.disk.rm(join(this.folder, bucket.name, 'bucket.json'));
      await this.context.disk.rm(join(this.folder, bucket.name), { recursive: true });
    });
  }

  #load(): Promise<Map<string, Bucket>> {
    this.#buckets ??= this.#read();
    return this.#buckets;
  }

  async #read(): Promise<Map<string, Bucket>> {
    const names = await this.context.disk.readdir(this.folder).catch(whenMissing<string[]>([]));
    const buckets = new Map<string, Bucket>();
    for (const name of names) {
      const record = await readJsonFile<BucketRecord>(this.context.disk, join(this.folder, name, 'bucket.json'));
      if (record)
        buckets.set(name, await Bucket.open(this.context.disk, name, record.createdAtMs, join(this.folder, name)));
    }
    return buckets;
  }
}
