import { ChangeStream } from './change-stream.js';
import { tableInUse } from './dynamodb-errors.js';
import { itemPrefix, keysUnder, tagPrefix, type LevelDatabase } from './level-store.js';
import type { TableDescription } from './table-description.js';

/** A table that can be read and written, with its stream if it has one. */
export interface Table {
  description: TableDescription;
  readonly stream: ChangeStream | undefined;
}

const PREFIX = 'table~';

/** The tables, in memory and on disk. A name is taken from creation until the last row of the table is gone. */
export class Tables {
  readonly #tables = new Map<string, Table>();
  readonly #taken = new Set<string>();

  private constructor(
    private readonly level: LevelDatabase,
    private readonly region: string,
  ) {}

  /** Takes over what the database holds, and finishes deletions that a kill cut short. */
  static async open(level: LevelDatabase, region: string): Promise<Tables> {
    const tables = new Tables(level, region);
    for await (const row of level.values(keysUnder(PREFIX))) await tables.#takeOver(row as TableDescription);
    return tables;
  }

  async #takeOver(description: TableDescription): Promise<void> {
    const table = { description, stream: await ChangeStream.open(this.level, description, this.region) };
    if (description.TableStatus === 'DELETING') return this.#erase(table);
    this.#taken.add(description.TableName);
    this.#tables.set(description.TableName, table);
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
    const table = { description, stream: await ChangeStream.open(this.level, description, this.region) };
    this.#tables.set(TableName, table);
    return table;
  }

  /** Replaces settings of the table; its keys and its stream stay. */
  async update(table: Table, settings: Partial<TableDescription>): Promise<TableDescription> {
    const description = { ...table.description, ...settings };
    await this.level.put(PREFIX + description.TableName, description);
    table.description = description;
    return description;
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
    await this.level.batch([{ type: 'del', key: PREFIX + TableName }]);
  }
}
