import * as files from 'node:fs/promises';
import type { Readable } from 'node:stream';

/** An open file. */
export interface DiskFile {
  read(buffer: Uint8Array, offset: number, length: number, position: number): Promise<{ readonly bytesRead: number }>;
  write(
    bytes: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ readonly bytesWritten: number }>;
  /** Goes on where the last one ended. */
  writeFile(content: Uint8Array): Promise<void>;
  truncate(sizeBytes: number): Promise<void>;
  stat(): Promise<{ readonly size: number }>;
  createReadStream(options?: {
    readonly start?: number;
    readonly end?: number;
    readonly autoClose?: boolean;
  }): Readable;
  close(): Promise<void>;
}

/** A name within a folder. */
export interface DiskEntry {
  readonly name: string;
  readonly parentPath: string;
  isFile(): boolean;
  isDirectory(): boolean;
}

/**
 * Where everything durable lies. The part of `node:fs/promises` that the services need, so that a simulation can put a
 * disk in its place that fails, is slow, or stops in the middle of a write.
 */
export interface Disk {
  appendFile(path: string, content: string | Uint8Array): Promise<void>;
  mkdir(path: string, options: { readonly recursive: true }): Promise<unknown>;
  open(path: string, flags?: 'r' | 'r+' | 'w' | 'wx+'): Promise<DiskFile>;
  readFile(path: string): Promise<Uint8Array>;
  readFile(path: string, encoding: 'utf8'): Promise<string>;
  readdir(path: string): Promise<string[]>;
  readdir(path: string, options: { readonly withFileTypes: true; readonly recursive?: boolean }): Promise<DiskEntry[]>;
  rename(from: string, to: string): Promise<void>;
  rm(path: string, options?: { readonly force?: boolean; readonly recursive?: boolean }): Promise<void>;
  stat(path: string): Promise<{ readonly size: number; readonly mtimeMs: number; isFile(): boolean }>;
  writeFile(path: string, content: string | Uint8Array): Promise<void>;
}

export const systemDisk: Disk = files;
