/** A row of a result; null is SQL's NULL. */
export type CsvRow = readonly (string | null)[];

/**
 * Rows of a result as Athena writes it, header first: every value in quotes, a quote doubled, NULL as nothing at all.
 * https://docs.aws.amazon.com/athena/latest/ug/querying-finding-output-files.html
 */
export async function* csvRows(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<readonly CsvRow[]> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of bytes) {
    const { rows, end } = wholeRows((rest += decoder.decode(chunk, { stream: true })));
    rest = rest.slice(end);
    if (rows.length > 0) yield rows;
  }
}

const QUOTE = '"';

const wholeRows = (text: string): { readonly rows: readonly CsvRow[]; readonly end: number } => {
  const rows: CsvRow[] = [];
  let row: (string | null)[] = [];
  let end = 0;
  let position = 0;
  while (position < text.length) {
    let value: string | null = null;
    if (text[position] === QUOTE) {
      const close = closingQuote(text, position + 1);
      if (close === undefined) break;
      value = unquoted(text.slice(position + 1, close));
      position = close + 1;
    }
    const separator = text[position++];
    if (separator === undefined) break;
    row.push(value);
    if (separator === ',') continue;
    rows.push(row);
    row = [];
    end = position;
  }
  return { rows, end };
};

/** Undefined when the text ends before it can be told. */
const closingQuote = (text: string, from: number): number | undefined => {
  for (let position = text.indexOf(QUOTE, from); position >= 0; position = text.indexOf(QUOTE, position + 2)) {
    if (position + 1 >= text.length) return undefined;
    if (text[position + 1] !== QUOTE) return position;
  }
  return undefined;
};

const unquoted = (text: string): string => (text.includes(QUOTE) ? text.replaceAll('""', QUOTE) : text);
