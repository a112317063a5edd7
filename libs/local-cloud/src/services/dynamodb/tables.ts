import type { Clock } from '../../core/clock.js';
import { ChangeStream } from './change-stream.js';
import type { ChangeWriter } from './change-writer.js';
import { tableBusy, tableInUse } from './dynamodb-errors.js';
import { itemPrefix, keysUnder, tagPrefix, type BatchOperation, type LevelDatabase } from './level-store.js';
import { streamOf, type StreamDefinition } from './stream-definition.js';
import type { TableDescription } from './table-description.js';

/** A table that can be read and written, with its stream if it has one. */
export interface Table {
  description: TableDescription;
  /** The one that takes its changes. */
  stream: ChangeStream | undefined;
  /** The attribute that says when an item expires; undefined when none does. */
  expiryAttribute: string | undefined;
}

const PREFIX = 'table~';
const FORMER_PREFIX = 'former~';
/** How long a stream can be read after it was disabled. */
const RETENTION_MS = 24 * 60 * 60 * 1000;
const EXPIRY_PREFIX = 'expiry~';

/** The tables, in memory and on disk. A name is taken from creation until the last row of the table is gone. */
export class Tables {
  readonly #tables = new Map<string, Table>();
  readonly #taken = new Set<string>();
  /** Those that are being changed or deleted. */
  readonly #changing = new Set<Table>();
  /** Streams that were disabled, by ARN. */
  readonly #former = new Map<string, ChangeStream>();

  private constructor(
    private readonly level: LevelDatabase,
    private readonly region: string,
  ) {}

  /** Takes over what the database holds, and finishes deletions that a kill cut short. */
  static async open(level: LevelDatabase, region: string): Promise<Tables> {
    const tables = new Tables(level, region);
    for await (const row of level.values(keysUnder(FORMER_PREFIX))) {
      const former = await ChangeStream.open(level, row as StreamDefinition, region);
      tables.#former.set(former.arn, former);
    }
    for await (const row of level.values(keysUnder(PREFIX))) await tables.#takeOver(row as TableDescription);
    return tables;
  }

  async #takeOver(description: TableDescription): Promise<void> {
    const table = {
      description,
      stream: await this.#openStream(description),
      expiryAttribute: (await this.level.get(EXPIRY_PREFIX + description.TableName)) as string | undefined,
    };
    if (description.TableStatus === 'DELETING') return this.#erase(table);
    this.#taken.add(description.TableName);
    this.#tables.set(description.TableName, table);
  }

  async #openStream(description: TableDescription): Promise<ChangeStream | undefined> {
    const definition = streamOf(description);
    return definition && ChangeStream.open(this.level, definition, this.region);
  }

  /** Changes or deletes a table, one call at a time. Throws a ResourceInUseException while another one is under way. */
  async exclusively<Answer>(table: Table, work: () => Promise<Answer>): Promise<Answer> {
    if (this.#changing.has(table)) throw tableBusy(table.description.TableName);
    this.#changing.add(table);
    try {
      return await work();
    } finally {
      this.#changing.delete(table);
    }
  }

  /** All that can be read: those of the tables, and those that were disabled in the last 24 hours. */
  streams(): readonly ChangeStream[] {
    return [...this.all().flatMap(({ stream }) => stream ?? []), ...this.#former.values()];
  }

  find(tableName: string): Table | undefined {
    return this.#tables.get(tableName);
  }

  all(): readonly Table[] {
    return [...this.#tables.values()];
  }

  async create(description: TableDescription): Promise<Table> {
    const { TableName } = description;
    if (this.#taken.has(TableName)) throw tableInUse(TableName);
    this.#taken.add(TableName);
    await this.level.put(PREFIX + TableName, description);
    const stream = await this.#openStream(description);
    const table: Table = { description, stream, expiryAttribute: undefined };
    this.#tables.set(TableName, table);
    return table;
  }

  /**
   * Gives the table another stream, or none. Changes that were begun before are in the old one, which can be read for
   * another 24 hours; it and its closing are on disk when this resolves.
   */
  async replaceStream(
    table: Table,
    description: TableDescription,
    writer: Pick<ChangeWriter, 'change'>,
    nowMs: number,
  ): Promise<void> {
    const stream = await this.#openStream(description);
    const former = table.stream;
    const closed = former?.closedAt(nowMs);
    const operations: BatchOperation[] = [{ type: 'put', key: PREFIX + description.TableName, value: description }];
    if (closed) operations.push({ type: 'put', key: FORMER_PREFIX + closed.arn, value: closed });
    await writer.change(operations, () => {
      table.description = description;
      table.stream = stream;
      if (!former || !closed) return;
      former.closeAs(closed);
      this.#former.set(closed.arn, former);
    });
  }

  /** Forgets streams that were disabled more than 24 hours ago. */
  async forgetStreams(clock: Clock): Promise<void> {
    await this.#eraseFormer(({ closedAtMs = Infinity }) => clock.ageMs(closedAtMs) > RETENTION_MS);
  }

  async #eraseFormer(isGone: (stream: ChangeStream) => boolean): Promise<void> {
    for (const stream of [...this.#former.values()].filter(isGone)) {
      this.#former.delete(stream.arn);
      await stream.erase();
      await this.level.batch([{ type: 'del', key: FORMER_PREFIX + stream.arn }]);
    }
  }

  /** Replaces settings of the table; its keys and its stream stay. */
  async update(table: Table, settings: Partial<TableDescription>): Promise<TableDescription> {
    const description = { ...table.description, ...settings };
    await this.level.put(PREFIX + description.TableName, description);
    table.description = description;
    return description;
  }

  /** Undefined lets nothing expire any more. */
  async setExpiry(table: Table, attribute: string | undefined): Promise<void> {
    const key = EXPIRY_PREFIX + table.description.TableName;
    await this.level.batch([attribute === undefined ? { type: 'del', key } : { type: 'put', key, value: attribute }]);
    table.expiryAttribute = attribute;
  }

  /** From now on nobody finds the table. `settled` resolves when writes that had found it are over. */
  async remove(table: Table, settled: () => Promise<void>): Promise<TableDescription> {
    const { TableName } = table.description;
    const description: TableDescription = { ...table.description, TableStatus: 'DELETING' };
    this.#tables.delete(TableName);
    await this.level.put(PREFIX + TableName, description);
    await settled();
    await this.#erase(table);
    this.#taken.delete(TableName);
    return description;
  }

  /** The row of the table goes last, so that a deletion which is cut short is found and finished. */
  async #erase({ description: { TableName }, stream }: Table): Promise<void> {
    await this.level.clear(keysUnder(itemPrefix(TableName)));
    await this.level.clear(keysUnder(tagPrefix(TableName)));
    await stream?.erase();
    await this.#eraseFormer(({ tableName }) => tableName === TableName);
    await this.level.batch([
      { type: 'del', key: EXPIRY_PREFIX + TableName },
      { type: 'del', key: PREFIX + TableName },
    ]);
  }
}
