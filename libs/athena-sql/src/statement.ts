import type { CatalogStatement } from './statements/catalog-statement.js';
import type { PropertyValue } from './statements/properties.js';
import type { QualifiedName } from './statements/qualified-name.js';

/** SQL for the engine, and where in the statement each of its places comes from. */
export interface EngineSql {
  readonly text: string;
  /** `line 1:8` of the user's statement, from an offset in UTF-8 bytes of `text`. */
  placeOf(byteOffset: number): string;
}

/** A query that Trino's grammar knows. */
export interface Query {
  /** How many `?` it has. */
  readonly parameterCount: number;
  /**
   * The form that asks the engine for types: bind it (`json_serialize_plan`) and give the plan to `learn`. Values of
   * parameters are SQL literals. Throws `SqlError` for what Athena or the local cloud refuses.
   */
  probe(parameters: readonly string[]): EngineSql;
  /** True if the plan told something new: then the form to bind is another one, and has to be bound again. */
  learn(boundPlan: string): boolean;
  /** The form to run, when all is learnt. Throws `SqlError` where types do not fit. */
  rewrite(parameters: readonly string[]): EngineSql;
}

/** `CREATE TABLE … WITH (…) AS SELECT`. https://docs.aws.amazon.com/athena/latest/ug/create-table-as.html */
export interface CreateTableAs {
  readonly kind: 'create-table-as';
  readonly table: QualifiedName;
  readonly ifNotExists: boolean;
  /** By their names in lower case. */
  readonly properties: ReadonlyMap<string, PropertyValue>;
  /** False for `WITH NO DATA`. */
  readonly withData: boolean;
  readonly query: Query;
}

/** https://docs.aws.amazon.com/athena/latest/ug/insert-into.html */
export interface Insert {
  readonly kind: 'insert';
  readonly table: QualifiedName;
  /** In lower case; absent when the statement names none. */
  readonly columns?: readonly string[];
  readonly query: Query;
}

/** https://docs.aws.amazon.com/athena/latest/ug/unload.html */
export interface Unload {
  readonly kind: 'unload';
  readonly query: Query;
  /** `s3://bucket/folder/` */
  readonly location: string;
  readonly properties: ReadonlyMap<string, PropertyValue>;
}

/** https://docs.aws.amazon.com/athena/latest/ug/create-view.html */
export interface CreateView {
  readonly kind: 'create-view';
  readonly view: QualifiedName;
  readonly orReplace: boolean;
  readonly query: Query;
  /** The view's own query as it is written. */
  readonly text: string;
}

/** https://docs.aws.amazon.com/athena/latest/ug/athena-explain-statement.html */
export interface Explain {
  readonly kind: 'explain';
  readonly query: Query;
}

/** https://docs.aws.amazon.com/athena/latest/ug/sql-prepare.html */
export interface Prepare {
  readonly kind: 'prepare';
  /** As it is written: names of prepared statements are case-sensitive. */
  readonly name: string;
  /** The statement that is prepared, as it is written. */
  readonly text: string;
}

/** https://docs.aws.amazon.com/athena/latest/ug/sql-execute.html */
export interface Execute {
  readonly kind: 'execute';
  readonly name: string;
  /** The values of USING, as SQL. */
  readonly parameters: readonly string[];
}

/** https://docs.aws.amazon.com/athena/latest/ug/sql-deallocate-prepare.html */
export interface Deallocate {
  readonly kind: 'deallocate';
  readonly name: string;
}

/** A statement of Athena by what has to be done for it. */
export type Statement =
  | { readonly kind: 'query'; readonly query: Query }
  | CreateTableAs
  | Insert
  | Unload
  | CreateView
  | Explain
  | Prepare
  | Execute
  | Deallocate
  | CatalogStatement
  /** In a grammar and not in the local cloud: `MERGE`. */
  | { readonly kind: 'unsupported'; readonly verb: string };
