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

/** A statement of Athena by what has to be done for it. */
export type Statement =
  | { readonly kind: 'query'; readonly query: Query }
  /** In the grammar and not in the local cloud: `CREATE TABLE`. */
  | { readonly kind: 'unsupported'; readonly verb: string };
