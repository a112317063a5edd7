import { dirname, join } from 'node:path';
import type { Clock } from '../../core/clock.js';
import type { Disk, DiskEntry } from '../../core/disk.js';
import type { LogGroups } from './log-groups.js';
import type { AppendLogEventsInput } from './logs-api.js';
import { logGroupPath, logStreamNameOf, logStreamPath } from './log-path.js';
import { parseEvents, type StoredEvent } from './stored-event.js';

/** A stream's file is turned over at this size and one older file is kept. */
const MAX_FILE_BYTES = 4 * 1024 * 1024;
/** A group keeps the files that were written last; each run of a function adds a stream. */
const MAX_FILES_PER_GROUP = 32;

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
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly disk: Disk,
    private readonly root: string,
    private readonly clock: Clock,
    private readonly groups: LogGroups,
  ) {}

  /** Adds events, and the group and the stream where they are not there yet; keeps the order of the calls. */
  append(input: AppendLogEventsInput): Promise<void> {
    return this.#inTurn(() => this.#write(input));
  }

  /** Names of the streams of a group, in order. */
  async streamNames(logGroupName: string): Promise<readonly string[]> {
    const names = (await this.#filesOf(logGroupName)).map((name) => logStreamNameOf(name));
    return names.filter((name) => name !== undefined).sort();
  }

  /** What a stream holds and its group's retention has not ended yet, oldest first. */
  async read(logGroupName: string, logStreamName: string): Promise<readonly StoredEvent[]> {
    const path = logStreamPath(this.root, logGroupName, logStreamName);
    const text = await this.#inTurn(async () => (await this.#textOf(`${path}.1`)) + (await this.#textOf(path)));
    const oldestMs = this.clock.now() - this.groups.retentionMs(logGroupName);
    return parseEvents(text).filter(({ timestamp }) => timestamp >= oldestMs);
  }

  async storedBytes(logGroupName: string): Promise<number> {
    const folder = logGroupPath(this.root, logGroupName);
    const sizes = (await this.#filesOf(logGroupName)).map(
      async (name) => (await this.disk.stat(join(folder, name))).size,
    );
    return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  }

  createStream(logGroupName: string, logStreamName: string): Promise<void> {
    return this.#inTurn(async () => {
      const path = logStreamPath(this.root, logGroupName, logStreamName);
      await this.#openFile(logGroupName, path);
      await this.disk.appendFile(path, '');
    });
  }

  deleteStream(logGroupName: string, logStreamName: string): Promise<void> {
    return this.#inTurn(() => this.#remove(logStreamPath(this.root, logGroupName, logStreamName)));
  }

  /** Removes every stream of the group; groups whose names begin with this group's stay. */
  async deleteGroup(logGroupName: string): Promise<void> {
    for (const name of await this.streamNames(logGroupName)) await this.deleteStream(logGroupName, name);
  }

  /** Resolves when everything appended so far is written or has failed. */
  async idle(): Promise<void> {
    await this.#last;
  }

  #inTurn<Result>(step: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(step);
    this.#last = result.catch(() => undefined);
    return result;
  }

  async #write({ logGroupName, logStreamName, events }: AppendLogEventsInput): Promise<void> {
    if (events.length === 0) return;
    const path = logStreamPath(this.root, logGroupName, logStreamName);
    const file = this.#open.get(path) ?? (await this.#openFile(logGroupName, path));
    const lines = events.map(({ timestamp, message }) => `${JSON.stringify({ timestamp, message })}\n`).join('');

    if (file.sizeBytes > MAX_FILE_BYTES) {
      await this.disk.rename(path, `${path}.1`);
      file.sizeBytes = 0;
    }
    await this.disk.appendFile(path, lines);
    file.sizeBytes += Buffer.byteLength(lines);
  }

  async #openFile(logGroupName: string, path: string): Promise<OpenFile> {
    await this.groups.ensure(logGroupName);
    await this.disk.mkdir(dirname(path), { recursive: true });
    await this.#prune(logGroupName);
    const sizeBytes = await this.disk.stat(path).then(
      ({ size }) => size,
      () => 0,
    );
    const file = { sizeBytes };
    this.#open.set(path, file);
    return file;
  }

  async #prune(logGroupName: string): Promise<void> {
    const folder = logGroupPath(this.root, logGroupName);
    const paths = (await this.#filesOf(logGroupName)).map((name) => join(folder, name));
    const files = await Promise.all(
      paths.map(async (path) => ({ path, writtenAtMs: (await this.disk.stat(path)).mtimeMs })),
    );

    const retentionMs = this.groups.retentionMs(logGroupName);
    const newestFirst = files.sort((a, b) => b.writtenAtMs - a.writtenAtMs);
    const surplus = newestFirst.filter(
      ({ writtenAtMs }, index) => index >= MAX_FILES_PER_GROUP - 2 || this.clock.ageMs(writtenAtMs) > retentionMs,
    );
    for (const { path } of surplus) await this.#remove(path);
  }

  async #remove(path: string): Promise<void> {
    await this.disk.rm(path, { force: true });
    await this.disk.rm(`${path}.1`, { force: true });
    this.#open.delete(path);
  }

  async #filesOf(logGroupName: string): Promise<readonly string[]> {
    const entries = await this.disk
      .readdir(logGroupPath(this.root, logGroupName), { withFileTypes: true })
      .catch(ifMissing<DiskEntry[]>([]));
    return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  }

  #textOf(path: string): Promise<string> {
    return this.disk.readFile(path, 'utf8').catch(ifMissing(''));
  }
}

const ifMissing =
  <Nothing>(nothing: Nothing) =>
  (error: unknown): Nothing => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return nothing;
    throw error;
  };
