import type { ParserRuleContext, ParseTree } from 'antlr4ng';
import { ParameterContext } from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';
import type { EngineSql, Query } from '../statement.js';
import { textOf, type Fragment } from '../text/fragment.js';
import { lineAndColumn } from '../text/position.js';
import { CALL_RULES } from './calls.js';
import { CAST_RULES } from './casts.js';
import { CONDITIONAL_RULES } from './conditionals.js';
import { JOIN_RULES } from './joins.js';
import { LIST_AGG_RULES } from './list-agg.js';
import { LITERAL_RULES } from './literals.js';
import { NAME_RULES } from './names.js';
import { OPERATOR_RULES } from './operators.js';
import { PREDICATE_RULES } from './predicates.js';
import { Probes } from './probes.js';
import { QUERY_RULES } from './queries.js';
import { SET_OPERATION_RULES } from './set-operations.js';
import { SQL_JSON_RULES } from './sql-json.js';
import { UNNEST_RULES } from './unnest.js';
import { VALUES_RULES } from './values.js';
import { Rewriter, type Mode, type Rules } from './rewriter.js';

const RULES: Rules = new Map([
  ...NAME_RULES,
  ...LITERAL_RULES,
  ...OPERATOR_RULES,
  ...PREDICATE_RULES,
  ...CONDITIONAL_RULES,
  ...SET_OPERATION_RULES,
  ...CAST_RULES,
  ...CALL_RULES,
  ...QUERY_RULES,
  ...JOIN_RULES,
  ...UNNEST_RULES,
  ...LIST_AGG_RULES,
  ...SQL_JSON_RULES,
  ...VALUES_RULES,
]);

/** A parsed query and its two forms for the engine. */
export class AthenaQuery implements Query {
  readonly #probes = new Probes();
  readonly #parameterPlaces: readonly number[];

  constructor(
    private readonly sql: string,
    private readonly tree: ParserRuleContext,
  ) {
    this.#parameterPlaces = [...parametersIn(tree)].map(({ start }) => start?.start ?? 0);
  }

  get parameterCount(): number {
    return this.#parameterPlaces.length;
  }

  probe(parameters: readonly string[]): EngineSql {
    return this.#write('probe', parameters);
  }

  learn(boundPlan: string): boolean {
    return this.#probes.learn(boundPlan);
  }

  rewrite(parameters: readonly string[]): EngineSql {
    return this.#write('typed', parameters);
  }

  #write(mode: Mode, parameters: readonly string[]): EngineSql {
    const rewriter = new Rewriter(this.sql, RULES, this.#probes, mode, parameters, this.#parameterPlaces);
    return engineSql(rewriter.emit(this.tree), this.sql);
  }
}

const engineSql = (written: Fragment, sql: string): EngineSql => ({
  text: textOf(written),
  placeOf(byteOffset) {
    let end = 0;
    for (const { text, at } of written) {
      end += Buffer.byteLength(text);
      if (byteOffset < end) return lineAndColumn(sql, at);
    }
    return lineAndColumn(sql, sql.trimEnd().length);
  },
});

function* parametersIn(node: ParseTree): Generator<ParameterContext> {
  if (node instanceof ParameterContext) yield node;
  for (let index = 0; index < node.getChildCount(); index += 1) {
    const child = node.getChild(index);
    if (child) yield* parametersIn(child);
  }
}
