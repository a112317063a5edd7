import { appendFile, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Clock } from '../../core/clock.js';
import type { AppendLogEventsInput } from './logs-api.js';
import { logGroupPath, logStreamPath } from './log-path.js';

/** A stream's file is turned over at this size and one older file is kept. */
const MAX_FILE_BYTES = 4 * 1024 * 1024;
/** A group keeps the files that were written last; each run of a function adds a stream. */
const MAX_FILES_PER_GROUP = 32;
const DAY_MS = 24 * 60 * 60 * 1000;

interface OpenFile {
  sizeBytes: number;
}

/**
 * The files of every log group, one line of JSON per event.
 *
 * Bounded: a group takes at most 32 files of about 4 MiB, however long a run is.
 * Differs: CloudWatch Logs keeps everything until its retention ends.
 */
export class LogFiles {
  readonly #open = new Map<string, OpenFile>();
  readonly #retentionDays = new Map<string, number>();
  #last: Promise<void> = Promise.resolve();

  constructor(
    private readonly root: string,
    private readonly clock: Clock,
  ) {}

  setRetention(logGroupName: string, days: number | undefined): void {
    if (days === undefined) this.#retentionDays.delete(logGroupName);
    else this.#retentionDays.set(logGroupName, days);
  }

  /** Writes one after the other, so that the events of a stream keep their order. */
  append(input: AppendLogEventsInput): Promise<void> {
    const written = this.#last.then(() => this.#write(input));
    this.#last = written.catch(() => undefined);
    return written;
  }

  /** Resolves when everything appended so far is written or has failed. */
  idle(): Promise<void> {
    return this.#last;
  }

  async #write({ logGroupName, logStreamName, events }: AppendLogEventsInput): Promise<void> {
    if (events.length === 0) return;
    const path = logStreamPath(this.root, logGroupName, logStreamName);
    const file = this.#open.get(path) ?? (await this.#openFile(logGroupName, path));
    const lines = events.map(({ timestamp, message }) => `${JSON.stringify({ timestamp, message })}\n`).join('');

    if (file.sizeBytes > MAX_FILE_BYTES) {
      await rename(path, `${path}.1`);
      file.sizeBytes = 0;
    }
    await appendFile(path, lines);
    file.sizeBytes += Buffer.byteLength(lines);
  }

  async #openFile(logGroupName: string, path: string): Promise<OpenFile> {
    await mkdir(dirname(path), { recursive: true });
    await this.#prune(logGroupName);
    const sizeBytes = await stat(path).then(
      ({ size }) => size,
      () => 0,
    );
    const file = { sizeBytes };
    this.#open.set(path, file);
    return file;
  }

  async #prune(logGroupName: string): Promise<void> {
    const folder = logGroupPath(this.root, logGroupName);
    const retentionMs = (this.#retentionDays.get(logGroupName) ?? Infinity) * DAY_MS;
    const names = (await readdir(folder, { withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map(({ name }) => join(folder, name));
    const files = await Promise.all(names.map(async (path) => ({ path, writtenAtMs: (await stat(path)).mtimeMs })));

    const newestFirst = files.sort((a, b) => b.writtenAtMs - a.writtenAtMs);
    const surplus = newestFirst.filter(
      ({ writtenAtMs }, index) => index >= MAX_FILES_PER_GROUP - 2 || this.clock.ageMs(writtenAtMs) > retentionMs,
    );
    for (const { path } of surplus) {
      await rm(path, { force: true });
      this.#open.delete(path);
    }
  }
}
