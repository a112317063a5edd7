import type { Clock } from '../../core/clock.js';
import type { PointInTimeRecovery } from './backups/continuous-backups.js';
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
  /** Undefined while point-in-time recovery is disabled. */
  recovery: PointInTimeRecovery | undefined;
}

const PREFIX = 'table~';
const FORMER_PREFIX = 'former~';
/** How long a stream can be read after it was disabled, or its table deleted. */
const RETENTION_MS = 24 * 60 * 60 * 1000;
const EXPIRY_PREFIX = 'expiry~';
const RECOVERY_PREFIX = 'recovery~';

/** The tables, in memory and on disk. A name is taken from creation until the last row of the table is gone. */
export class Tables {
  readonly #tables = new Map<string, Table>();
  readonly #taken = new Set<string>();
  /** Those that are being changed or deleted. */
  readonly #changing = new Set<Table>();
  /** Streams that were disabled or whose table was deleted, by ARN. */
  readonly #former = new Map<string, ChangeStream>();

  private constructor(
    private readonly level: LevelDatabase,
    private readonly region: string,
    /** How many lanes a new stream has. */
    private readonly shardsPerStream: number,
  ) {}

  /** Takes over what the database holds, and finishes deletions that a kill cut short. */
  static async open(level: LevelDatabase, region: string, shardsPerStream: number): Promise<Tables> {
    const tables = new Tables(level, region, shardsPerStream);
    for await (const row of level.values(keysUnder(FORMER_PREFIX))) {
      const former = await ChangeStream.open(level, row as StreamDefinition, region);
      tables.#former.set(former.arn, former);
    }
    for await (const row of level.values(keysUnder(PREFIX))) await tables.#takeOver(row as TableDescription);
    return tables;
  }

  async #takeOver(description: TableDescription): Promise<void> {
    const { TableName, TableStatus } = description;
    if (TableStatus === 'DELETING') return this.#erase(TableName);
    this.#taken.add(TableName);
    this.#tables.set(TableName, {
      description,
      stream: await this.#openStream(description),
      expiryAttribute: (await this.level.get(EXPIRY_PREFIX + TableName)) as string | undefined,
      recovery: (await this.level.get(RECOVERY_PREFIX + TableName)) as PointInTimeRecovery | undefined,
    });
  }

  async #openStream(description: TableDescription): Promise<ChangeStream | undefined> {
    const definition = streamOf(description);
    return definition && ChangeStream.open(this.level, definition, this.region);
  }

  /** What makes of the description a table, or the same table with a new stream. */
  #creation(description: TableDescription): BatchOperation[] {
    const definition = streamOf(description);
    return [
      { type: 'put', key: PREFIX + description.TableName, value: description },
      ...(definition ? ChangeStream.creation(definition, this.shardsPerStream) : []),
    ];
  }

  /**
   * When a stream of the table that is made now counts as created: no two streams of a name have one label, and the
   * sequence numbers of a later one are above those of an earlier one.
   */
  streamTimeMs(tableName: string, nowMs: number): number {
    const before = this.streams().filter((stream) => stream.tableName === tableName);
    return Math.max(nowMs, ...before.map(({ latest }) => Math.floor(latest / 1000) + 1));
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

  /** All that can be read: those of the tables, and those that were closed in the last 24 hours. */
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
    await this.level.batch(this.#creation(description));
    const stream = await this.#openStream(description);
    const table: Table = { description, stream, expiryAttribute: undefined, recovery: undefined };
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
    const closing = this.#closing(table, nowMs);
    const creation = this.#creation(description);
    // Before the row of the table names it: a kill in between leaves a row that means nothing.
    await this.level.batch(creation.slice(1));
    const stream = await this.#openStream(description);
    await writer.change([...creation, ...closing.operations], () => {
      table.description = description;
      closing.close();
      table.stream = stream;
    });
  }

  /** What to write, and then to do, so that the table's stream takes no more and can be read for another 24 hours. */
  #closing({ stream }: Table, nowMs: number): { readonly operations: readonly BatchOperation[]; close: () => void } {
    if (!stream) return { operations: [], close: () => undefined };
    const closed = stream.closedAt(nowMs);
    return {
      operations: [{ type: 'put', key: FORMER_PREFIX + closed.arn, value: closed }],
      close: () => {
        stream.closeAs(closed);
        this.#former.set(closed.arn, stream);
      },
    };
  }

  /** Forgets streams that were closed more than 24 hours ago. */
  async forgetStreams(clock: Clock): Promise<void> {
    const isOver = ({ closedAtMs = Infinity }: ChangeStream): boolean => clock.ageMs(closedAtMs) > RETENTION_MS;
    for (const stream of [...this.#former.values()].filter(isOver)) {
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

  /** Undefined disables point-in-time recovery; what is enabled already goes back as far as before. */
  async setRecovery(
    table: Table,
    wanted: Pick<PointInTimeRecovery, 'periodInDays'> | undefined,
    nowMs: number,
  ): Promise<void> {
    const key = RECOVERY_PREFIX + table.description.TableName;
    const recovery = wanted && { ...wanted, enabledAtMs: table.recovery?.enabledAtMs ?? nowMs };
    await this.level.batch([recovery ? { type: 'put', key, value: recovery } : { type: 'del', key }]);
    table.recovery = recovery;
  }

  /**
   * From now on nobody finds the table; its stream holds what was written before and can be read for another 24 hours.
   */
  async remove(table: Table, writer: Pick<ChangeWriter, 'change'>, nowMs: number): Promise<TableDescription> {
    const { TableName } = table.description;
    const description: TableDescription = { ...table.description, TableStatus: 'DELETING' };
    const closing = this.#closing(table, nowMs);
    const deleting: BatchOperation = { type: 'put', key: PREFIX + TableName, value: description };
    await writer.change([deleting, ...closing.operations], () => {
      this.#tables.delete(TableName);
      closing.close();
    });
    await this.#erase(TableName);
    this.#taken.delete(TableName);
    return description;
  }

  /** The row of the table goes last, so that a deletion which is cut short is found and finished. */
  async #erase(TableName: string): Promise<void> {
    await this.level.clear(keysUnder(itemPrefix(TableName)));
    await this.level.clear(keysUnder(tagPrefix(TableName)));
    await this.level.batch([
      { type: 'del', key: EXPIRY_PREFIX + TableName },
      { type: 'del', key: RECOVERY_PREFIX + TableName },
      { type: 'del', key: PREFIX + TableName },
    ]);
  }
}
