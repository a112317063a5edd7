import type { QualifiedName } from './qualified-name.js';

export interface ColumnDefinition {
  /** Lower case. */
  readonly name: string;
  /** `struct<sku:string,count:int>`: in lower case and without spaces, as the catalog keeps it. */
  readonly type: string;
  readonly comment?: string;
}

/** Values by the names of partition columns: `dt='2026-11-23'`. */
export type PartitionSpec = ReadonlyMap<string, string>;

/** How the data is stored, as far as the statement says. */
export interface StorageFormat {
  readonly serde?: string;
  readonly serdeProperties: ReadonlyMap<string, string>;
  readonly inputFormat?: string;
  readonly outputFormat?: string;
}

/** https://docs.aws.amazon.com/athena/latest/ug/create-table.html */
export interface CreateTable {
  readonly kind: 'create-table';
  readonly table: QualifiedName;
  readonly ifNotExists: boolean;
  readonly columns: readonly ColumnDefinition[];
  readonly partitionColumns: readonly ColumnDefinition[];
  readonly comment?: string;
  readonly format: StorageFormat;
  readonly location?: string;
  readonly properties: ReadonlyMap<string, string>;
}

/** A statement that acts on the catalog and reads no data. */
export type CatalogStatement =
  | CreateTable
  | {
      readonly kind: 'create-database';
      readonly name: string;
      readonly ifNotExists: boolean;
      readonly comment?: string;
      readonly location?: string;
      readonly properties: ReadonlyMap<string, string>;
    }
  | {
      readonly kind: 'drop-database';
      readonly name: string;
      readonly ifExists: boolean;
      readonly cascade: boolean;
    }
  | { readonly kind: 'drop-table'; readonly table: QualifiedName; readonly ifExists: boolean }
  | { readonly kind: 'drop-view'; readonly table: QualifiedName; readonly ifExists: boolean }
  | {
      readonly kind: 'add-partitions';
      readonly table: QualifiedName;
      readonly ifNotExists: boolean;
      readonly partitions: readonly { readonly spec: PartitionSpec; readonly location?: string }[];
    }
  | {
      readonly kind: 'drop-partitions';
      readonly table: QualifiedName;
      readonly ifExists: boolean;
      readonly specs: readonly PartitionSpec[];
    }
  | {
      readonly kind: 'rename-partition';
      readonly table: QualifiedName;
      readonly from: PartitionSpec;
      readonly to: PartitionSpec;
    }
  | {
      readonly kind: 'add-columns' | 'replace-columns';
      readonly table: QualifiedName;
      readonly columns: readonly ColumnDefinition[];
    }
  | {
      readonly kind: 'set-properties';
      readonly table: QualifiedName;
      readonly properties: ReadonlyMap<string, string>;
    }
  | {
      readonly kind: 'set-location';
      readonly table: QualifiedName;
      readonly partition?: PartitionSpec;
      readonly location: string;
    }
  | { readonly kind: 'repair-table'; readonly table: QualifiedName }
  | { readonly kind: 'show-databases'; readonly pattern?: string }
  | { readonly kind: 'show-tables' | 'show-views'; readonly database?: string; readonly pattern?: string }
  | {
      readonly kind: 'show-columns' | 'show-partitions' | 'show-create-table' | 'show-create-view';
      readonly table: QualifiedName;
    }
  | { readonly kind: 'show-properties'; readonly table: QualifiedName; readonly property?: string }
  | {
      readonly kind: 'describe';
      readonly table: QualifiedName;
      readonly form: 'columns' | 'extended' | 'formatted';
    };
