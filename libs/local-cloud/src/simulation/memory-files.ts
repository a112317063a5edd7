import { posix } from 'node:path';

interface File {
  bytes: Buffer;
  sizeBytes: number;
  modifiedAtMs: number;
}

/** Files and folders in memory. What is done to them is done at once and as a whole; errors carry Node's codes. */
export class MemoryFiles {
  readonly #files = new Map<string, File>();
  readonly #folders = new Set<string>(['/']);

  constructor(private readonly nowMs: () => number) {}

  makeFolder(path: string): void {
    for (let folder = path; !this.#folders.has(folder); folder = posix.dirname(folder)) this.#folders.add(folder);
  }

  isFolder(path: string): boolean {
    return this.#folders.has(path);
  }

  /** Names in the folder, in order. */
  list(path: string): readonly { readonly name: string; readonly isFile: boolean }[] {
    if (!this.#folders.has(path)) throw missing('scandir', path);
    const inside = (other: string): boolean => other !== '/' && posix.dirname(other) === path;
    const files = [...this.#files.keys()].filter(inside).map((file) => ({ name: posix.basename(file), isFile: true }));
    const folders = [...this.#folders].filter(inside).map((one) => ({ name: posix.basename(one), isFile: false }));
    return [...files, ...folders].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  find(path: string): File | undefined {
    return this.#files.get(path);
  }

  require(path: string): File {
    const file = this.#files.get(path);
    if (!file) throw missing('open', path);
    return file;
  }

  /** An empty file in place of whatever is there. */
  create(path: string): File {
    if (!this.#folders.has(posix.dirname(path))) throw missing('open', path);
    const file = { bytes: Buffer.alloc(0), sizeBytes: 0, modifiedAtMs: this.nowMs() };
    this.#files.set(path, file);
    return file;
  }

  /** What lies between the end and the position becomes zeros; writing nothing changes nothing. */
  write(file: File, position: number, content: Uint8Array): void {
    if (content.byteLength === 0) return;
    const end = position + content.byteLength;
    this.#reserve(file, end);
    file.bytes.set(content, position);
    file.sizeBytes = Math.max(file.sizeBytes, end);
    file.modifiedAtMs = this.nowMs();
  }

  /** Cuts off what lies behind the size, or fills up to it with zeros. */
  truncate(file: File, sizeBytes: number): void {
    this.#reserve(file, sizeBytes);
    file.bytes.fill(0, sizeBytes);
    file.sizeBytes = sizeBytes;
    file.modifiedAtMs = this.nowMs();
  }

  #reserve(file: File, sizeBytes: number): void {
    if (sizeBytes <= file.bytes.length) return;
    const larger = Buffer.alloc(Math.max(sizeBytes, 2 * file.bytes.length));
    file.bytes.copy(larger, 0, 0, file.sizeBytes);
    file.bytes = larger;
  }

  /** What is open under the new name stays as it was, as with POSIX. */
  rename(from: string, to: string): void {
    const file = this.require(from);
    if (!this.#folders.has(posix.dirname(to))) throw missing('rename', to);
    this.#files.delete(from);
    this.#files.set(to, file);
  }

  /** True if there was anything. */
  remove(path: string): boolean {
    const isWithin = (other: string): boolean => other === path || other.startsWith(`${path}/`);
    const files = [...this.#files.keys()].filter(isWithin);
    const folders = [...this.#folders].filter(isWithin);
    for (const file of files) this.#files.delete(file);
    for (const folder of folders) this.#folders.delete(folder);
    return files.length + folders.length > 0;
  }
}

export type MemoryFile = ReturnType<MemoryFiles['require']>;

export const contentOf = ({ bytes, sizeBytes }: MemoryFile): Buffer => bytes.subarray(0, sizeBytes);

export const missing = (call: string, path: string): Error =>
  Object.assign(new Error(`ENOENT: no such file or directory, ${call} '${path}'`), { code: 'ENOENT' });
