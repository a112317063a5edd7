import { join } from 'node:path';
import type { Disk, DiskFile } from '../disk.js';
import { decodeFrames, MAX_FRAME_BYTES, type LogFrame } from './log-frame.js';

const NAME = /^(\d{16})-(\d{16})\.log$/;

/** One file of the log. Its name says where in the log it begins and which record is its first. */
export class Segment {
  private constructor(
    private readonly disk: Disk,
    private readonly path: string,
    private readonly file: DiskFile,
    readonly startOffset: number,
    readonly firstOrdinal: number,
    private sizeBytes: number,
  ) {}

  /** A file that does not exist yet is created. */
  static async open(disk: Disk, folder: string, startOffset: number, firstOrdinal: number): Promise<Segment> {
    const path = join(folder, `${String(startOffset).padStart(16, '0')}-${String(firstOrdinal).padStart(16, '0')}.log`);
    const file = await disk.open(path, 'r+').catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return disk.open(path, 'wx+');
      throw error;
    });
    return new Segment(disk, path, file, startOffset, firstOrdinal, (await file.stat()).size);
  }

  /** Undefined for a file that is no segment. */
  static async openFile(disk: Disk, folder: string, fileName: string): Promise<Segment | undefined> {
    const [, startOffset, firstOrdinal] = NAME.exec(fileName) ?? [];
    return startOffset === undefined
      ? undefined
      : Segment.open(disk, folder, Number(startOffset), Number(firstOrdinal));
  }

  get endOffset(): number {
    return this.startOffset + this.sizeBytes;
  }

  get size(): number {
    return this.sizeBytes;
  }

  /** Complete frames from the offset on, as many as a bounded buffer holds. */
  async framesAt(offset: number): Promise<readonly LogFrame[]> {
    const wanted = Math.min(this.endOffset - offset, MAX_FRAME_BYTES);
    const buffer = Buffer.allocUnsafe(wanted);
    const { bytesRead } = await this.file.read(buffer, 0, wanted, offset - this.startOffset);
    return decodeFrames(buffer.subarray(0, bytesRead));
  }

  /** All of the bytes are in the file when it resolves; when it rejects, the file is as it was. */
  async append(bytes: Buffer): Promise<void> {
    try {
      for (let written = 0; written < bytes.length; )
        written += (await this.file.write(bytes, written, bytes.length - written, this.sizeBytes + written))
          .bytesWritten;
    } catch (error) {
      await this.file.truncate(this.sizeBytes);
      throw error;
    }
    this.sizeBytes += bytes.length;
  }

  /** Cuts off what a kill left of an unfinished write, and answers with the ordinal after the last whole record. */
  async recover(): Promise<number> {
    let offset = this.startOffset;
    let ordinal = this.firstOrdinal;
    for (let frames = await this.framesAt(offset); frames.length > 0; frames = await this.framesAt(offset)) {
      offset += frames.reduce((sum, { length }) => sum + length, 0);
      ordinal += frames.length;
    }
    if (offset < this.endOffset) {
      this.sizeBytes = offset - this.startOffset;
      await this.file.truncate(this.sizeBytes);
    }
    return ordinal;
  }

  async close(): Promise<void> {
    await this.file.close();
  }

  async delete(): Promise<void> {
    await this.close();
    await this.disk.rm(this.path, { force: true });
  }
}
