import type { DatabaseInput, PartitionInput, TableInput } from '@aws-sdk/client-glue';
import { join } from 'node:path';
import type { CloudContext } from '../../core/cloud-context.js';
import { readJsonFile, writeDurably } from '../../core/durable-file.js';
import { entityNotFound, invalidInput } from './errors.js';

/** A table as it was defined at a time; times are milliseconds since the epoch. */
export interface TableVersionRecord {
  readonly input: TableInput & { readonly Name: string };
  readonly updatedAtMs: number;
  /** Counts the updates, as Glue does from 0. */
  readonly version: number;
}

/** A table as the catalog keeps it. */
export interface TableRecord extends TableVersionRecord {
  readonly createdAtMs: number;
  /** What it was before, newest first. */
  readonly formerVersions?: readonly TableVersionRecord[];
  /** By their values, as a JSON list. */
  readonly partitions: Readonly<Record<string, PartitionRecord>>;
}

export interface PartitionRecord {
  readonly input: PartitionInput & { readonly Values: string[] };
  readonly createdAtMs: number;
}

export interface DatabaseRecord {
  readonly input: DatabaseInput & { readonly Name: string };
  readonly createdAtMs: number;
  readonly tables: Readonly<Record<string, TableRecord>>;
}

export type CatalogContent = Readonly<Record<string, DatabaseRecord>>;

/** Names are lower case in the catalog. https://docs.aws.amazon.com/athena/latest/ug/tables-databases-columns-names.html */
export const catalogName = (name: string | undefined): string => {
  if (!name || name.length > 255) throw invalidInput('Name must have between 1 and 255 characters.');
  return name.toLowerCase();
};

/** Databases, tables and partitions of the account, in one durable file; a change is there as a whole or not at all. */
export class Catalog {
  readonly #path: string;
  #content: Promise<CatalogContent> | undefined;
  readonly #waiting: CatalogChange[] = [];
  #isWriting = false;

  constructor(readonly context: CloudContext) {
    this.#path = join(context.dataDirectory, 'glue', 'catalog.json');
  }

  /** All databases. */
  read(): Promise<CatalogContent> {
    this.#content ??= readJsonFile<CatalogContent>(this.context.disk, this.#path).then((content) => content ?? {});
    return this.#content;
  }

  async database(name: string | undefined): Promise<DatabaseRecord> {
    const database = entry(await this.read(), catalogName(name));
    if (!database) throw entityNotFound(`Database ${catalogName(name)} not found.`);
    return database;
  }

  async table(databaseName: string | undefined, name: string | undefined): Promise<TableRecord> {
    const { tables } = await this.database(databaseName);
    const table = entry(tables, catalogName(name));
    if (!table) throw entityNotFound(`Entity Not Found`);
    return table;
  }

  /** Replaces the content by what the function makes of it; changes never overlap. Durable when it resolves. */
  change(next: (content: CatalogContent) => CatalogContent): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ next, resolve, reject });
      if (!this.#isWriting) void this.#writeWaiting(); // rejects nothing: each caller is told for itself
    });
  }

  /** Changes that wait for the same write share the next one. */
  async #writeWaiting(): Promise<void> {
    this.#isWriting = true;
    for (let batch = this.#waiting.splice(0); batch.length > 0; batch = this.#waiting.splice(0))
      await this.#write(batch);
    this.#isWriting = false;
  }

  async #write(batch: readonly CatalogChange[]): Promise<void> {
    const made: CatalogChange[] = [];
    try {
      let content = await this.read();
      for (const change of batch) {
        const changed = attempt(change, content);
        if (!changed) continue;
        content = changed;
        made.push(change);
      }
      if (made.length > 0) await writeDurably(this.context.disk, this.#path, JSON.stringify(content));
      this.#content = Promise.resolve(content);
      made.forEach(({ resolve }) => resolve());
    } catch (error) {
      batch.forEach(({ reject }) => reject(error)); // one that was refused before stays refused for its own reason
    }
  }

  /** Changes one database. */
  changeDatabase(name: string | undefined, next: (database: DatabaseRecord) => DatabaseRecord): Promise<void> {
    const key = catalogName(name);
    return this.change((content) => {
      const database = entry(content, key);
      if (!database) throw entityNotFound(`Database ${key} not found.`);
      return { ...content, [key]: next(database) };
    });
  }

  /** Changes one table. */
  changeTable(
    databaseName: string | undefined,
    name: string | undefined,
    next: (table: TableRecord) => TableRecord,
  ): Promise<void> {
    const key = catalogName(name);
    return this.changeDatabase(databaseName, (database) => {
      const table = entry(database.tables, key);
      if (!table) throw entityNotFound('Entity Not Found');
      return { ...database, tables: { ...database.tables, [key]: next(table) } };
    });
  }
}

interface CatalogChange {
  readonly next: (content: CatalogContent) => CatalogContent;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** The content after the change; undefined for one that is refused, whose caller is told. */
const attempt = ({ next, reject }: CatalogChange, content: CatalogContent): CatalogContent | undefined => {
  try {
    return next(content);
  } catch (error) {
    reject(error);
    return undefined;
  }
};

/** The entry of that name; what every object inherits, such as `constructor`, is none. */
export const entry = <Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

/** The record without the entry of that name. */
export const without = <Value>(
  record: Readonly<Record<string, Value>>,
  name: string,
): Readonly<Record<string, Value>> => Object.fromEntries(Object.entries(record).filter(([key]) => key !== name));
