/** A text by its key. */
export interface KeyedText {
  readonly key: string;
  /** Holds no newline, as no JSON does. */
  readonly text: string;
}

/** One line of a scratch file: JSON escapes tabs and newlines, so the first tab ends the key. */
export const keyedLine = ({ key, text }: KeyedText): string => `${JSON.stringify(key)}\t${text}\n`;

/** The texts that {@link keyedLine} wrote, whatever the pieces in which they are read. */
export async function* readKeyedLines(pieces: AsyncIterable<string>): AsyncGenerator<KeyedText> {
  let rest = '';
  for await (const piece of pieces) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const tab = line.indexOf('\t');
      yield { key: JSON.parse(line.slice(0, tab)) as string, text: line.slice(tab + 1) };
    }
  }
}
