import { Readable } from 'node:stream';
import type { Disk, DiskEntry, DiskFile } from '../core/disk.js';
import { contentOf, missing, type MemoryFile, type MemoryFiles } from './memory-files.js';

/** Lets something happen to the disk when its turn has come; a write may be cut short, or fail. */
export interface DiskTurns {
  reading<Result>(name: string, effect: () => Result): Promise<Result>;
  /** `effect` is told how many of the bytes to write: all of them, unless the process ends in the middle. */
  writing<Result>(name: string, sizeBytes: number, effect: (sizeBytes: number) => Result): Promise<Result>;
}

/** A disk over files in memory, which one process uses while it lives. */
export const simulatedDisk = (files: MemoryFiles, turns: DiskTurns): Disk => {
  const disk: Omit<Disk, 'readFile' | 'readdir'> = {
    appendFile: (path, content) => {
      const bytes = Buffer.from(content);
      return turns.writing(`append ${path}`, bytes.length, (size) => {
        const file = files.find(path) ?? files.create(path);
        files.write(file, file.sizeBytes, bytes.subarray(0, size));
      });
    },
    mkdir: (path) =>
      turns.writing(`mkdir ${path}`, 0, () => {
        files.makeFolder(path);
      }),
    open: (path, flags = 'r') =>
      turns.reading(`open ${path}`, () =>
        openFile(
          path,
          flags === 'w' || flags === 'wx+' ? created(files, path, flags) : files.require(path),
          files,
          turns,
        ),
      ),
    rename: (from, to) =>
      turns.writing(`rename ${to}`, 0, () => {
        files.rename(from, to);
      }),
    rm: (path, { force = false } = {}) =>
      turns.writing(`rm ${path}`, 0, () => {
        if (!files.remove(path) && !force) throw missing('rm', path);
      }),
    stat: (path) =>
      turns.reading(`stat ${path}`, () => {
        const file = files.find(path);
        if (!file && !files.isFolder(path)) throw missing('stat', path);
        return { size: file?.sizeBytes ?? 0, mtimeMs: file?.modifiedAtMs ?? 0, isFile: () => file !== undefined };
      }),
    writeFile: (path, content) => {
      const bytes = Buffer.from(content);
      return turns.writing(`write ${path}`, bytes.length, (size) => {
        files.write(files.create(path), 0, bytes.subarray(0, size));
      });
    },
  };
  const readFile = (path: string, encoding?: 'utf8'): Promise<Uint8Array | string> =>
    turns.reading(`read ${path}`, () => {
      const content = Buffer.from(contentOf(files.require(path)));
      return encoding ? content.toString(encoding) : content;
    });
  const readdir = (path: string, options?: { readonly recursive?: boolean }): Promise<string[] | DiskEntry[]> =>
    turns.reading(`list ${path}`, () =>
      options ? entriesOf(files, path, options.recursive ?? false) : files.list(path).map(({ name }) => name),
    );
  return { ...disk, readFile: readFile as Disk['readFile'], readdir: readdir as Disk['readdir'] };
};

const created = (files: MemoryFiles, path: string, flags: 'w' | 'wx+'): MemoryFile => {
  if (flags === 'wx+' && files.find(path))
    throw Object.assign(new Error(`EEXIST: file already exists, open '${path}'`), { code: 'EEXIST' });
  return files.create(path);
};

const openFile = (path: string, file: MemoryFile, files: MemoryFiles, turns: DiskTurns): DiskFile => {
  let end = 0;
  return {
    read: (buffer, offset, length, position) =>
      turns.reading(`read ${path}`, () => ({
        bytesRead: contentOf(file).copy(buffer, offset, position, Math.min(position + length, file.sizeBytes)),
      })),
    write: (bytes, offset, length, position) =>
      turns.writing(`write ${path}`, length, (size) => {
        files.write(file, position, bytes.subarray(offset, offset + size));
        return { bytesWritten: size };
      }),
    writeFile: (content) =>
      turns.writing(`write ${path}`, content.byteLength, (size) => {
        files.write(file, end, content.subarray(0, size));
        end += size;
      }),
    truncate: (sizeBytes) =>
      turns.writing(`truncate ${path}`, 0, () => {
        files.truncate(file, sizeBytes);
      }),
    stat: () => turns.reading(`stat ${path}`, () => ({ size: file.sizeBytes })),
    createReadStream: ({ start = 0, end: last = Infinity } = {}) =>
      Readable.from([Buffer.from(contentOf(file).subarray(start, last + 1))]),
    close: () => turns.reading(`close ${path}`, () => undefined),
  };
};

const entriesOf = (files: MemoryFiles, path: string, recursive: boolean): DiskEntry[] =>
  files.list(path).flatMap(({ name, isFile }) => {
    const entry = { name, parentPath: path, isFile: () => isFile, isDirectory: () => !isFile };
    return [entry, ...(recursive && !isFile ? entriesOf(files, `${path}/${name}`, true) : [])];
  });
