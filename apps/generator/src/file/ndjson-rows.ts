import type { BadLine, Row } from './row.js';
import { LONGEST_LINE, type Line } from './split-lines.js';

/**
 * A price written as a JSON number. It becomes text before the line is parsed, so that its digits never pass through a
 * binary float. An unescaped quote before the name means that it is a name, not a part of some text.
 */
const PRICE = /(?<!\\)("(?:unit_price|UnitPrice)"\s*:\s*)(-?[0-9][0-9.eE+-]*)/g;

/** The objects of a file with one JSON object per line. Blank lines are passed over. */
export async function* ndjsonRows(lines: AsyncIterable<Line>): AsyncGenerator<Row | BadLine> {
  for await (const line of lines) {
    if (line.tooLong) yield { line: line.number, reason: `the line is longer than ${LONGEST_LINE} characters` };
    else if (line.text.trim() !== '') yield parseLine(line);
  }
}

const parseLine = ({ number, text }: Line): Row | BadLine => {
  try {
    const parsed: unknown = JSON.parse(text.replace(PRICE, '$1"$2"'));
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) {
      return { line: number, members: parsed as Readonly<Record<string, unknown>> };
    }
  } catch {
    // Said below: the parser's own words name positions in a line that the user did not write.
  }
  return { line: number, reason: 'the line is not a JSON object' };
};
