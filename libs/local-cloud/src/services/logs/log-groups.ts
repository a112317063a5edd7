import { join } from 'node:path';
import type { Clock } from '../../core/clock.js';
import type { Disk } from '../../core/disk.js';
import { readJsonFile, writeDurably } from '../../core/durable-file.js';
import { logGroupPath } from './log-path.js';
import { alreadyExists, groupNotFound, invalidParameter } from './logs-errors.js';

export interface LogGroupRecord {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly createdAtMs: number;
  readonly retentionDays?: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** The log groups of the account. They are kept in one file, whose name can be no log group's. */
export class LogGroups {
  #saving: Promise<void> = Promise.resolve();

  private constructor(
    private readonly disk: Disk,
    private readonly root: string,
    private readonly clock: Clock,
    private readonly byName: Map<string, LogGroupRecord>,
  ) {}

  static async open(disk: Disk, root: string, clock: Clock): Promise<LogGroups> {
    const groups = (await readJsonFile<readonly LogGroupRecord[]>(disk, cataloguePath(root))) ?? [];
    return new LogGroups(disk, root, clock, new Map(groups.map((group) => [group.name, group])));
  }

  /** By name. */
  all(): readonly LogGroupRecord[] {
    return [...this.byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  require(name: string): LogGroupRecord {
    const group = this.byName.get(name);
    if (!group) throw groupNotFound();
    return group;
  }

  async create(name: string): Promise<void> {
    if (this.byName.has(name)) throw alreadyExists('group');
    await this.ensure(name);
  }

  /** Creates the group unless it is there. */
  async ensure(name: string): Promise<void> {
    if (this.byName.has(name)) return;
    const folder = logGroupPath(this.root, name);
    const other = this.all().find((group) => logGroupPath(this.root, group.name) === folder);
    // Differs: on AWS /a and a are two groups; as folders they would be one.
    if (other || folder === this.root)
      throw invalidParameter(
        `The local cloud cannot keep the log group '${name}'${other ? ` beside '${other.name}'` : ''}.`,
      );
    this.byName.set(name, { name, createdAtMs: this.clock.now() });
    await this.#save();
  }

  async delete(name: string): Promise<void> {
    this.byName.delete(name);
    await this.#save();
  }

  async setRetention(name: string, retentionDays: number | undefined): Promise<void> {
    const { createdAtMs } = this.require(name);
    this.byName.set(name, { name, createdAtMs, ...(retentionDays !== undefined && { retentionDays }) });
    await this.#save();
  }

  /** How old an event of the group may be; without end where the group says nothing. */
  retentionMs(name: string): number {
    return (this.byName.get(name)?.retentionDays ?? Infinity) * DAY_MS;
  }

  /** One after the other, so that the file ends with the latest state. */
  #save(): Promise<void> {
    const saved = this.#saving.then(() =>
      writeDurably(this.disk, cataloguePath(this.root), JSON.stringify(this.all())),
    );
    this.#saving = saved.catch(() => undefined);
    return saved;
  }
}

const cataloguePath = (root: string): string => join(root, '~groups.json');
