import { ParserRuleContext, TerminalNode, type ParseTree } from 'antlr4ng';
import { SqlError, notSupported } from '../sql-error.js';
import { fragment, separated, textOf, type Fragment } from '../text/fragment.js';
import { lineAndColumn } from '../text/position.js';
import type { EngineType } from '../types/engine-type.js';
import { literalType } from '../types/literal-type.js';
import type { Probes } from './probes.js';

/** How one construct of the grammar is written for the engine. */
export type Rule = (context: never, rewriter: Rewriter) => Fragment;
/** Rules by the grammar's class of the construct; what has none is written as it stands. */
export type Rules = ReadonlyMap<unknown, Rule>;

/**
 * `plain`: without types; `known`: with those that the engine has told so far; `probe`: the form that asks it for them;
 * `typed`: all are known, and checked.
 */
export type Mode = 'plain' | 'known' | 'probe' | 'typed';

/** A statement whose rewriting outgrows this is refused: long chains of operators grow with their square. */
const LONGEST_SQL = 8_000_000;

/** Writes a parsed statement in the engine's words, construct by construct. */
export class Rewriter {
  #scope = '';
  #names: ReadonlyMap<string, string> = new Map();
  readonly #texts = { plain: new Map<ParserRuleContext, string>(), known: new Map<ParserRuleContext, string>() };
  #length = 0;

  constructor(
    readonly sql: string,
    private readonly rules: Rules,
    private readonly probes: Probes,
    private mode: Mode,
    /** Values of the statement's parameters (`?`), in their order, as SQL. */
    readonly parameters: readonly string[],
    /** Where each of them stands. */
    private readonly parameterPlaces: readonly number[],
  ) {}

  emit(node: ParseTree): Fragment {
    if (node instanceof TerminalNode) return this.#token(node);
    if (!(node instanceof ParserRuleContext)) return [];
    const rule = this.rules.get(node.constructor);
    return rule ? rule(node as never, this) : this.children(node);
  }

  /** The construct as it stands, its parts rewritten. */
  children(node: ParserRuleContext): Fragment {
    return separated(this.at(node), (node.children ?? []).map((child) => this.emit(child)).filter(isSomething), ' ');
  }

  list(nodes: readonly ParseTree[], separator = ', '): Fragment {
    return separated(
      0,
      nodes.map((node) => this.emit(node)),
      separator,
    );
  }

  /** Where the construct begins: an offset in characters. */
  at(node: ParserRuleContext): number {
    return node.start?.start ?? 0;
  }

  place(node: ParserRuleContext): string {
    return lineAndColumn(this.sql, this.at(node));
  }

  /** The place of a word or sign within the construct. */
  placeOf(node: TerminalNode): string {
    return lineAndColumn(this.sql, node.symbol.start);
  }

  error(code: string, node: ParserRuleContext, problem: string): SqlError {
    return new SqlError(code, this.place(node), problem);
  }

  refusal(node: ParserRuleContext, what: string): SqlError {
    return notSupported(this.place(node), what);
  }

  /** Equal expressions within the construct mean the same. */
  inScope(scope: string, work: () => Fragment): Fragment {
    const outer = this.#scope;
    this.#scope = scope;
    try {
      return work();
    } finally {
      this.#scope = outer;
    }
  }

  /** Names that stand for SQL within the work; undefined shadows a name from without. */
  naming(names: Readonly<Record<string, string | undefined>>, work: () => Fragment): Fragment {
    const outer = this.#names;
    const inner = new Map(outer);
    for (const [name, sql] of Object.entries(names)) {
      if (sql === undefined) inner.delete(name);
      else inner.set(name, sql);
    }
    this.#names = inner;
    try {
      return work();
    } finally {
      this.#names = outer;
    }
  }

  /** What a name stands for, if it is not a column's. */
  meaningOf(name: string): string | undefined {
    return this.#names.get(name);
  }

  get scope(): string {
    return this.#scope;
  }

