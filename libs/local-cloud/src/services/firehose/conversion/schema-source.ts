import type { Table } from '@aws-sdk/client-glue';
import { AwsError } from '@sales-cdc/aws-wire';
import type { CloudContext } from '../../../core/cloud-context.js';
import type { ConversionConfiguration } from '../configuration.js';
import type { GluePort } from '../ports.js';
import type { Failure } from '../processing/outcome.js';
import { cellRulesOf } from './cell-rules.js';
import { type Column, parseColumnType } from './column-type.js';
import { TableSchema } from './table-schema.js';

/** Differs: how soon AWS sees a new version of the table is not documented. */
const REFRESH_MS = 60_000;

/** Differs: these codes have not been seen on AWS, the sentences have. */
const FAILURES: Readonly<Record<string, Failure>> = {
  EntityNotFoundException: {
    errorCode: 'DataFormatConversion.EntityNotFound',
    errorMessage:
      'The specified table/database could not be found. Please ensure that the table/database exists and that the values provided in the schema configuration are correct, especially with regards to casing.',
  },
  AccessDeniedException: {
    errorCode: 'DataFormatConversion.AccessDenied',
    errorMessage:
      'Access was denied when calling Glue. Please ensure that the role specified in the data format conversion configuration has the necessary permissions.',
  },
};

/** The table by whose columns records are converted, read again now and then. */
export class SchemaSource {
  #current: TableSchema | Failure | undefined;
  #readAtMs = 0;

  constructor(
    private readonly conversion: ConversionConfiguration,
    private readonly glue: GluePort,
    private readonly context: CloudContext,
  ) {}

  /** As it was when it was last read; a failure fails every record. */
  get current(): TableSchema | Failure | undefined {
    return this.#current;
  }

  /** Reads the table if the last time is long ago or failed. */
  async refresh(): Promise<void> {
    const nowMs = this.context.clock.elapsedMs();
    if (this.#current instanceof TableSchema && nowMs - this.#readAtMs < REFRESH_MS) return;
    this.#readAtMs = nowMs;
    this.#current = await this.#read();
  }

  async #read(): Promise<TableSchema | Failure> {
    try {
      const table = await this.#table();
      const columns = columnsOf(table);
      const rules = cellRulesOf(this.conversion.deserializer);
      return Array.isArray(columns) ? new TableSchema(columns, rules, JSON.stringify(columns)) : (columns as Failure);
    } catch (error) {
      const known = error instanceof AwsError ? FAILURES[error.code] : undefined;
      if (known) return known;
      throw error;
    }
  }

  async #table(): Promise<Table | undefined> {
    const { databaseName: DatabaseName, tableName, versionId } = this.conversion;
    if (versionId === 'LATEST') return (await this.glue.GetTable({ DatabaseName, Name: tableName })).Table;
    const input = { DatabaseName, TableName: tableName, VersionId: versionId };
    return (await this.glue.GetTableVersion(input)).TableVersion?.Table;
  }
}

/** The partition columns are of the prefix, not of the data. */
const columnsOf = (table: Table | undefined): readonly Column[] | Failure => {
  const columns: Column[] = [];
  for (const { Name = '', Type = '' } of table?.StorageDescriptor?.Columns ?? []) {
    const type = parseColumnType(Type);
    if (!type) return invalidSchema(`The column ${Name} has the type ${Type}.`);
    columns.push({ name: Name, type });
  }
  return columns.length > 0 ? columns : invalidSchema('The table has no columns.');
};

/** Differs: AWS converts a few types more, such as binary. */
const invalidSchema = (reason: string): Failure => ({
  errorCode: 'DataFormatConversion.InvalidSchema',
  errorMessage: `The schema is invalid. ${reason}`,
});
