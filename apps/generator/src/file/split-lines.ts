/** A line of a text file, without its line end. `tooLong`: only its beginning would fit into memory, so its text is empty. */
export interface Line {
  /** Counted from 1. */
  readonly number: number;
  readonly text: string;
  readonly tooLong: boolean;
}

/** In characters. With at most three bytes each, what a line of this length holds still fits an item of DynamoDB (400 KB). */
export const LONGEST_LINE = 131_072;

/** The lines of UTF-8 bytes, whatever the line end (LF or CRLF), without the byte order mark. Holds one line at a time. */
export async function* splitLines(chunks: AsyncIterable<Uint8Array>, longest = LONGEST_LINE): AsyncGenerator<Line> {
  const decoder = new TextDecoder();
  let number = 1;
  let rest = '';
  let tooLong = false;
  const line = (text: string): Line => ({ number, text: tooLong ? '' : text.replace(/\r$/, ''), tooLong });

  for await (const chunk of chunks) {
    const texts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = texts.pop() ?? '';
    for (const text of texts) {
      tooLong ||= text.length > longest;
      yield line(text);
      number += 1;
      tooLong = false;
    }
    if (rest.length > longest) {
      tooLong = true;
      rest = '';
    }
  }
  rest += decoder.decode();
  if (rest !== '' || tooLong) yield line(rest);
}
