import { AwsError } from '@sales-cdc/aws-wire';
import { createHash } from 'node:crypto';
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeDurably } from '../../core/durable-file.js';
import { loadObjects } from './load-objects.js';
import { ObjectIndex } from './object-index.js';
import type { ObjectMetadata, StoredMetadata } from './object-metadata.js';
import { metadataPath, objectPath } from './object-path.js';
import { SerialQueue } from './serial-queue.js';

/** An object's bytes, not yet stored, with what describes them. */
export type NewObject = Omit<ObjectMetadata, 'etag' | 'sizeBytes'>;

/**
 * The objects of one bucket as plain files below `objects/`, and what describes them below `metadata/`.
 *
 * Law: after a kill at any moment an object is there as a whole with its own metadata, the former one as a whole with
 * its own, or neither. The bytes appear by a rename, after metadata that describes both what was and what comes.
 */
export class Bucket {
  /** One commit at a time: a commit looks at other keys and at folders that another could be making. */
  readonly #commits = new SerialQueue();
  #uploads = 0;

  private constructor(
    readonly name: string,
    readonly createdAtMs: number,
    private readonly folder: string,
    readonly objects: ObjectIndex,
  ) {}

  /** Takes over the bucket's folder, which may be new, and drops what a killed process left half done. */
  static async open(name: string, createdAtMs: number, folder: string): Promise<Bucket> {
    await rm(join(folder, 'uploads'), { recursive: true, force: true });
    await mkdir(join(folder, 'uploads'), { recursive: true });
    return new Bucket(name, createdAtMs, folder, new ObjectIndex(await loadObjects(folder)));
  }

  /** The file that holds the object's bytes, or would. */
  pathOf(key: string): string {
    return objectPath(join(this.folder, 'objects'), key);
  }

  /** Stores the object if `mayReplace` does not throw for what is there. Durable when it resolves. */
  async put(
    object: NewObject,
    body: Uint8Array | AsyncIterable<Uint8Array>,
    mayReplace: (current?: ObjectMetadata) => void,
  ): Promise<ObjectMetadata> {
    const upload = join(this.folder, 'uploads', String(this.#uploads++));
    try {
      const metadata = { ...object, ...(await this.#upload(upload, body)) };
      await this.#commits.run(() => this.#commit(metadata, upload, mayReplace));
      return metadata;
    } finally {
      await rm(upload, { force: true });
    }
  }

  async #upload(
    path: string,
    body: Uint8Array | AsyncIterable<Uint8Array>,
  ): Promise<Pick<ObjectMetadata, 'etag' | 'sizeBytes'>> {
    const md5 = createHash('md5');
    let sizeBytes = 0;
    const file = await open(path, 'w');
    try {
      for await (const chunk of body instanceof Uint8Array ? [body] : body) {
        md5.update(chunk);
        sizeBytes += chunk.byteLength;
        await file.writeFile(chunk);
      }
    } finally {
      await file.close();
    }
    return { etag: md5.digest('hex'), sizeBytes };
  }

  async #commit(
    metadata: ObjectMetadata,
    upload: string,
    mayReplace: (current?: ObjectMetadata) => void,
  ): Promise<void> {
    const current = this.objects.get(metadata.key);
    mayReplace(current);
    this.#refuseConflict(metadata.key);
    const path = this.pathOf(metadata.key);
    if (!current) await rm(path, { recursive: true, force: true }); // folders that deleted objects left
    await this.#describe(current ? { ...metadata, replaces: current } : metadata);
    await mkdir(dirname(path), { recursive: true });
    await rename(upload, path);
    if (current) await this.#describe(metadata);
    this.objects.set(metadata);
  }

  /** Differs: S3 has no folders, so there `a` and `a/b` can both be objects; as plain files they cannot. */
  #refuseConflict(key: string): void {
    const other = this.objects.conflictOf(key);
    if (other === undefined) return;
    throw new AwsError(
      'InvalidRequest',
      `The local cloud keeps objects as files, so the key ${JSON.stringify(key)} cannot stand beside ${JSON.stringify(other)}; choose another key.`,
      409,
    );
  }

  #describe(metadata: StoredMetadata): Promise<void> {
    return writeDurably(metadataPath(join(this.folder, 'metadata'), metadata.key), JSON.stringify(metadata));
  }

  /** The object's metadata and its open bytes, which later writes do not change. The caller closes the file. */
  open(key: string): Promise<{ metadata: ObjectMetadata; file: FileHandle } | undefined> {
    return this.#commits.run(async () => {
      const metadata = this.objects.get(key);
      return metadata && { metadata, file: await open(this.pathOf(key)) };
    });
  }

  /** Deletes the object if there is one; the bytes go first, so that metadata alone never counts as an object. */
  delete(key: string): Promise<void> {
    return this.#commits.run(async () => {
      if (!this.objects.get(key)) return;
      await rm(this.pathOf(key), { force: true });
      await rm(metadataPath(join(this.folder, 'metadata'), key), { force: true });
      this.objects.delete(key);
    });
  }
}
