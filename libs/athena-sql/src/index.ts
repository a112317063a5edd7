export { SqlError } from './sql-error.js';
export { parseStatement } from './parse-statement.js';
export { raisedMessage } from './rewrite/raise.js';
export type {
  CreateTableAs,
  CreateView,
  Deallocate,
  EngineSql,
  Execute,
  Explain,
  Insert,
  Prepare,
  Query,
  Statement,
  Unload,
} from './statement.js';
export type {
  CatalogStatement,
  ColumnDefinition,
  CreateTable,
  PartitionSpec,
  StorageFormat,
} from './statements/catalog-statement.js';
export type { PropertyValue } from './statements/properties.js';
export type { QualifiedName } from './statements/qualified-name.js';
