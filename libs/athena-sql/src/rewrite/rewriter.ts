import { ParserRuleContext, TerminalNode, type ParseTree } from 'antlr4ng';
import { SqlError, notSupported } from '../sql-error.js';
import { fragment, separated, textOf, type Fragment } from '../text/fragment.js';
import { lineAndColumn } from '../text/position.js';
import type { EngineType } from '../types/engine-type.js';
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
    const texts = operands.map((operand) => this.#textIn('plain', operand));
    const key = JSON.stringify([this.#scope, ...texts]);
    const known = this.probes.typesOf(key);
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

const isSomething = (part: Fragment): boolean => part.length > 0;
