import { join } from 'node:path';
import type { CloudContext } from '../cloud-context.js';
import { readJsonFile, writeDurably } from '../durable-file.js';
import type { StackRecord } from './stack.js';

/** How long a deleted stack can still be asked for by its id. */
const KEPT_DELETED_MS = 90 * 24 * 3_600_000;

/** The stacks of the account, each in a file of its own below `<data directory>/cloudformation/stacks`. */
export class StackStore {
  readonly #records = new Map<string, StackRecord>();
  /** Writes of one stack follow each other, so that the file holds the latest. */
  #writing: Promise<void> = Promise.resolve();

  constructor(private readonly context: Pick<CloudContext, 'disk' | 'dataDirectory' | 'clock'>) {}

  /** Reads what an earlier run left. */
  async open(): Promise<void> {
    const { disk, clock } = this.context;
    const names = await disk.readdir(this.#folder).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    });
    for (const name of names.filter((one) => one.endsWith('.json')).sort()) {
      const record = await readJsonFile<StackRecord>(disk, join(this.#folder, name));
      if (!record) continue;
      const isOld = record.deletedAtMs !== undefined && record.deletedAtMs < clock.now() - KEPT_DELETED_MS;
      if (isOld) await disk.rm(join(this.#folder, name), { force: true });
      else this.#records.set(record.id, record);
    }
  }

  /** Every stack, the deleted ones too. */
  all(): readonly StackRecord[] {
    return [...this.#records.values()].sort((left, right) => left.createdAtMs - right.createdAtMs);
  }

  /** By id, or by name among those that are not deleted. */
  find(nameOrId: string): StackRecord | undefined {
    return this.#records.get(nameOrId) ?? this.all().find((one) => one.name === nameOrId && !isDeleted(one));
  }

  /** Seen at once; resolves when it is on disk. When it cannot be, the stack is seen as it was. */
  async save(record: StackRecord): Promise<void> {
    const { id } = record;
    const former = this.#records.get(id);
    this.#records.set(id, record);
    this.#writing = this.#writing.catch(() => undefined).then(() => this.#write(record));
    await this.#writing.catch((error: unknown) => {
      if (this.#records.get(id) === record) {
        if (former) this.#records.set(id, former);
        else this.#records.delete(id);
      }
      throw error;
    });
  }

  /** Resolves when everything that was saved is on disk. */
  written(): Promise<void> {
    return this.#writing;
  }

  get #folder(): string {
    return join(this.context.dataDirectory, 'cloudformation', 'stacks');
  }

  #fileOf(id: string): string {
    return join(this.#folder, `${id.split('/').at(-1) ?? ''}.json`);
  }

  #write(record: StackRecord): Promise<void> {
    return writeDurably(this.context.disk, this.#fileOf(record.id), JSON.stringify(record));
  }
}

export const isDeleted = ({ status }: Pick<StackRecord, 'status'>): boolean => status === 'DELETE_COMPLETE';
