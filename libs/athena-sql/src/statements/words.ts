import type { Token } from 'antlr4ng';
import { notSupported, SqlError } from '../sql-error.js';
import { lineAndColumn } from '../text/position.js';

/**
 * Reads the words of a statement from left to right. The grammar has checked them already: what is left unread is a
 * clause that the local cloud does not know, and is refused by name.
 */
export class Words {
  #position = 0;

  constructor(
    private readonly sql: string,
    private readonly tokens: readonly Token[],
  ) {}

  /** `line 1:8`: of the next word. */
  get place(): string {
    return lineAndColumn(this.sql, this.tokens[this.#position]?.start ?? 0);
  }

  /** True if these words come next; then they are read. */
  take(...words: readonly string[]): boolean {
    if (!this.comesNext(...words)) return false;
    this.#position += words.length;
    return true;
  }

  comesNext(...words: readonly string[]): boolean {
    return words.every((word, index) => this.tokens[this.#position + index]?.text?.toUpperCase() === word);
  }

  /** Reads these words, without which the local cloud does not know the statement. */
  expect(...words: readonly string[]): void {
    if (!this.take(...words)) throw this.refusal();
  }

  /** A name in lower case, without its backquotes. */
  name(): string {
    const text = this.#next();
    return (text.startsWith('`') ? text.slice(1, -1).replaceAll('``', '`') : text).toLowerCase();
  }

  /** The text that a literal says. */
  string(): string {
    const place = this.place;
    const text = this.#next();
    if (!/^(['"]).*\1$/s.test(text)) throw new SqlError('SYNTAX_ERROR', place, `${text} is not a text in quotes`);
    return unescaped(text.slice(1, -1));
  }

  /** A literal of any kind, as text: partition values are texts in the catalog. */
  value(): string {
    return /^['"]/.test(this.tokens[this.#position]?.text ?? '') ? this.string() : this.#next();
  }

  /** Words up to the end of the brackets that open with the next one, without spaces. */
  bracketed(open: '<' | '('): string {
    const close = open === '<' ? '>' : ')';
    let text = '';
    let depth = 0;
    do {
      const word = this.#next();
      if (word === open) depth += 1;
      if (word === close) depth -= 1;
      text += word;
    } while (depth > 0);
    return text;
  }

  /** `read, read, …` */
  list<Item>(read: () => Item): readonly Item[] {
    const items: Item[] = [];
    do items.push(read());
    while (this.take(','));
    return items;
  }

  /** `(read, read, …)` */
  bracketedList<Item>(read: () => Item): readonly Item[] {
    this.expect('(');
    const items = this.list(read);
    this.expect(')');
    return items;
  }

  get atEnd(): boolean {
    return this.#position === this.tokens.length;
  }

  /** Everything has been read; otherwise what is left is refused. */
  end(): void {
    if (!this.atEnd) throw this.refusal();
  }

  /** That what comes next is not supported. */
  refusal(): SqlError {
    const rest = this.tokens.slice(this.#position, this.#position + 3).map(({ text }) => text ?? '');
    const start = this.tokens.slice(0, 2).map(({ text }) => text?.toUpperCase() ?? '');
    return notSupported(this.place, `${start.join(' ')} … ${rest.join(' ')}`);
  }

  #next(): string {
    const text = this.tokens[this.#position]?.text ?? undefined;
    if (text === undefined) throw new SqlError('SYNTAX_ERROR', this.place, "mismatched input '<EOF>'");
    this.#position += 1;
    return text;
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', '0': '\0', Z: '\u001a' };

/** https://github.com/apache/hive/blob/master/parser/src/java/org/apache/hadoop/hive/ql/parse/BaseSemanticAnalyzer.java */
const unescaped = (text: string): string =>
  text.replace(/\\(?:([0-7]{3})|u([0-9a-fA-F]{4})|(.))/gs, (_, octal?: string, unicode?: string, other = '') => {
    if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8));
    if (unicode !== undefined) return String.fromCharCode(parseInt(unicode, 16));
    // A sign that pattern matching needs keeps its backslash.
    return ESCAPES[other as string] ?? (other === '%' || other === '_' ? `\\${other}` : (other as string));
  });
