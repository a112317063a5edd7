import type { ParserRuleContext } from 'antlr4ng';

/** The construct as the statement writes it, with its spaces and comments. */
export const sourceOf = ({ start, stop }: ParserRuleContext): string =>
  start?.inputStream?.getText(start.start, Math.max(stop?.stop ?? 0, start.stop)) ?? '';

/** The text with all but a part of it blanked, so that places in the part stay what they are. */
export const onlyPart = (sql: string, start: number, end: number): string =>
  // The grammar counts characters, not UTF-16 units.
  Array.from(sql, (character, at) => ((at >= start && at < end) || character === '\n' ? character : ' ')).join('');
