import type { Disk } from '../disk.js';
import { Segment } from './segment.js';
import type { RecordPosition } from './sequence-number.js';
import { encodeFrames, type LogFrame, type LogRecord } from './log-frame.js';

interface Waiting {
  readonly records: readonly LogRecord[];
  readonly resolve: (positions: readonly RecordPosition[]) => void;
  readonly reject: (error: unknown) => void;
}

const SEGMENT_BYTES = 16 * 1024 * 1024;
/** What waits beyond this goes down with the next write. */
const WRITE_BYTES = 4 * 1024 * 1024;

/**
 * The records of a shard, or of whatever takes records one after the other, in the order of their arrival, in files that
 * are only ever appended to. No record is held in memory. Offsets count from the first byte that the log ever held and
 * stay valid when old segments are deleted.
 *
 * Law: what `append` has resolved for is there after a kill at any later moment; what it has not is there as a whole
 * or not at all.
 */
export class RecordLog {
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;

  private constructor(
    private readonly disk: Disk,
    private readonly folder: string,
    private readonly segmentBytes: number,
    /** Ordered, never empty; the last one takes what is appended. */
    private segments: [Segment, ...Segment[]],
    private nextOrdinal: number,
  ) {}

  static async open(disk: Disk, folder: string, segmentBytes = SEGMENT_BYTES): Promise<RecordLog> {
    await disk.mkdir(folder, { recursive: true });
    const segments: Segment[] = [];
    for (const fileName of (await disk.readdir(folder)).sort()) {
      const segment = await Segment.openFile(disk, folder, fileName);
      if (segment) segments.push(segment);
    }
    const [first = await Segment.open(disk, folder, 0, 1), ...others] = segments;
    return new RecordLog(disk, folder, segmentBytes, [first, ...others], await (others.at(-1) ?? first).recover());
  }

  /** Offset of the oldest record that is still there. */
  get startOffset(): number {
    return this.segments[0].startOffset;
  }

  /** Offset of the next record to come. */
  get endOffset(): number {
    return this.#last.endOffset;
  }

  get firstOrdinal(): number {
    return this.segments[0].firstOrdinal;
  }

  /** Ordinal of the newest record; `firstOrdinal - 1` when there is none. */
  get lastOrdinal(): number {
    return this.nextOrdinal - 1;
  }

  get #last(): Segment {
    return this.segments.at(-1) ?? this.segments[0];
  }

  /** Resolves when the records are in the file. Calls that come while a write is running share the next one. */
  append(records: readonly LogRecord[]): Promise<readonly RecordPosition[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ records, resolve, reject });
      this.#running ??= this.#drain();
    });
  }

  /** Frames from the offset on, which must be where a record begins, until there are no more or `take` refuses one. */
  async read(
    offset: number,
    take: (frame: LogFrame, offset: number) => boolean,
  ): Promise<{ readonly nextOffset: number }> {
    const endOffset = this.endOffset;
    let nextOffset = offset;
    while (nextOffset < endOffset) {
      // Old segments may go between one step and the next.
      nextOffset = Math.max(nextOffset, this.startOffset);
      const frames = await this.#segmentAt(nextOffset).framesAt(nextOffset);
      if (frames.length === 0) throw new Error(`${this.folder} holds no record at offset ${nextOffset}.`);
      for (const frame of frames) {
        if (nextOffset >= endOffset || !take(frame, nextOffset)) return { nextOffset };
        nextOffset += frame.length;
      }
    }
    return { nextOffset };
  }

  /** The record at the offset; undefined where none begins. */
  async frameAt(offset: number): Promise<LogFrame | undefined> {
    if (offset < this.startOffset || offset >= this.endOffset) return undefined;
    return (await this.#segmentAt(offset).framesAt(offset))[0];
  }

  /** Offset of the first record that arrived at that time or later; the end when there is none. */
  async offsetAtTime(timestampMs: number): Promise<number> {
    let startOffset = this.startOffset;
    for (const segment of this.segments) {
      const [first] = await segment.framesAt(segment.startOffset);
      if (first && first.arrivalMs < timestampMs) startOffset = segment.startOffset;
    }
    return (await this.read(startOffset, ({ arrivalMs }) => arrivalMs < timestampMs)).nextOffset;
  }

  /** Deletes the segments all of whose records are expired: those before a segment whose first record is. */
  async trim(isExpired: (arrivalMs: number) => boolean): Promise<void> {
    for (let second = this.segments[1]; second; second = this.segments[1]) {
      const [frame] = await second.framesAt(second.startOffset);
      if (!frame || !isExpired(frame.arrivalMs)) return;
      await this.#deleteOldest();
    }
  }

  /** Deletes the segments that end at the offset or before it; the last one stays. */
  async trimTo(offset: number): Promise<void> {
    for (let second = this.segments[1]; second && second.startOffset <= offset; second = this.segments[1])
      await this.#deleteOldest();
  }

  /** Resolves when nothing is being written and nothing waits to be. */
  async settled(): Promise<void> {
    await this.#running;
  }

  /** Ends what is being written. */
  async close(): Promise<void> {
    await this.settled();
    for (const segment of this.segments) await segment.close();
  }

  async #deleteOldest(): Promise<void> {
    const [oldest, ...others] = this.segments;
    this.segments = others as [Segment, ...Segment[]];
    await oldest.delete();
  }

  #segmentAt(offset: number): Segment {
    return this.segments.find(({ endOffset }) => offset < endOffset) ?? this.#last;
  }

  async #drain(): Promise<void> {
    // Lets all who put records in this turn of the event loop into the first write.
    await Promise.resolve();
    while (this.#waiting.length > 0) await this.#writeGroup(this.#takeGroup());
    this.#running = undefined;
  }

  #takeGroup(): readonly Waiting[] {
    let sizeBytes = 0;
    const tooMuch = this.#waiting.findIndex(({ records }) => {
      sizeBytes += records.reduce((sum, { data }) => sum + data.length, 0);
      return sizeBytes > WRITE_BYTES;
    });
    return this.#waiting.splice(0, tooMuch === -1 ? this.#waiting.length : Math.max(tooMuch, 1));
  }

  async #writeGroup(group: readonly Waiting[]): Promise<void> {
    try {
      const positions = await this.#write(group.flatMap(({ records }) => records));
      let start = 0;
      for (const { records, resolve } of group) resolve(positions.slice(start, (start += records.length)));
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  async #write(records: readonly LogRecord[]): Promise<readonly RecordPosition[]> {
    if (this.#last.size >= this.segmentBytes)
      this.segments.push(await Segment.open(this.disk, this.folder, this.endOffset, this.nextOrdinal));
    let offset = this.endOffset;
    const firstOrdinal = this.nextOrdinal;
    const { bytes, lengths } = encodeFrames(records, firstOrdinal);
    await this.#last.append(bytes);
    this.nextOrdinal += records.length;
    return lengths.map((length, index) => {
      offset += length;
      return { offset: offset - length, length, ordinal: firstOrdinal + index };
    });
  }
}
