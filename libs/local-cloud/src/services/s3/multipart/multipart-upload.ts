import type { ChecksumAlgorithm } from '@sales-cdc/aws-wire';
import { join } from 'node:path';
import type { Disk } from '../../../core/disk.js';
import { writeDurably } from '../../../core/durable-file.js';
import { noSuchUpload } from '../errors.js';
import type { ObjectChecksum } from '../object-checksum.js';
import type { ObjectHeaders } from '../object-metadata.js';
import type { Received } from '../receive-bytes.js';
import { SerialQueue } from '../serial-queue.js';

/** What was said when the upload began. */
export interface UploadRecord {
  readonly id: string;
  readonly key: string;
  readonly initiatedAtMs: number;
  readonly headers: ObjectHeaders;
  readonly userMetadata: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
  readonly checksum?: { readonly algorithm: ChecksumAlgorithm; readonly type: ObjectChecksum['type'] };
}

export interface PartRecord extends Received {
  readonly number: number;
  readonly lastModifiedMs: number;
}

/**
 * An upload in parts, in a folder of its own: `upload.json`, and for each part its bytes and a record that names them.
 *
 * Law: after a kill at any moment each part is there as a whole, the new one or the former, or absent.
 */
export class MultipartUpload {
  readonly #parts: Map<number, PartRecord>;
  readonly #changes = new SerialQueue();
  #over = false;

  constructor(
    readonly record: UploadRecord,
    private readonly disk: Disk,
    private readonly folder: string,
    parts: readonly PartRecord[] = [],
  ) {
    this.#parts = new Map(parts.map((part) => [part.number, part]));
  }

  part(number: number): PartRecord | undefined {
    return this.#parts.get(number);
  }

  /** In the order of their numbers. */
  parts(): readonly PartRecord[] {
    return [...this.#parts.values()].sort((left, right) => left.number - right.number);
  }

  /** Takes the received bytes from their path as a part, instead of the one of that number. Durable when it resolves. */
  take(part: PartRecord, path: string): Promise<void> {
    return this.#whileOpen(async () => {
      const former = this.#parts.get(part.number);
      await this.disk.rename(path, this.#bytesOf(part));
      await writeDurably(this.disk, join(this.folder, `${part.number}.json`), JSON.stringify(part));
      this.#parts.set(part.number, part);
      if (former && former.md5 !== part.md5) await this.disk.rm(this.#bytesOf(former), { force: true });
    });
  }

  /** The bytes of the parts, one after the other. */
  async *bytes(parts: readonly PartRecord[]): AsyncGenerator<Uint8Array> {
    for (const part of parts) {
      const file = await this.disk.open(this.#bytesOf(part));
      yield* file.createReadStream() as AsyncIterable<Buffer>;
    }
  }

  /** Runs the last act of the upload; when that succeeds, the upload and its parts are gone. */
  end<Result>(act: () => Promise<Result>): Promise<Result> {
    return this.#whileOpen(async () => {
      const result = await act();
      this.#over = true;
      await this.disk.rm(join(this.folder, 'upload.json'), { force: true });
      await this.disk.rm(this.folder, { recursive: true, force: true });
      return result;
    });
  }

  #whileOpen<Result>(task: () => Promise<Result>): Promise<Result> {
    return this.#changes.run(() => {
      if (this.#over) throw noSuchUpload(this.record.id);
      return task();
    });
  }

  /** The bytes' own name in the name: those of a former part are never overwritten before its record is. */
  #bytesOf({ number, md5 }: PartRecord): string {
    return join(this.folder, `${number}-${md5}`);
  }
}
