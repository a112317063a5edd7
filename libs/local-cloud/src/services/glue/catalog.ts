import type { DatabaseInput, PartitionInput, TableInput } from '@aws-sdk/client-glue';
import { join } from 'node:path';
import type { CloudContext } from '../../core/cloud-context.js';
import { readJsonFile, writeDurably } from '../../core/durable-file.js';
import { entityNotFound, invalidInput } from './errors.js';

/** A table as the catalog keeps it; times are milliseconds since the epoch. */
export interface TableRecord {
  readonly input: TableInput & { readonly Name: string };
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  /** Counts the updates, as Glue does from 0. */
  readonly version: number;
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
  #lastChange: Promise<unknown> = Promise.resolve();

  constructor(readonly context: CloudContext) {
    this.#path = join(context.dataDirectory, 'glue', 'catalog.json');
  }

  /** All databases. */
  read(): Promise<CatalogContent> {
    this.#content ??= readJsonFile<CatalogContent>(this.#path).then((content) => content ?? {});
    return this.#content;
  }

  async database(name: string | undefined): Promise<DatabaseRecord> {
    const database = (await this.read())[catalogName(name)];
    if (!database) throw entityNotFound(`Database ${catalogName(name)} not found.`);
    return database;
  }

  async table(databaseName: string | undefined, name: string | undefined): Promise<TableRecord> {
    const table = (await this.database(databaseName)).tables[catalogName(name)];
    if (!table) throw entityNotFound(`Entity Not Found`);
    return table;
  }

  /** Replaces the content by what the function makes of it; changes never overlap. Durable when it resolves. */
  change(next: (content: CatalogContent) => CatalogContent): Promise<void> {
    const result = this.#lastChange.then(async () => {
      const content = next(await this.read());
      await writeDurably(this.#path, JSON.stringify(content));
      this.#content = Promise.resolve(content);
    });
    this.#lastChange = result.catch(() => undefined); // the caller has the rejection; the next change must not
    return result;
  }

  /** Changes one database. */
  changeDatabase(name: string | undefined, next: (database: DatabaseRecord) => DatabaseRecord): Promise<void> {
    const key = catalogName(name);
    return this.change((content) => {
      const database = content[key];
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
      const table = database.tables[key];
      if (!table) throw entityNotFound('Entity Not Found');
      return { ...database, tables: { ...database.tables, [key]: next(table) } };
    });
  }
}

/** The record without the entry of that name. */
export const without = <Value>(
  record: Readonly<Record<string, Value>>,
  name: string,
): Readonly<Record<string, Value>> => Object.fromEntries(Object.entries(record).filter(([key]) => key !== name));