  /** Writes what depends on the types of its operands; they are undefined while the engine has not yet told them. */
  typed(
    node: ParserRuleContext,
    operands: readonly ParserRuleContext[],
    build: (types: readonly EngineType[] | undefined) => Fragment,
  ): Fragment {
    if (this.mode === 'plain' || operands.length === 0) return build(undefined);
    const literals = operands.map(literalType);
    if (literals.every(isKnown)) return build(literals);
    const texts = operands.map((operand) => this.#textIn('plain', operand));
    const key = JSON.stringify([this.#scope, ...texts]);
    const known = this.probes.typesOf(key)?.map((type, index) => literals[index] ?? type);
    if (this.mode === 'known') return build(known);
    if (this.mode === 'typed') {
      if (!known) throw this.refusal(node, 'an expression whose types cannot be told');
      return build(known);
    }
    const asKnown = operands.map((operand) => this.#textIn('known', operand));
    const [before, after] = this.probes.wrap(key, asKnown);
    return fragment(this.at(node), before, build(known), after);
  }

  /** One operand and its type, if that is known; the probe stands in the operand's place, as aggregates need. */
  operand(node: ParserRuleContext): { readonly written: Fragment; readonly type: EngineType | undefined } {
    let known: EngineType | undefined;
    const written = this.typed(node, [node], (types) => {
      known = types?.[0];
      return this.emit(node);
    });
    return { written, type: known };
  }

  /**
   * A query within the statement and the types of its columns, if they are known; the one that asks for them has the
   * same columns.
   */
  rows(node: ParserRuleContext): { readonly written: Fragment; readonly types: readonly EngineType[] | undefined } {
    const written = this.emit(node);
    if (this.mode === 'plain') return { written, types: undefined };
    const key = JSON.stringify(['rows', this.at(node), node.stop?.stop ?? 0]);
    const types = this.probes.typesOf(key)?.[0]?.parts.map(({ type }) => type);
    if (this.mode === 'typed' && !types) throw this.refusal(node, 'a query whose types cannot be told');
    if (this.mode !== 'probe') return { written, types };
    const asking = [
      `SELECT * FROM (`,
      written,
      `) AS "${ROWS}" WHERE ${this.probes.ask(key, [`"${ROWS}"`])} = ''`,
    ] as const;
    return { written: fragment(this.at(node), ...asking), types };
  }

  /** Types of columns that no expression of the statement names, by their names in the engine. */
  columns(
    node: ParserRuleContext,
    names: readonly string[],
  ): { readonly types: readonly EngineType[] | undefined; readonly question: string | undefined } {
    if (this.mode === 'plain') return { types: undefined, question: undefined };
    const key = JSON.stringify(['columns', this.at(node), ...names]);
    const types = this.probes.typesOf(key);
    if (this.mode === 'typed' && !types) throw this.refusal(node, 'a relation whose types cannot be told');
    return { types, question: this.mode === 'probe' ? this.probes.ask(key, names) : undefined };
  }

  /** Whether this is the form that is bound and never run. */
  get isAsking(): boolean {
    return this.mode === 'probe';
  }

  /** How many parameters stand before this one. */
  parametersBefore(node: ParserRuleContext): number {
    return this.parameterPlaces.indexOf(this.at(node));
  }

  #textIn(mode: 'plain' | 'known', node: ParserRuleContext): string {
    const cached = this.#texts[mode].get(node);
    if (cached !== undefined) return cached;
    const outer = this.mode;
    this.mode = mode;
    try {
      const text = textOf(this.emit(node));
      this.#count(text.length, node);
      this.#texts[mode].set(node, text);
      return text;
    } finally {
      this.mode = outer;
    }
  }

  #count(length: number, node: ParserRuleContext): void {
    this.#length += length;
    if (this.#length > LONGEST_SQL) throw this.error('QUERY_TEXT_TOO_LARGE', node, 'the statement is too complex');
  }

  #token({ symbol }: TerminalNode): Fragment {
    return symbol.type < 0 ? [] : [{ text: symbol.text ?? '', at: symbol.start }];
  }
}

/** The engine's name of a query that is asked for its types. */
const ROWS = '\u00a7rows';

const isKnown = (type: EngineType | undefined): type is EngineType => type !== undefined;

const isSomething = (part: Fragment): boolean => part.length > 0;
