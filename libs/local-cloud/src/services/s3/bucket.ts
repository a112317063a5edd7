import { dirname, join } from 'node:path';
import type { Disk, DiskFile } from '../../core/disk.js';
import { writeDurably } from '../../core/durable-file.js';
import { NEW_BUCKET, type BucketSettings } from './configuration/bucket-settings.js';
import { loadObjects } from './load-objects.js';
import { MultipartUploads } from './multipart/multipart-uploads.js';
import type { Claims } from './object-checksum.js';
import { ObjectIndex } from './object-index.js';
import type { ObjectMetadata, StoredMetadata } from './object-metadata.js';
import { metadataPath, objectPath } from './object-path.js';
import { receiveBytes, type Bytes, type Received } from './receive-bytes.js';
import { SerialQueue } from './serial-queue.js';

/** What describes an object whose bytes are not yet stored. */
export type NewObject = Omit<ObjectMetadata, 'etag' | 'sizeBytes' | 'contentMd5'>;

export interface PutConditions {
  readonly claims?: Claims;
  /** Throws if the object that is there, or its absence, forbids it. */
  readonly mayReplace: (current?: ObjectMetadata) => void;
  /** The ETag, where it is not the MD5 of the bytes. */
  readonly etag?: string;
}

/**
 * The objects of one bucket as plain files below `objects/`, and what describes them below `metadata/`.
 *
 * Law: after a kill at any moment an object is there as a whole with its own metadata, the former one as a whole with
 * its own, or neither. The bytes appear by a rename, after metadata that describes both what was and what comes.
 */
export class Bucket {
  /** One commit at a time: what a commit has looked at must not change under it. */
  readonly #commits = new SerialQueue();
  #incoming = 0;
  /** What the template of this run says; not durable, since every run says it anew. */
  settings: BucketSettings = NEW_BUCKET;

  private constructor(
    private readonly disk: Disk,
    readonly name: string,
    readonly createdAtMs: number,
    private readonly folder: string,
    readonly objects: ObjectIndex,
    readonly uploads: MultipartUploads,
  ) {}

  /** Takes over the bucket's folder, which may be new, and drops what a killed process left half done. */
  static async open(disk: Disk, name: string, createdAtMs: number, folder: string): Promise<Bucket> {
    await disk.rm(join(folder, 'uploads'), { recursive: true, force: true });
    await disk.mkdir(join(folder, 'uploads'), { recursive: true });
    const uploads = await MultipartUploads.open(disk, join(folder, 'multipart'));
    return new Bucket(disk, name, createdAtMs, folder, new ObjectIndex(await loadObjects(disk, folder)), uploads);
  }

  /** The file that holds the object's bytes, or would. */
  pathOf(key: string): string {
    return objectPath(join(this.folder, 'objects'), key);
  }

  /** Stores the object. Durable when it resolves. */
  put(object: NewObject, body: Bytes, { claims = {}, mayReplace, etag }: PutConditions): Promise<ObjectMetadata> {
    return this.receive(body, claims, async ({ md5, sizeBytes, checksum }, path) => {
      const metadata: ObjectMetadata = {
        ...(checksum && { checksum }),
        ...object,
        etag: etag ?? md5,
        ...(etag !== undefined && { contentMd5: md5 }),
        sizeBytes,
      };
      await this.#commits.run(() => this.#commit(metadata, path, mayReplace));
      return metadata;
    });
  }

  /** Lays the bytes down aside and hands them over; what is not taken away from its path is dropped. */
  async receive<Result>(
    body: Bytes,
    claims: Claims,
    take: (received: Received, path: string) => Promise<Result>,
  ): Promise<Result> {
    const path = join(this.folder, 'uploads', String(this.#incoming++));
    try {
      return await take(await receiveBytes(this.disk, path, body, claims), path);
    } finally {
      await this.disk.rm(path, { force: true });
    }
  }

  async #commit(metadata: ObjectMetadata, upload: string, mayReplace: PutConditions['mayReplace']): Promise<void> {
    const current = this.objects.get(metadata.key);
    mayReplace(current);
    const path = this.pathOf(metadata.key);
    await this.#describe(current ? { ...metadata, replaces: current } : metadata);
    await this.disk.mkdir(dirname(path), { recursive: true });
    await this.disk.rename(upload, path);
    if (current) await this.#describe(metadata);
    this.objects.set(metadata);
  }

  #describe(metadata: StoredMetadata): Promise<void> {
    return writeDurably(this.disk, metadataPath(join(this.folder, 'metadata'), metadata.key), JSON.stringify(metadata));
  }

  /** Changes what describes an object, not its bytes; undefined where there is no such object. */
  change(key: string, changed: (current: ObjectMetadata) => ObjectMetadata): Promise<ObjectMetadata | undefined> {
    return this.#commits.run(async () => {
      const current = this.objects.get(key);
      if (!current) return undefined;
      const metadata = changed(current);
      await this.#describe(metadata);
      this.objects.set(metadata);
      return metadata;
    });
  }

  /** The object's metadata and its open bytes, which later writes do not change. The caller closes the file. */
  open(key: string): Promise<{ metadata: ObjectMetadata; file: DiskFile } | undefined> {
    return this.#commits.run(async () => {
      const metadata = this.objects.get(key);
      return metadata && { metadata, file: await this.disk.open(this.pathOf(key)) };
    });
  }

  /** Deletes the object if there is one; the bytes go first, so that metadata alone never counts as an object. */
  delete(key: string): Promise<void> {
    return this.#commits.run(async () => {
      if (!this.objects.get(key)) return;
      await this.disk.rm(this.pathOf(key), { force: true });
      await this.disk.rm(metadataPath(join(this.folder, 'metadata'), key), { force: true });
      this.objects.delete(key);
    });
  }
}
