import { join } from 'node:path';
import type { CloudContext } from '../../../core/cloud-context.js';
import type { ConversionConfiguration } from '../configuration.js';
import type { ObjectBody } from '../delivery/object-body.js';
import type { Failure } from '../processing/outcome.js';
import { ParquetBody } from './parquet-body.js';
import type { SchemaSource } from './schema-source.js';
import { TableSchema } from './table-schema.js';

/** Which table a record was converted by, as a line of the error output names it. */
export interface DataCatalogTable {
  readonly catalogId: string;
  readonly databaseName: string;
  readonly tableName: string;
  readonly region: string;
  readonly versionId: string;
}

/** Has records become Parquet, those that fit the table. */
export class RecordConversion {
  constructor(
    private readonly conversion: ConversionConfiguration,
    private readonly schemas: SchemaSource,
    private readonly context: CloudContext,
    /** For files that are being written. */
    private readonly folder: string,
  ) {}

  get table(): DataCatalogTable {
    const { databaseName, tableName, versionId } = this.conversion;
    return { catalogId: this.context.accountId, databaseName, tableName, region: this.context.region, versionId };
  }

  /** The schema by which the record can be converted, or why there is none. `refresh` comes first. */
  schemaFor(data: Uint8Array): TableSchema | Failure {
    const schema = this.schemas.current;
    if (!schema) throw new Error('A record came to be converted before the table was read.');
    if (!(schema instanceof TableSchema)) return schema;
    const rows = schema.rowsOf(data);
    return 'errorCode' in rows ? rows : schema;
  }

  newBody(schema: TableSchema, uniqueId: string): ObjectBody {
    return new ParquetBody(schema, this.conversion, join(this.folder, `${uniqueId}.parquet`));
  }

  refresh(): Promise<void> {
    return this.schemas.refresh();
  }
}
