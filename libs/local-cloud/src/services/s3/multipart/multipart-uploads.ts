import { join } from 'node:path';
import type { Disk } from '../../../core/disk.js';
import { readJsonFile, writeDurably } from '../../../core/durable-file.js';
import { noSuchUpload } from '../errors.js';
import { whenMissing } from '../file-errors.js';
import { compareKeys } from '../key-order.js';
import { MultipartUpload, type PartRecord, type UploadRecord } from './multipart-upload.js';

/** The uploads of one bucket that have begun and are neither completed nor aborted; each a folder below the given one. */
export class MultipartUploads {
  #listed: readonly UploadRecord[] | undefined;

  private constructor(
    private readonly disk: Disk,
    private readonly folder: string,
    private readonly uploads: Map<string, MultipartUpload>,
  ) {}

  static async open(disk: Disk, folder: string): Promise<MultipartUploads> {
    const ids = await disk.readdir(folder).catch(whenMissing<string[]>([]));
    const found = await Promise.all(ids.map((id) => readUpload(disk, join(folder, id))));
    const uploads = found.flatMap((upload) => (upload ? [[upload.record.id, upload] as const] : []));
    return new MultipartUploads(disk, folder, new Map(uploads));
  }

  /** Begins an upload. `idOf` is asked until it gives an id that no other has. */
  async create(record: Omit<UploadRecord, 'id'>, idOf: (attempt: number) => string): Promise<MultipartUpload> {
    let attempt = 0;
    while (this.uploads.has(idOf(attempt))) attempt += 1;
    const upload = new MultipartUpload({ ...record, id: idOf(attempt) }, this.disk, join(this.folder, idOf(attempt)));
    this.uploads.set(upload.record.id, upload);
    this.#listed = undefined;
    await writeDurably(this.disk, join(this.folder, upload.record.id, 'upload.json'), JSON.stringify(upload.record));
    return upload;
  }

  /** The upload of that id, which must be of that key. */
  require(id: string | undefined, key: string): MultipartUpload {
    const upload = this.uploads.get(id ?? '');
    if (upload?.record.key !== key) throw noSuchUpload(id ?? '');
    return upload;
  }

  /** Ends the upload by the given act. */
  async end<Result>(upload: MultipartUpload, act: () => Promise<Result>): Promise<Result> {
    const result = await upload.end(act);
    this.uploads.delete(upload.record.id);
    this.#listed = undefined;
    return result;
  }

  /** By key, and those of one key by their beginning. */
  all(): readonly UploadRecord[] {
    this.#listed ??= [...this.uploads.values()].map(({ record }) => record).sort(compareUploads);
    return this.#listed;
  }
}

const compareUploads = (a: UploadRecord, b: UploadRecord): number =>
  compareKeys(a.key, b.key) || a.initiatedAtMs - b.initiatedAtMs || (a.id < b.id ? -1 : 1);

/** Undefined for what is left of one that was just ending. */
const readUpload = async (disk: Disk, folder: string): Promise<MultipartUpload | undefined> => {
  const record = await readJsonFile<UploadRecord>(disk, join(folder, 'upload.json'));
  if (!record) return undefined;
  const names = (await disk.readdir(folder)).filter((name) => /^\d+\.json$/.test(name));
  const parts = await Promise.all(names.map((name) => readJsonFile<PartRecord>(disk, join(folder, name))));
  return new MultipartUpload(
    record,
    disk,
    folder,
    parts.filter((part) => part !== undefined),
  );
};
