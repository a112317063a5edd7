import { engineType, type EngineType } from '../types/engine-type.js';

const MARK = '\u00a7';

/**
 * Asks the engine's binder for the types of expressions: the probing form of a query holds, beside each operand that
 * matters, a text that names the operand's types once the query is bound. The query is never run in that form.
 */
export class Probes {
  /** By the expressions' text and where they stand, so that equal expressions stay equal, as GROUP BY needs. */
  readonly #keys = new Map<string, number>();
  #types: ReadonlyMap<number, readonly EngineType[]> = new Map();

  /** SQL to put before and after the expression that has these operands. */
  wrap(key: string, operands: readonly string[]): readonly [before: string, after: string] {
    return [`(CASE WHEN ${this.ask(key, operands)} = '' THEN NULL ELSE `, ' END)'];
  }

  /** SQL of a text that names the operands' types once it is bound. */
  ask(key: string, operands: readonly string[]): string {
    const types = operands.map((operand) => `typeof(${operand})`).join(`, '${MARK}', `);
    return `concat('${MARK}${this.#id(key)}:', ${types})`;
  }

  /** Takes the bound plan of the probing form (`json_serialize_plan`). True if it told something new. */
  learn(plan: string): boolean {
    const before = JSON.stringify([...this.#types]);
    this.#types = new Map([...toldTypes(JSON.parse(plan))].sort(([a], [b]) => a - b));
    return JSON.stringify([...this.#types]) !== before;
  }

  typesOf(key: string): readonly EngineType[] | undefined {
    return this.#types.get(this.#id(key));
  }

  #id(key: string): number {
    const id = this.#keys.get(key) ?? this.#keys.size;
    this.#keys.set(key, id);
    return id;
  }
}

/** What the probes in a bound plan say: `concat('mark id:', 'INTEGER', 'mark', 'VARCHAR')`. */
function* toldTypes(node: unknown): Generator<readonly [id: number, types: readonly EngineType[]]> {
  if (typeof node !== 'object' || node === null) return;
  if ('name' in node && node.name === 'concat' && 'children' in node && Array.isArray(node.children)) {
    const [id, ...texts] = node.children.map((child) => typeText(child as PlanNode));
    if (id !== undefined && new RegExp(`^${MARK}\\d+:$`).test(id) && texts.every((text) => text !== undefined))
      yield [Number(id.slice(1, -1)), texts.filter((text) => text !== MARK).map(engineType)];
  }
  for (const child of Object.values(node)) yield* toldTypes(child);
}

interface PlanNode {
  readonly expression_class?: string;
  readonly name?: string;
  readonly value?: { readonly value?: unknown };
}

/** The binder replaces `typeof` by its answer, but for a NULL that has no type. */
const typeText = ({ expression_class, name, value }: PlanNode): string | undefined => {
  if (expression_class === 'BOUND_CONSTANT' && typeof value?.value === 'string') return value.value;
  return expression_class === 'BOUND_FUNCTION' && name === 'typeof' ? '"NULL"' : undefined;
};
