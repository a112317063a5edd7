import type { EngineSql } from '@sales-cdc/athena-sql';
import { QueryFailed } from './query-failed.js';

/** A table that the statement names. */
export interface TableReference {
  readonly catalog: string;
  readonly database: string;
  readonly table: string;
  /** `line 1:15` */
  readonly place: string;
  /** It may be a name that a WITH clause gives. */
  readonly maybeLocal: boolean;
}

/** What the statement needs before it can run. */
export interface Statement {
  readonly tables: readonly TableReference[];
  /** Lower case. */
  readonly functions: ReadonlySet<string>;
}

/** DuckDB's `json_serialize_sql`: the parsed statement, or why it cannot be one that only reads. */
interface SerializedSql {
  readonly error: boolean;
  readonly error_type?: string;
  readonly error_message?: string;
  readonly position?: string;
  readonly statements?: readonly unknown[];
}

/** What may stand in a FROM clause. All else is DuckDB's own (PIVOT, SHOW) and not Athena's. */
const TABLE_KINDS: ReadonlySet<unknown> = new Set([
  'BASE_TABLE',
  'SUBQUERY',
  'JOIN',
  'TABLE_FUNCTION',
  'EXPRESSION_LIST',
  'EMPTY',
  'EMPTY_FROM',
]);
const TABLE_FUNCTIONS: ReadonlySet<string> = new Set(['unnest', 'sequence', 'generate_series', 'range']);
/** Functions that tell about the machine and the engine, or that reach around the parsed statement. */
const HIDDEN_FUNCTIONS =
  /^(current_setting|getenv|getvariable|write_log|version|query|query_table|sql_auto_complete|in_search_path|nextval|currval|current_(database|schemas?|catalog)|(duckdb|pg|pragma|read|has|json_(de)?serialize|json_execute|enable|disable|set)_.*|.*secret.*|.*parquet_.*)$/;

/** Reads the parsed form of a query. Throws `QueryFailed` for what is not exactly one statement that reads. */
export const readStatement = (sql: EngineSql, serialized: string): Statement => {
  const parsed = JSON.parse(serialized) as SerializedSql;
  if (parsed.error) throw parseFailure(sql, parsed);
  const { length } = parsed.statements ?? [];
  if (length === 0) throw new QueryFailed('SYNTAX_ERROR: line 1:1: the query is empty; write one SELECT statement');
  if (length > 1) throw new QueryFailed('SYNTAX_ERROR: line 1:1: Only one sql statement is allowed');
  return new StatementReader(sql).read(parsed.statements);
};

const parseFailure = (sql: EngineSql, { error_type, error_message = '', position }: SerializedSql): QueryFailed => {
  if (error_type === 'parser') {
    const place = sql.placeOf(Number(position ?? 0));
    return new QueryFailed(`SYNTAX_ERROR: ${place}: ${error_message}`);
  }
  const [verb = ''] = /[a-z]+/i.exec(sql.text) ?? [];
  return new QueryFailed(
    `NOT_SUPPORTED: ${verb.toUpperCase()} statements are not supported by the local cloud; it runs SELECT, WITH and VALUES`,
  );
};

type Node = Readonly<Record<string, unknown>>;

/** Walks the tree once and collects what it names; refuses what is not Athena's. */
class StatementReader {
  readonly #tables: Omit<TableReference, 'maybeLocal'>[] = [];
  readonly #functions = new Set<string>();
  readonly #localNames = new Set<string>();

  constructor(private readonly sql: EngineSql) {}

  read(statements: unknown): Statement {
    this.#walk(statements);
    const tables = this.#tables.map((table) => ({
      ...table,
      maybeLocal: table.database === '' && this.#localNames.has(table.table),
    }));
    return { tables, functions: this.#functions };
  }

  #walk(value: unknown): void {
    if (Array.isArray(value)) {
      value.forEach((element) => {
        this.#walk(element);
      });
    } else if (typeof value === 'object' && value !== null) {
      this.#visit(value as Node);
      this.#walk(Object.values(value));
    }
  }

  #visit(node: Node): void {
    // Only a reference to a table has a sample; only an expression has a class.
    if ('sample' in node && 'alias' in node && !('class' in node)) this.#visitTable(node);
    if (node['class'] === 'FUNCTION') this.#visitFunction(node);
    if (isCommonTables(node)) node['map'].forEach(({ key }) => this.#localNames.add(key.toLowerCase()));
  }

  #visitTable(node: Node): void {
    if (!TABLE_KINDS.has(node['type']))
      throw new QueryFailed(`NOT_SUPPORTED: ${lower(node['type'])} in a FROM clause is not supported`);
    if (node['type'] === 'TABLE_FUNCTION') this.#visitTableFunction(node);
    if (node['type'] !== 'BASE_TABLE') return;
    this.#tables.push({
      catalog: lower(node['catalog_name']),
      database: lower(node['schema_name']),
      table: lower(node['table_name']),
      place: this.#place(node),
    });
  }

  #visitTableFunction(node: Node): void {
    const name = lower((node['function'] as Node | undefined)?.['function_name']);
    if (!TABLE_FUNCTIONS.has(name)) throw this.#notRegistered(node, name);
  }

  #visitFunction(node: Node): void {
    const name = lower(node['function_name']);
    if (HIDDEN_FUNCTIONS.test(name)) throw this.#notRegistered(node, name);
    this.#functions.add(name);
  }

  #notRegistered(node: Node, name: string): QueryFailed {
    return new QueryFailed(`FUNCTION_NOT_FOUND: ${this.#place(node)}: Function '${name}' not registered`);
  }

  #place(node: Node): string {
    return this.sql.placeOf(Number(node['query_location'] ?? 0));
  }
}

const lower = (value: unknown): string => (typeof value === 'string' ? value.toLowerCase() : '');

const isCommonTables = (node: Node): node is { readonly map: readonly { readonly key: string }[] } =>
  Array.isArray(node['map']) &&
  node['map'].every((entry: unknown) => typeof entry === 'object' && entry !== null && 'key' in entry);
