import { identifier, literal } from './sql-text.js';

/** A node of DuckDB's bound plan, as `json_serialize_plan` writes it. */
export type PlanNode = Readonly<Record<string, unknown>>;

/** SQL of the plan's column by its index; undefined for a column that must not occur. */
export type ColumnSql = (index: number) => string | undefined;

/** The expression as SQL again; undefined where that could change its meaning, or for a column that must not occur. */
export const expressionSql = (node: PlanNode, column: ColumnSql): string | undefined => {
  const write = WRITERS[String(node['expression_class'])];
  return write?.(node, (child) => expressionSql(child as PlanNode, column), column);
};

type Writer = (node: PlanNode, sql: (child: unknown) => string | undefined, column: ColumnSql) => string | undefined;

const COMPARISONS: Readonly<Record<string, string>> = {
  COMPARE_EQUAL: '=',
  COMPARE_NOTEQUAL: '<>',
  COMPARE_LESSTHAN: '<',
  COMPARE_GREATERTHAN: '>',
  COMPARE_LESSTHANOREQUALTO: '<=',
  COMPARE_GREATERTHANOREQUALTO: '>=',
  COMPARE_DISTINCT_FROM: 'IS DISTINCT FROM',
  COMPARE_NOT_DISTINCT_FROM: 'IS NOT DISTINCT FROM',
};

const OPERATORS: Readonly<Record<string, (operands: readonly string[]) => string>> = {
  OPERATOR_NOT: ([operand = '']) => `(NOT ${operand})`,
  OPERATOR_IS_NULL: ([operand = '']) => `(${operand} IS NULL)`,
  OPERATOR_IS_NOT_NULL: ([operand = '']) => `(${operand} IS NOT NULL)`,
  OPERATOR_COALESCE: (operands) => `coalesce(${operands.join(', ')})`,
  COMPARE_IN: ([operand = '', ...list]) => `(${operand} IN (${list.join(', ')}))`,
  COMPARE_NOT_IN: ([operand = '', ...list]) => `(${operand} NOT IN (${list.join(', ')}))`,
};

/** What they say now may be something else when the query runs. */
const CHANGING = /^(now|today|random|setseed|uuid|gen_random_uuid|uuidv[47]|nextval|currval|.*current_.*|.*timestamp)$/;

/** Fails as `error()` does, but in a way that TRY catches: no number begins with a letter. `t0` is any text. */
const FAILURE = "CAST(CAST(concat('x', t0) AS TINYINT) AS VARCHAR)";

const WRITERS: Readonly<Record<string, Writer>> = {
  BOUND_REF: ({ index }, _, column) => column(Number(index)),
  BOUND_CONSTANT: ({ value }) => constantSql(value as PlanNode),
  BOUND_COMPARISON: ({ type, left, right }, sql) => infix(COMPARISONS[String(type)], [sql(left), sql(right)]),
  BOUND_CONJUNCTION: ({ type, children }, sql) =>
    infix(type === 'CONJUNCTION_AND' ? 'AND' : 'OR', (children as unknown[]).map(sql)),
  BOUND_BETWEEN: ({ input, lower, upper, lower_inclusive, upper_inclusive }, sql) =>
    infix('AND', [
      infix(lower_inclusive === true ? '>=' : '>', [sql(input), sql(lower)]),
      infix(upper_inclusive === true ? '<=' : '<', [sql(input), sql(upper)]),
    ]),
  BOUND_CAST: ({ child, return_type, try_cast }, sql) => {
    const [operand, type] = [sql(child), typeSql(return_type as PlanNode)];
    if (operand === undefined || type === undefined) return undefined;
    return `${try_cast === true ? 'TRY_CAST' : 'CAST'}(${operand} AS ${type})`;
  },
  BOUND_OPERATOR: ({ type, children }, sql) => {
    const operands = all((children as unknown[]).map(sql));
    return operands && OPERATORS[String(type)]?.(operands);
  },
  BOUND_CASE: ({ case_checks, else_expr }, sql) => {
    const checks = (case_checks as PlanNode[]).map(({ when_expr, then_expr }) => {
      const [when, then] = [sql(when_expr), sql(then_expr)];
      return when === undefined || then === undefined ? undefined : `WHEN ${when} THEN ${then}`;
    });
    const written = all([...checks, sql(else_expr)]);
    return written && `(CASE ${written.slice(0, -1).join(' ')} ELSE ${written.at(-1) ?? 'NULL'} END)`;
  },
  BOUND_FUNCTION: ({ name, children, function_data, has_serialize }, sql) => {
    const operands = all((children as unknown[]).map(sql));
    if (name === 'error') return FAILURE;
    if (!operands || CHANGING.test(String(name)) || has_serialize === true || function_data !== undefined)
      return undefined;
    return `${identifier(String(name))}(${operands.join(', ')})`;
  },
};

const infix = (operator: string | undefined, operands: readonly (string | undefined)[]): string | undefined => {
  const known = all(operands);
  return operator === undefined || !known ? undefined : `(${known.join(` ${operator} `)})`;
};

const all = (texts: readonly (string | undefined)[]): readonly string[] | undefined =>
  texts.every((text) => text !== undefined) ? texts : undefined;

const SIMPLE_TYPE =
  /^(BOOLEAN|TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT|FLOAT|DOUBLE|VARCHAR|DATE|TIMESTAMP|TIMESTAMP WITH TIME ZONE)$/;

const typeSql = ({ id, type_info }: PlanNode): string | undefined => {
  const info = type_info as PlanNode | null | undefined;
  if (id === 'DECIMAL' && info) return `DECIMAL(${Number(info['width'])},${Number(info['scale'])})`;
  return !info && SIMPLE_TYPE.test(String(id)) ? String(id) : undefined;
};

const constantSql = ({ type, is_null, value }: PlanNode): string | undefined => {
  const sql = typeSql(type as PlanNode);
  if (sql === undefined) return undefined;
  if (is_null === true) return `CAST(NULL AS ${sql})`;
  if (sql === 'VARCHAR') return typeof value === 'string' ? literal(value) : undefined;
  if (sql === 'BOOLEAN') return String(value === true);
  if (!Number.isSafeInteger(value)) return undefined;
  if (sql === 'DATE') return `(DATE '1970-01-01' + ${Number(value)})`;
  if (sql === 'TIMESTAMP') return `make_timestamp(${Number(value)}::BIGINT)`;
  if (sql === 'TIMESTAMP WITH TIME ZONE') return `CAST(make_timestamp(${Number(value)}::BIGINT) AS TIMESTAMPTZ)`;
  return /INT/.test(sql) ? `CAST(${Number(value)} AS ${sql})` : undefined;
};
